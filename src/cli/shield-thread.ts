/**
 * The thread beside a server: looks whether there is a new map, and tends the shield.
 *
 * A thread of its own, since reading a graph and judging around a seed take tenths of a second and
 * more, and a question to the guard must never wait for them.
 *
 * @module
 */
import { parentPort, workerData } from 'node:worker_threads'
import { watchedRemovals } from '../casework/decisions/watched.ts'
import { newId } from '../casework/new-id.ts'
import { mapMark } from '../platform/workspace-map.ts'
import { tendShield } from '../shield/tend.ts'
import { loadMap } from './load-map.ts'
import { openCasework } from './open-casework.ts'
import { type FromShield, type ShieldSetup } from './shield-worker.ts'

const LOOK_MILLIS = 1000

const { workspace, quota, mark }: ShieldSetup = workerData
const port = parentPort!
const tell = (message: FromShield) => port.postMessage(message)
const fault = (error: unknown) => tell({ fault: error })

const casework = await openCasework(workspace, { mustExist: true })
let seen = mark
const tending = tendShield({
  casework,
  holder: newId('worker'),
  quota,
  open() {
    const { platform, graph, inferred } = loadMap(workspace)
    if (!platform) throw new TypeError('a shield expected a platform, got none')
    if (graph?.buffer instanceof SharedArrayBuffer) tell({ graph })
    return { platform, mapped: inferred }
  },
  onFault: fault,
})

const timer = setInterval(() => {
  const stands = mapMark(workspace)
  if (stands === seen) return
  seen = stands
  takeNewMap().catch(fault)
}, LOOK_MILLIS)

async function takeNewMap(): Promise<void> {
  const removals = await watchedRemovals(casework)
  const { minors, networks, mapped, candidatesFor } = loadMap(workspace)
  tell({ map: { minors, networks, mapped, candidates: candidatesFor(removals) } })
  tending.reopen()
}

port.once('message', () => {
  clearInterval(timer)
  void tending
    .stop()
    .then(() => casework.store.close())
    .catch(fault)
})
