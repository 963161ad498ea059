import { keyHash } from '../casework/api-key.ts'
import { pullBrake, releaseBrake } from '../casework/brake.ts'
import { type Casework } from '../casework/casework.ts'
import { type Brake, type BrakeScope, isLive, parseBrakePull } from '../model/brake.ts'
import { UsageError } from '../model/errors.ts'
import { type ApiKey } from '../model/key-role.ts'
import { type Holder } from '../model/person.ts'
import { askServer } from './ask-server.ts'
import { type Input, optional, type Outcome, required, type Run } from './command.ts'
import { loadMap } from './load-map.ts'
import { openCasework } from './open-casework.ts'
import { runningServer } from './running-server.ts'
import { table } from './tty.ts'

/** What is shown of a brake; the service's answer has more. */
interface Shown {
  readonly id: string
  readonly scope: BrakeScope
  readonly reason: string
  readonly live: boolean
  readonly endsAt: string
  readonly releaseAskedBy: readonly string[]
}

/** Without a key it is whoever has the workspace in their hands, who could stop the server as well. */
const COMMAND_LINE: Holder & Pick<ApiKey, 'role'> = {
  id: 'command-line',
  role: 'admin',
  person: null,
}

export const run: Run = async (input) => {
  const [deed, id, ...more] = input.positionals
  const isWhole = deed === 'release' ? id !== undefined : id === undefined
  if (!['pull', 'release', 'status'].includes(deed) || !isWhole || more.length > 0) {
    throw new UsageError(
      'brake expects "pull --scope SCOPE --reason TEXT --minutes N", "release ID" or "status", as in "firebreak brake pull --scope surface=feed --reason Flood --minutes 30 --workspace W".',
    )
  }
  const workspace = required(input, 'workspace')
  const key = optional(input, 'key') ?? process.env['FIREBREAK_KEY'] ?? null
  if (deed === 'status') return status(workspace)
  if (deed === 'release' && key === null) {
    throw new UsageError('brake release needs a key; add --key KEY or set FIREBREAK_KEY.')
  }
  const pull = deed === 'pull' ? pullFrom(input) : null
  const url = runningServer(workspace)
  // a server answers when it holds; servers that are not asked see it in the store within moments
  const brake =
    url !== null && key !== null
      ? await (pull
          ? askServer<Shown>(url, key, 'POST', '/v1/brakes', pull)
          : askServer<Shown>(url, key, 'DELETE', `/v1/brakes/${encodeURIComponent(id)}`))
      : await inStore(workspace, async (casework) => {
          const by = key === null ? COMMAND_LINE : await holderOf(casework, key)
          return pull
            ? pullBrake(casework, parseBrakePull(pull), by, (network) =>
                membersIn(workspace, network),
              )
            : releaseBrake(casework, id, by)
        })
  return outcome(brake)
}

async function inStore(
  workspace: string,
  work: (casework: Casework) => Promise<Brake>,
): Promise<Shown> {
  const casework = await openCasework(workspace, { mustExist: true })
  try {
    return shownOf(await work(casework))
  } finally {
    await casework.store.close()
  }
}

function membersIn(workspace: string, network: string): readonly string[] {
  return loadMap(workspace).networks.get(network) ?? []
}

async function status(workspace: string): Promise<Outcome> {
  const { store } = await openCasework(workspace, { mustExist: true })
  try {
    const brakes = (await store.brakes()).map(shownOf)
    const rows = brakes
      .filter(({ live }) => live)
      .map(({ id, scope, endsAt, releaseAskedBy }) => [
        id,
        scopeText(scope),
        endsAt,
        String(releaseAskedBy.length),
      ])
    const text =
      rows.length === 0
        ? 'No brake is pulled.\n'
        : `${table([['brake', 'holds', 'until', 'asked to release'], ...rows])}\n`
    return { json: { brakes }, text }
  } finally {
    await store.close()
  }
}

function outcome(brake: Shown): Outcome {
  const { id, scope, live, endsAt, releaseAskedBy } = brake
  if (!live) return { json: brake, text: `${id} holds no longer.\n` }
  const text =
    releaseAskedBy.length === 0
      ? `${id} holds ${scopeText(scope)} until ${endsAt}. Two people release it: firebreak brake release ${id}\n`
      : `${id} still holds ${scopeText(scope)}: the key of another person has to ask too, a lead’s or an admin’s.\n`
  return { json: brake, text }
}

/** As the service takes it; the model reads it in either case. */
function pullFrom(input: Input): { scope: object; reason: string; minutes: number } {
  const [kind, ...name] = required(input, 'scope').split('=')
  const scope = kind === 'all' && name.length === 0 ? { all: true } : { [kind]: name.join('=') }
  const minutes = Number(required(input, 'minutes'))
  return { scope, reason: required(input, 'reason'), minutes }
}

async function holderOf({ store }: Casework, key: string): Promise<ApiKey> {
  const hash = keyHash(key)
  const found = (await store.keys()).find((each) => each.hash === hash)
  if (found && found.revokedAtMillis === null) return found
  throw new UsageError('The key opens nothing; see "firebreak key list" for those that do.')
}

function shownOf(brake: Brake): Shown {
  const { id, scope, reason, endsAtMillis, releaseAskedBy } = brake
  const endsAt = new Date(endsAtMillis).toISOString()
  return { id, scope, reason, live: isLive(brake, Date.now()), endsAt, releaseAskedBy }
}

function scopeText(scope: BrakeScope): string {
  if ('all' in scope) return 'everything'
  const [[kind, name]] = Object.entries(scope)
  return `${kind} ${name}`
}
