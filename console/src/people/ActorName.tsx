import { usePeople } from './people.ts'

const OTHERS: Readonly<Record<string, string>> = {
  software: 'Software',
  'command-line': 'The command line',
}

/** Who did something: a person by name, whatever else by its id. */
export function ActorName({ id }: { readonly id: string }) {
  const { data: people } = usePeople()
  const person = people?.get(id)
  if (person) return <span title={id}>{person.name}</span>
  return OTHERS[id] ? <span>{OTHERS[id]}</span> : <code>{id}</code>
}
