/**
 * The thread of `desk-worker.ts`: has the graph and the latest map while somebody asks, and lets
 * go of both when nobody has for a while.
 *
 * @module
 */
import { hash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { graphRoom } from '../engine/graph-room.ts'
import { type Investigation, openInvestigation } from '../investigate/investigation.ts'
import { answer, type Question } from '../investigate/question.ts'
import { ExpectedError, NotFoundError } from '../model/errors.ts'
import { readPlatform } from '../platform/platform-file.ts'
import { graphMark, hasMap, mapMark } from '../platform/workspace-map.ts'
import { openWorkspace } from '../platform/workspace.ts'
import { type FromDesk, type ToDesk } from './desk-worker.ts'
import { readMap } from './read-map.ts'

const IDLE_MILLIS = 10 * 60_000

const workspace: string = workerData
const port = parentPort!
const tell = (message: FromDesk, hand: ArrayBuffer[] = []) => port.postMessage(message, hand)
let investigation: Investigation | null = null
let idle: NodeJS.Timeout | null = null
let onStandings: ((standings: Uint8Array) => void) | null = null

port.on('message', (said: ToDesk) => {
  if ('standings' in said) onStandings?.(said.standings)
  else if ('renew' in said) investigation = null
  else void answerTo(said.question, said.graph)
})

async function answerTo(question: Question, graph: Uint8Array | null): Promise<void> {
  if (idle) clearTimeout(idle)
  try {
    investigation ??= open(graph)
    const answered = await answer(investigation, question, standingsOf)
    const { buffer } = answered.body
    tell({ answered }, buffer instanceof ArrayBuffer ? [buffer] : [])
  } catch (error) {
    if (error instanceof ExpectedError) {
      tell({ refused: { code: error.code, message: error.message } })
    } else tell({ fault: error })
  }
  idle = setTimeout(() => (investigation = null), IDLE_MILLIS).unref()
}

function standingsOf(accounts: readonly string[]): Promise<Uint8Array> {
  return new Promise((resolve) => {
    onStandings = resolve
    tell({ accounts })
  })
}

/** @param graph the file as another thread has it, which is read again only if it has changed since. */
function open(graph: Uint8Array | null): Investigation {
  if (!hasMap(workspace)) {
    throw new NotFoundError(
      `There is no map yet; run "firebreak map --workspace ${workspace}" first.`,
    )
  }
  const mark = hash('sha256', mapMark(workspace)).slice(0, 12)
  const head = graphMark(workspace)
  const isSame = graph !== null && head.every((byte, i) => byte === graph[i])
  const platform = isSame ? readPlatform(graph) : openWorkspace(workspace, graphRoom)
  return openInvestigation(platform, readMap(workspace), mark)
}
