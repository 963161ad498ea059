/**
 * One verification of the audit log at a time, in the gaps that everything else leaves. A signature
 * takes some 100 µs to check, and a log has one for each entry: a million entries are two minutes that
 * nobody may be made to wait for.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Casework } from '../casework/casework.ts'
import { type LogVerdict, verifyLog } from '../casework/verify-log.ts'
import { type VerificationAnswer } from './verify-log.ts'

/** Looked at in one go: some 5 ms. */
const ENTRIES_AT_ONCE = 40
/** A verdict this new is still one. */
const FRESH_MILLIS = 10_000

export interface LogVerification {
  /** How it stands; where nothing fresh is known a verification begins. */
  readonly ask: () => VerificationAnswer
  readonly stop: () => Promise<void>
}

export function createLogVerification({ store, signer, now }: Casework): LogVerification {
  let last: VerificationAnswer['last'] = null
  let checked = 0
  let freshUntilMillis = -Infinity
  let running: Promise<void> | null = null
  let isStopped = false

  async function run(): Promise<void> {
    checked = 0
    try {
      const verdict = await verifyLog(store, signer, {
        entriesAtOnce: ENTRIES_AT_ONCE,
        async onPage(entries) {
          checked = entries
          // as long as the page took, so that at most half of the time goes here
          await sleep(5)
          if (isStopped) throw new Stopped()
        },
      })
      last = { finishedAt: new Date(now()).toISOString(), ...answerOf(verdict) }
      freshUntilMillis = performance.now() + FRESH_MILLIS
    } catch {
      // a store that cannot be read, or a server that stops: what was known stays, and the next who asks
      // begins again
    } finally {
      running = null
    }
  }

  return Object.freeze<LogVerification>({
    ask() {
      if (!isStopped && performance.now() > freshUntilMillis) running ??= run()
      return { running: running !== null, checked, last }
    },

    async stop() {
      isStopped = true
      await running
    },
  })
}

class Stopped extends Error {}

function answerOf({ entries, checkpoints, head, breaks }: LogVerdict) {
  return { whole: breaks.length === 0, entries, checkpoints, head, breaks: [...breaks] }
}
