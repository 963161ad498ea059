/** What is missing on this machine, and in a workspace, each with the command that mends it. */
import { existsSync, statfsSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { mapBytes } from '../detect/map-memory.ts'
import { ExpectedError, InputError } from '../model/errors.ts'
import { checkMemory, memoryLimit } from '../platform/memory-limit.ts'
import { graphPath, hasPlatform, openWorkspace } from '../platform/workspace.ts'
import { noPositionals, optional, type Run } from './command.ts'
import { loadDocuments } from './load-documents.ts'
import { hasStore, openCasework } from './open-casework.ts'
import { readMap } from './read-map.ts'
import { runningServer } from './running-server.ts'
import { count } from './tty.ts'

const CONSOLE = fileURLToPath(new URL('../../console/dist/index.html', import.meta.url))
const GIB = 2 ** 30
/** An import writes the new graph beside the old one before it takes its place. */
const GRAPHS_ON_DISK = 2
const LEAST_FREE_BYTES = GIB

/** Says what is well; throws an ExpectedError whose sentence says what is not, and what to do. */
type Check = (workspace: string) => string | Promise<string>

const MACHINE: Readonly<Record<string, Check>> = {
  node: () => `Node ${process.versions.node}`,
  threads() {
    if (typeof SharedArrayBuffer === 'undefined') {
      throw new InputError('There is no shared memory, so all work is done by one thread.')
    }
    return `${count(availableParallelism())} threads over shared memory`
  },
  memory: () => `${(memoryLimit() / GIB).toFixed(1)} GiB`,
  console() {
    if (existsSync(CONSOLE)) return 'built'
    throw new InputError('The console is not built; run "npm run build:console".')
  },
}

const WORKSPACE: Readonly<Record<string, Check>> = {
  platform(workspace) {
    const { accounts, follows, signals } = openWorkspace(workspace)
    return `${count(accounts.size)} accounts, ${count(follows.out.targets.length)} follows, ${count(signals.length)} signals`
  },
  disk(workspace) {
    if (!existsSync(workspace)) {
      throw new InputError(
        `There is no directory ${workspace}; "firebreak import PATH… --workspace ${workspace}" makes it.`,
      )
    }
    const { bavail, bsize } = statfsSync(workspace)
    const needed = Math.max(LEAST_FREE_BYTES, GRAPHS_ON_DISK * graphBytes(workspace))
    const free = bavail * bsize
    if (free >= needed) return `${(free / GIB).toFixed(1)} GiB free`
    throw new InputError(
      `${(free / GIB).toFixed(1)} GiB are free where ${workspace} lies and an import may need ${(needed / GIB).toFixed(1)}; make room.`,
    )
  },
  mapping(workspace) {
    const needed = mapBytes(graphBytes(workspace))
    checkMemory(`To map ${workspace}`, needed)
    return `takes about ${(needed / GIB).toFixed(1)} GiB`
  },
  map: (workspace) => `${count(readMap(workspace).networks.length)} networks, of the latest import`,
  documents(workspace) {
    const names = loadDocuments(workspace).map(({ file }) => file)
    return names.length > 0 ? `${names.join(' and ')} can be used` : 'none; the defaults count'
  },
  async store(workspace) {
    if (!hasStore(workspace)) {
      throw new InputError(
        `${workspace} was never served; make a first key with "firebreak key create --role admin --workspace ${workspace}".`,
      )
    }
    const { store } = await openCasework(workspace, { mustExist: true })
    try {
      const keys = (await store.keys()).filter(({ revokedAtMillis }) => revokedAtMillis === null)
      return `${count(keys.length)} keys in force, ${count(await store.countStandings())} standings`
    } finally {
      await store.close()
    }
  },
  server(workspace) {
    const url = runningServer(workspace)
    if (url !== null) return `listens at ${url}`
    throw new InputError(
      `No server runs; start it with "firebreak serve --workspace ${workspace}".`,
    )
  },
}

export const run: Run = async (input) => {
  noPositionals(input)
  const workspace = optional(input, 'workspace')
  const asked = workspace === null ? MACHINE : { ...MACHINE, ...WORKSPACE }
  const checks: { check: string; healthy: boolean; says: string }[] = []
  for (const [name, check] of Object.entries(asked)) {
    checks.push({ check: name, ...(await outcomeOf(check, workspace ?? '')) })
  }
  const healthy = checks.every((check) => check.healthy)
  const lines = checks.map(
    ({ check, healthy: isWell, says }) =>
      `${isWell ? 'good   ' : 'missing'}  ${check.padEnd(9)}  ${says}\n`,
  )
  return { json: { healthy, checks }, text: lines.join(''), exitCode: healthy ? 0 : 1 }
}

async function outcomeOf(check: Check, workspace: string) {
  try {
    return { healthy: true, says: await check(workspace) }
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    return { healthy: false, says: error.message }
  }
}

/** Size of the platform's file; 0 when there is none, which the check of the platform says. */
function graphBytes(workspace: string): number {
  return hasPlatform(workspace) ? statSync(graphPath(workspace)).size : 0
}
