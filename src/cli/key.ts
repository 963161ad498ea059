import { createKey, revokeKey } from '../casework/api-key.ts'
import { type Casework } from '../casework/casework.ts'
import { UsageError } from '../model/errors.ts'
import { KEY_ROLES, type KeyRole } from '../model/key-role.ts'
import { parsePerson } from '../model/person.ts'
import { oneOf, optional, type Outcome, required, type Run } from './command.ts'
import { openCasework } from './open-casework.ts'
import { table } from './tty.ts'

/** Whoever has the workspace in their hands: its files are what keeps others out. */
const ACTOR = 'command-line'

export const run: Run = async (input) => {
  const [deed, id, ...more] = input.positionals
  const isWhole = deed === 'revoke' ? id !== undefined : id === undefined
  if (!['create', 'list', 'revoke'].includes(deed) || !isWhole || more.length > 0) {
    throw new UsageError(
      'key expects "create --role ROLE", "list" or "revoke ID", as in "firebreak key create --role guard --workspace W".',
    )
  }
  const workspace = required(input, 'workspace')
  const role = deed === 'create' ? oneOf(input, 'role', KEY_ROLES) : null
  const person = optional(input, 'person')
  const childSafety = input.options['child-safety'] === true
  const casework = await openCasework(workspace, { mustExist: role === null })
  try {
    if (role !== null)
      return await create(casework, role, person === null ? null : parsePerson(person), childSafety)
    return deed === 'revoke' ? await revoke(casework, id) : await list(casework)
  } finally {
    await casework.store.close()
  }
}

async function create(
  casework: Casework,
  role: KeyRole,
  person: string | null,
  childSafety: boolean,
): Promise<Outcome> {
  const { id, key } = await createKey(casework, role, ACTOR, person, childSafety)
  const json = {
    id,
    role,
    key,
    ...(person !== null && { person }),
    ...(childSafety && { childSafety }),
  }
  const text = `${key}

That is ${id}, for the role ${role}${person === null ? '' : `, ${person}’s`}. It is shown this once and kept only as a hash.
`
  return { json, text }
}

async function revoke(casework: Casework, id: string): Promise<Outcome> {
  const { role, revokedAtMillis } = await revokeKey(casework, id, ACTOR)
  const json = { id, role, revokedAt: isoOf(revokedAtMillis) }
  return { json, text: `${id} opens nothing any more.\n` }
}

async function list({ store }: Casework): Promise<Outcome> {
  const keys = (await store.keys()).map(
    ({ id, role, person, childSafety, createdAtMillis, revokedAtMillis }) => ({
      id,
      role,
      ...(person !== null && { person }),
      ...(childSafety && { childSafety }),
      createdAt: isoOf(createdAtMillis),
      revokedAt: isoOf(revokedAtMillis),
    }),
  )
  const rows = keys.map(({ id, role, person = '', childSafety = false, createdAt, revokedAt }) => [
    id,
    role,
    person,
    childSafety ? 'yes' : '',
    createdAt ?? '',
    revokedAt ?? '',
  ])
  return {
    json: { keys },
    text: table([['key', 'role', 'person', 'child safety', 'created', 'revoked'], ...rows]) + '\n',
  }
}

function isoOf(millis: number | null): string | null {
  return millis === null ? null : new Date(millis).toISOString()
}
