import { type FormEvent, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Field } from '../kit/Field.tsx'
import { usePeople } from '../people/people.ts'
import { hashOfAccount, type LogSearch, NO_SEARCH } from './ledger.ts'

/** What an action begins with, in the order in which things happen. */
const KINDS = [
  ['', 'Everything'],
  ['brake.', 'Brakes'],
  ['standing.', 'Standings that people gave'],
  ['standings.', 'Standings that software gave'],
  ['automation.', 'The automation'],
  ['case.', 'Cases'],
  ['decision.', 'Decisions'],
  ['appeal.', 'Appeals'],
  ['network.', 'Networks'],
  ['document.', 'Policy and search list'],
  ['signals.', 'Signals'],
  ['session.', 'Sign-ins'],
  ['person.', 'People'],
  ['key.', 'Keys'],
] as const

export function SearchForm({ onSearch }: { onSearch: (search: LogSearch) => void }) {
  const [words, setWords] = useState(NO_SEARCH)
  const [account, setAccount] = useState('')
  const { data: people } = usePeople()
  const put = (name: keyof LogSearch) => (event: { target: { value: string } }) =>
    setWords({ ...words, [name]: event.target.value })
  const send = async () => {
    const subject = account === '' ? words.subject : await hashOfAccount(account)
    onSearch({ ...words, subject })
  }
  return (
    <form
      className="card stack"
      role="search"
      aria-label="The ledger"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void send()
      }}
    >
      <div className="ledger-form">
        <Field label="What was done">
          {(described) => (
            <select {...described} value={words.action} onChange={put('action')}>
              {KINDS.map(([start, label]) => (
                <option key={start} value={start}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="By whom">
          {(described) => (
            <select {...described} value={words.actor} onChange={put('actor')}>
              <option value="">Anybody</option>
              <option value="software">Software</option>
              <option value="command-line">The command line</option>
              {[...(people?.values() ?? [])].map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="From">
          {(described) => (
            <input {...described} type="datetime-local" value={words.from} onChange={put('from')} />
          )}
        </Field>
        <Field label="To">
          {(described) => (
            <input {...described} type="datetime-local" value={words.to} onChange={put('to')} />
          )}
        </Field>
        <Field label="To what" hint="The id of a brake, a case, a key or a person.">
          {(described) => (
            <input {...described} maxLength={256} value={words.subject} onChange={put('subject')} />
          )}
        </Field>
        <Field
          label="Or to which account"
          hint="Its id stays in this browser: the ledger has only its hash."
        >
          {(described) => (
            <input
              {...described}
              maxLength={256}
              autoComplete="off"
              value={account}
              onChange={({ target }) => setAccount(target.value)}
            />
          )}
        </Field>
      </div>
      <div className="row">
        <Button kind="main" type="submit">
          Search
        </Button>
        <Button
          onClick={() => {
            setWords(NO_SEARCH)
            setAccount('')
            onSearch(NO_SEARCH)
          }}
        >
          Show everything
        </Button>
      </div>
    </form>
  )
}
