import { type FormEvent, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { type Option, SelectField } from '../kit/SelectField.tsx'
import { TextField } from '../kit/TextField.tsx'
import { usePeople } from '../people/people.ts'
import { hashOfAccount, type LogSearch, NO_SEARCH } from './ledger.ts'

/** What an action begins with, in the order in which things happen. */
const KINDS: readonly Option<string>[] = [
  { value: '', label: 'Everything' },
  { value: 'brake.', label: 'Brakes' },
  { value: 'standing.', label: 'Standings that people gave' },
  { value: 'standings.', label: 'Standings that software gave' },
  { value: 'automation.', label: 'The automation' },
  { value: 'case.', label: 'Cases' },
  { value: 'decision.', label: 'Decisions' },
  { value: 'appeal.', label: 'Appeals' },
  { value: 'network.', label: 'Networks' },
  { value: 'document.', label: 'Policy and search list' },
  { value: 'signals.', label: 'Signals' },
  { value: 'session.', label: 'Sign-ins' },
  { value: 'person.', label: 'People' },
  { value: 'key.', label: 'Keys' },
]

export function SearchForm({ onSearch }: { onSearch: (search: LogSearch) => void }) {
  const [words, setWords] = useState(NO_SEARCH)
  const [account, setAccount] = useState('')
  const { data: people } = usePeople()
  const put = (name: keyof LogSearch) => (value: string) => setWords({ ...words, [name]: value })
  const actors = [
    { value: '', label: 'Anybody' },
    { value: 'software', label: 'Software' },
    { value: 'command-line', label: 'The command line' },
    ...[...(people?.values() ?? [])].map(({ id, name }) => ({ value: id, label: name })),
  ]
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
        <SelectField
          label="What was done"
          options={KINDS}
          value={words.action}
          onValue={put('action')}
        />
        <SelectField label="By whom" options={actors} value={words.actor} onValue={put('actor')} />
        <TextField label="From" type="datetime-local" value={words.from} onValue={put('from')} />
        <TextField label="To" type="datetime-local" value={words.to} onValue={put('to')} />
        <TextField
          label="To what"
          hint="The id of a brake, a case, a key or a person."
          maxLength={256}
          value={words.subject}
          onValue={put('subject')}
        />
        <TextField
          label="Or to which account"
          hint="Its id stays in this browser: the ledger has only its hash."
          maxLength={256}
          autoComplete="off"
          value={account}
          onValue={setAccount}
        />
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
