import { createKey, revokeKey } from '../casework/api-key.ts'
import { type Casework } from '../casework/casework.ts'
import { UsageError } from '../model/errors.ts'
import { KEY_ROLES, type KeyRole } from '../model/key-role.ts'
import { oneOf, type Outcome, required, type Run } from './command.ts'
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
  const casework = await openCasework(workspace, { mustExist: role === null })
  try {
    if (role !== null) return await create(casework, role)
    return deed === 'revoke' ? await revoke(casework, id) : await list(casework)
  } finally {
    await casework.store.close()
  }
}

async function create(casework: Casework, role: KeyRole): Promise<Outcome> {
  const json = await createKey(casework, role, ACTOR)
  const text = `${json.key}

That is ${json.id}, for the role ${role}. It is shown this once and kept only as a hash.
`
  return { json, text }
}

async function revoke(casework: Casework, id: string): Promise<Outcome> {
  const { role, revokedAtMillis } = await revokeKey(casework, id, ACTOR)
  const json = { id, role, revokedAt: isoOf(revokedAtMillis) }
  return { json, text: `${id} opens nothing any more.\n` }
}

async function list({ store }: Casework): Promise<Outcome> {
  const keys = (await store.keys()).map(({ id, role, createdAtMillis, revokedAtMillis }) => ({
    id,
    role,
    createdAt: isoOf(createdAtMillis),
    revokedAt: isoOf(revokedAtMillis),
  }))
  const rows = keys.map(({ id, role, createdAt, revokedAt }) => [
    id,
    role,
    createdAt ?? '',
    revokedAt ?? '',
  ])
  return { json: { keys }, text: table([['key', 'role', 'created', 'revoked'], ...rows]) + '\n' }
}

function isoOf(millis: number | null): string | null {
  return millis === null ? null : new Date(millis).toISOString()
}
