import { type App, createApp } from '../api/app.ts'
import { createService, type Service } from '../api/service.ts'
import { type Casework } from '../casework/casework.ts'
import { isLive, putFirst } from '../casework/documents.ts'
import { UsageError } from '../model/errors.ts'
import { systemErrorCode } from '../platform/system-error.ts'
import { noPositionals, optional, required, type Run, share, wholeNumber } from './command.ts'
import { loadMap } from './load-map.ts'
import { loadDocuments } from './load-documents.ts'
import { openCasework } from './open-casework.ts'
import { forgetServer, noteServer } from './running-server.ts'
import { count } from './tty.ts'

const PORT = 8420
/** How long requests that are under way may take when the server is asked to stop. */
const STOP_MILLIS = 5000

/** Answers once the server listens; the process lives on until it is told to stop. */
export const run: Run = async (input, { stderr, progress }) => {
  noPositionals(input)
  const workspace = required(input, 'workspace')
  const host = optional(input, 'host') ?? '127.0.0.1'
  const port = wholeNumber(input, 'port', { fallback: PORT, least: 0, most: 65_535 })
  progress(0, 0, 'reading the map')
  const { standings, networks, isMapped } = loadMap(workspace)
  const exposureBudget =
    optional(input, 'exposure-budget') === null ? null : share(input, 'exposure-budget', 0)
  const documents = loadDocuments(workspace)
  const casework = await openCasework(workspace, { mustExist: true })
  let app: App | null = null
  let service: Service | null = null
  try {
    const unused = await putFirstVersions(casework, documents)
    service = await createService({
      casework,
      standings,
      membersOf: (network) => networks.get(network) ?? [],
      exposureBudget,
      onAutomaticBrake: ({ id }) => app?.log.warn({ brake: id }, 'brake pulled by software'),
      onFailure: (error) => app?.log.error({ err: error }, 'the store cannot be read'),
    })
    app = await createApp({ service, log: { write: stderr } })
    const url = await listen(app, host, port)
    noteServer(workspace, url)
    stopOnSignal(app, service, workspace)
    const searchList = service.documents.searching()?.list
    const json = {
      url,
      pid: process.pid,
      standings: standings.length,
      isMapped,
      policy: service.guard.version.split('/')[0],
      searchList: searchList?.version ?? null,
    }
    const note = isMapped
      ? `${count(standings.length)} standings from the map.`
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
): void {
  const stop = async () => {
    forgetServer(workspace)
    const late = setTimeout(() => app.server.closeAllConnections(), STOP_MILLIS)
    await app.close()
    clearTimeout(late)
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
