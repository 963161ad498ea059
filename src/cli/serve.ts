import { fileURLToPath } from 'node:url'
import { type App, createApp } from '../api/app.ts'
import { readConsole } from '../api/serve-console.ts'
import { createService, type Service } from '../api/service.ts'
import { type Casework } from '../casework/casework.ts'
import { markCasesOfBase } from '../casework/cases/mark-cases.ts'
import { openNetworkCases } from '../casework/cases/open-case.ts'
import { recordAftermath } from '../casework/decisions/aftermath.ts'
import { watchedRemovals } from '../casework/decisions/watched.ts'
import { isLive, putFirst } from '../casework/documents.ts'
import { inferStandings } from '../casework/infer-standings.ts'
import { DEFAULT_QUOTA } from '../model/automation.ts'
import { DEFAULT_REMOVED_ALONE } from '../model/case-decision.ts'
import { DEFAULT_SECOND_SHARE } from '../model/second-reading.ts'
import { UsageError } from '../model/errors.ts'
import { systemErrorCode } from '../platform/system-error.ts'
import { UNKNOWN_STANDING } from '../model/standing.ts'
import { mapMark } from '../platform/workspace-map.ts'
import { hasPlatform } from '../platform/workspace.ts'
import { readAuditRecords } from './audit-records.ts'
import { noPositionals, optional, required, type Run, share, wholeNumber } from './command.ts'
import { createDesk, type RunningDesk } from './desk-worker.ts'
import { loadMap, standingsOfMinors } from './load-map.ts'
import { accountsIn } from './packed-accounts.ts'
import { loadDocuments } from './load-documents.ts'
import { openCasework } from './open-casework.ts'
import { providerFrom } from './provider-options.ts'
import { forgetServer, noteServer } from './running-server.ts'
import { startShield } from './shield-worker.ts'
import { count } from './tty.ts'
import { keepYoungHeap } from './young-heap.ts'

const PORT = 8420
/** Built beside the package, whether this runs from source or from `dist`. */
const CONSOLE = fileURLToPath(new URL('../../console/dist', import.meta.url))
/** How long requests that are under way may take when the server is asked to stop. */
const STOP_MILLIS = 5000

/** Answers once the server listens; the process lives on until it is told to stop. */
export const run: Run = async (input, { stderr, progress }) => {
  noPositionals(input)
  keepYoungHeap()
  const workspace = required(input, 'workspace')
  const host = optional(input, 'host') ?? '127.0.0.1'
  const port = wholeNumber(input, 'port', { fallback: PORT, least: 0, most: 65_535 })
  progress(0, 0, 'reading the map')
  const exposureBudget =
    optional(input, 'exposure-budget') === null ? null : share(input, 'exposure-budget', 0)
  const quota = wholeNumber(input, 'automatic-changes', {
    fallback: DEFAULT_QUOTA,
    least: 0,
    most: 10_000_000,
  })
  const removedAlone = wholeNumber(input, 'removed-alone', {
    fallback: DEFAULT_REMOVED_ALONE,
    least: 0,
    most: 10_000_000,
  })
  const secondShare = share(input, 'second-readings', DEFAULT_SECOND_SHARE)
  // before it is read: one that is made meanwhile is then read again
  const mark = mapMark(workspace)
  const { minors, inferred, isMapped, candidatesFor, ...loaded } = loadMap(workspace)
  let { networks, mapped } = loaded
  const documents = loadDocuments(workspace)
  const casework = await openCasework(workspace, { mustExist: true })
  let app: App | null = null
  let service: Service | null = null
  let sharedGraph: Uint8Array | null = null
  const desk = createDesk({
    workspace,
    standingOf: (account) => service?.guard.standingOf(account) ?? UNKNOWN_STANDING,
    sharedGraph: () => sharedGraph,
  })
  try {
    const unused = await putFirstVersions(casework, documents)
    let candidates = candidatesFor(await watchedRemovals(casework))
    // on disk before the first question is answered
    await inferStandings(casework, inferred, { holder: null, quota, because: 'the map at start' })
    service = await createService({
      casework,
      standings: standingsOfMinors(minors),
      membersOf: (network) => networks.get(network) ?? [],
      networks: desk,
      networkOf: (id) => mapped.find((one) => one.id === id) ?? null,
      candidates: () => candidates,
      removedAlone,
      secondShare,
      exposureBudget,
      provider: providerFrom(input),
      audits: () => readAuditRecords(workspace),
      onAutomaticBrake: ({ id }) => app?.log.warn({ brake: id }, 'brake pulled by software'),
      onFailure: (error) => app?.log.error({ err: error }, 'the store cannot be read'),
    })
    await markCasesOfBase(casework, accountsIn(minors), service.knownOf)
    await openNetworkCases(casework, mapped, service.knownOf)
    if (candidates) await recordAftermath(casework, { mapped, ...candidates }, service.knownOf)
    app = await createApp({ service, log: { write: stderr }, console: readConsole(CONSOLE) })
    const url = await listen(app, host, port)
    noteServer(workspace, url)
    const shield = hasPlatform(workspace)
      ? startShield({
          workspace,
          quota,
          mark,
          onMap(map) {
            ;({ networks, mapped, candidates } = map)
            service?.replaceBase(standingsOfMinors(map.minors))
            // what it has is older; it says so again when it has read the new one
            sharedGraph = null
            desk.renew()
            if (service) {
              const { knownOf } = service
              markCasesOfBase(casework, accountsIn(map.minors), knownOf)
                .then(() => openNetworkCases(casework, mapped, knownOf))
                .then(async () => {
                  if (map.candidates)
                    await recordAftermath(casework, { ...map, ...map.candidates }, knownOf)
                })
                .catch((error: unknown) =>
                  app?.log.error({ err: error }, 'the new map could not be taken into cases'),
                )
            }
            app?.log.info('a new map')
          },
          onGraph: (graph) => (sharedGraph = graph),
          onFault: (error) => app?.log.error({ err: error }, 'the shield has a fault'),
        })
      : null
    stopOnSignal(app, service, workspace, { shield, desk })
    const searchList = service.documents.searching()?.list
    const json = {
      url,
      pid: process.pid,
      standings: inferred.length,
      isMapped,
      policy: service.guard.version.split('/')[0],
      searchList: searchList?.version ?? null,
    }
    const note = isMapped
      ? `${count(inferred.length)} standings from the map.`
      : `There is no map yet: only signals withhold anybody. Run "firebreak map --workspace ${workspace}" and start again.`
    const list = searchList ? '' : ' There is no search list: no query is checked.'
    const files = unused.map(
      (file) =>
        ` ${file} says something else than what is live; the store counts, put it as a draft.`,
    )
    return {
      json,
      text: `Firebreak serves ${workspace} on ${url}. ${note}${list}${files.join('')}\n`,
    }
  } catch (error) {
    await app?.close()
    await service?.automaticBrakes?.stop()
    await service?.follower.stop()
    await casework.store.close()
    throw error
  }
}

/** Answers with the files that say something else than what is live. */
async function putFirstVersions(
  casework: Casework,
  documents: ReturnType<typeof loadDocuments>,
): Promise<string[]> {
  const unused: string[] = []
  for (const { file, ...document } of documents) {
    if (await putFirst(casework, document)) continue
    if (!(await isLive(casework, document))) unused.push(file)
  }
  return unused
}

async function listen(app: App, host: string, port: number): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (cause) {
    const code = systemErrorCode(cause)
    if (code === null) throw cause
    throw new UsageError(
      `${host}:${port} cannot be listened on (${code}); choose another --port or --host.`,
      { cause },
    )
  }
}

/** Requests under way are answered, new ones refused, what was written is on disk. */
function stopOnSignal(
  app: App,
  { follower, casework, automaticBrakes }: Service,
  workspace: string,
  {
    shield,
    desk,
  }: { readonly shield: ReturnType<typeof startShield> | null; readonly desk: RunningDesk },
): void {
  const stop = async () => {
    forgetServer(workspace)
    const late = setTimeout(() => app.server.closeAllConnections(), STOP_MILLIS)
    await app.close()
    clearTimeout(late)
    await desk.stop()
    await shield?.stop()
    await automaticBrakes?.stop()
    await follower.stop()
    await casework.store.close()
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      app.log.info({ signal }, 'stopping')
      stop().catch((error: unknown) => {
        app.log.error({ err: error }, 'not stopped as it should be')
        process.exitCode = 70
      })
    })
  }
}
