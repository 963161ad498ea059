/**
 * Tending the shield: hold the automation, step by step as long as there is work, and wait to be told.
 *
 * One worker at a time does it for a store. The others hold nothing in memory; one of them takes over
 * when the first has gone, reads everything anew, and comes to the same.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Casework } from '../casework/casework.ts'
import { holdAutomation, letGoOfAutomation } from '../casework/hold-automation.ts'
import { createShield, type Shield, type ShieldOptions } from './shield.ts'

export type Evidence = Pick<ShieldOptions, 'platform' | 'mapped'>

export interface TendOptions {
  readonly casework: Casework
  readonly holder: string
  readonly quota: number
  /** The platform and its map as they are now; takes as long as reading them does. */
  readonly open: () => Evidence
  /** Told when it fails, and not again until it has worked. */
  readonly onFault: (error: unknown) => void
  /** How long after it was last heard of another takes over. */
  readonly leaseMillis?: number // defaults to LEASE_MILLIS
}

export interface Tending {
  /** There is another map or graph: read it before the next step. */
  readonly reopen: () => void
  /** Ends after the step under way, and lets another take over at once. */
  readonly stop: () => Promise<void>
}

const LEASE_MILLIS = 10_000
/** Reading a graph of 100M follows, during which nothing is renewed. */
const OPENING_MILLIS = 60_000
const LOOK_MILLIS = 500
const FAULT_MILLIS = 1000

export function tendShield(options: TendOptions): Tending {
  const { casework, holder, quota, open, onFault, leaseMillis = LEASE_MILLIS } = options
  let shield: Shield | null = null
  const stopping = new AbortController()
  let failing = false
  let renewAt = -Infinity
  let told = false
  let wake: (() => void) | null = null
  const onChange = () => {
    told = true
    wake?.()
  }
  const stopWatching = casework.store.watch(onChange)

  /** Until the store says that something has changed, or a while has gone by. */
  async function rest(): Promise<void> {
    if (!told && !stopping.signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_MILLIS)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    told = false
  }

  async function isHeld(): Promise<boolean> {
    // by a clock that nobody can set back
    if (performance.now() < renewAt) return true
    const millis = shield ? leaseMillis : Math.max(leaseMillis, OPENING_MILLIS)
    if (!(await holdAutomation(casework, holder, millis))) return false
    renewAt = performance.now() + leaseMillis / 3
    return true
  }

  async function once(): Promise<void> {
    if (!(await isHeld())) {
      shield = null
      return rest()
    }
    if (!shield) {
      shield = await createShield({ casework, quota, holder, ...open() })
      // from the long hold for reading to the short one
      renewAt = -Infinity
      return
    }
    const { held, busy } = await shield.step()
    failing = false
    if (!held) {
      shield = null
      renewAt = -Infinity
    }
    if (!busy) await rest()
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await once()
      } catch (error) {
        if (!failing) onFault(error)
        failing = true
        // what was being done is not known: read it anew
        shield = null
        await sleep(FAULT_MILLIS)
      }
      // a step may never have waited for anything: let messages in
      await new Promise(setImmediate)
    }
  }

  const running = run()
  return Object.freeze<Tending>({
    reopen() {
      shield = null
      onChange()
    },

    async stop() {
      stopping.abort()
      wake?.()
      await running
      stopWatching()
      // another takes over when it lapses, if the store cannot be told
      await letGoOfAutomation(casework, holder).catch(() => {})
    },
  })
}
