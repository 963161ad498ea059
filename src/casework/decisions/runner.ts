/**
 * Carries decisions out in the background, one step after the other, and takes up at its start what a
 * server that is no longer there has left.
 *
 * @module
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Casework } from '../casework.ts'
import { type KnownOf } from '../shield-of.ts'
import { advanceDecision } from './advance.ts'

const LOOK_MILLIS = 1000

export interface DecisionRunner {
  /** To its end, or as far as it comes before the runner is stopped. */
  readonly carryOut: (id: string) => Promise<void>
  /** Look now for what there is to do. */
  readonly wake: () => void
  readonly stop: () => Promise<void>
}

export function startDecisionRunner(
  casework: Casework,
  knownOf: KnownOf,
  onFailure: (error: unknown) => void,
): DecisionRunner {
  const life = { stopped: false }
  let running: Promise<void> | null = null

  async function carryOut(id: string): Promise<void> {
    while (!life.stopped) {
      const one = await advanceDecision(casework, id, knownOf)
      if (!one || one.state === 'done' || one.state === 'reversed') return
      await nextTurn() // others write between two steps
    }
  }

  async function carryOutAll(): Promise<void> {
    const open = await casework.store.decisionsIn(['running', 'reversing'])
    for (const { id } of open) await carryOut(id)
  }

  function wake(): void {
    if (life.stopped || running) return
    running = carryOutAll()
      .catch(onFailure)
      .finally(() => (running = null))
  }

  wake()
  const timer = setInterval(wake, LOOK_MILLIS).unref()
  return {
    carryOut,
    wake,
    async stop() {
      life.stopped = true
      clearInterval(timer)
      await running
    },
  }
}
