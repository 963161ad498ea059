import { type Casework } from '../casework/casework.ts'
import {
  createPerson,
  createPersonOfProvider,
  type NewPerson,
  disablePerson,
  type GivenPassword,
  resetPassword,
} from '../casework/person.ts'
import { UsageError } from '../model/errors.ts'
import { parsePerson } from '../model/person.ts'
import { PERSON_ROLES } from '../model/signed-person.ts'
import { noPositionals, oneOf, type Outcome, required, type Run } from './command.ts'
import { openCasework } from './open-casework.ts'
import { table } from './tty.ts'

/** Whoever has the workspace in their hands: its files are what keeps others out. */
const ACTOR = 'command-line'
const DEEDS = ['create', 'list', 'reset', 'disable']

export const run: Run = async (input) => {
  const [deed, ...more] = input.positionals
  if (deed === undefined || !DEEDS.includes(deed)) {
    throw new UsageError(
      'person expects "create", "list", "reset" or "disable", as in "firebreak person create --name Ada --role lead --workspace W".',
    )
  }
  noPositionals({ ...input, positionals: more })
  const workspace = required(input, 'workspace')
  const name = deed === 'list' ? '' : parsePerson(required(input, 'name'))
  const role = deed === 'create' ? oneOf(input, 'role', PERSON_ROLES) : null
  const ofProvider = input.options['provider'] === true
  const childSafety = input.options['child-safety'] === true
  const casework = await openCasework(workspace, { mustExist: deed !== 'create' })
  try {
    if (role !== null) {
      const person = { name, role, childSafety }
      return await (ofProvider ? createOfProvider(casework, person) : create(casework, person))
    }
    if (deed === 'reset') return given(await resetPassword(casework, name, ACTOR))
    return deed === 'disable' ? await disable(casework, name) : await list(casework)
  } finally {
    await casework.store.close()
  }
}

async function create(casework: Casework, person: NewPerson): Promise<Outcome> {
  return given(await createPerson(casework, person, ACTOR))
}

async function createOfProvider(casework: Casework, asked: NewPerson): Promise<Outcome> {
  const { id, name, role, childSafety } = await createPersonOfProvider(casework, asked, ACTOR)
  const text = `${name}, ${role}, is signed in by the provider that "serve" is told of.\n`
  return { json: { id, name, role, childSafety }, text }
}

function given({ person, password }: GivenPassword): Outcome {
  const { id, name, role, childSafety } = person
  return {
    json: { id, name, role, childSafety, password },
    text: `${password}

That is the password of ${name}, ${role}, for one sign-in: they choose their own then. It is shown this once.
`,
  }
}

async function disable(casework: Casework, name: string): Promise<Outcome> {
  const person = await disablePerson(casework, name, ACTOR)
  const json = { id: person.id, name: person.name, disabledAt: isoOf(person.disabledAtMillis) }
  return { json, text: `${person.name} cannot sign in any more, and is signed out.\n` }
}

async function list({ store }: Casework): Promise<Outcome> {
  const people = (await store.people()).map((person) => ({
    id: person.id,
    name: person.name,
    role: person.role,
    childSafety: person.childSafety,
    createdAt: isoOf(person.createdAtMillis),
    disabledAt: isoOf(person.disabledAtMillis),
  }))
  const rows = people.map(({ id, name, role, childSafety, createdAt, disabledAt }) => [
    name,
    role,
    childSafety ? 'yes' : '',
    id,
    createdAt ?? '',
    disabledAt ?? '',
  ])
  return {
    json: { people },
    text: table([['name', 'role', 'child safety', 'id', 'created', 'disabled'], ...rows]) + '\n',
  }
}

function isoOf(millis: number | null): string | null {
  return millis === null ? null : new Date(millis).toISOString()
}
