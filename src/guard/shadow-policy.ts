/**
 * A draft policy in the shadow of the live one: for each candidate that the live policy rules on, what the
 * draft would have done instead is counted, by surface.
 *
 * Both are asked about every pair of standings once. What is left at each candidate is one read
 * and one count, and nothing at all while there is no draft. No account is kept, only numbers.
 *
 * A policy in mode `shadow` lets everything pass, live or draft: what is compared is what people would see.
 *
 * @module
 */
import { type Action, ACTIONS, type Policy } from '../model/policy.ts'
import { type Surface, SURFACES } from '../model/surface.ts'
import { type CompiledPolicy } from './compile-policy.ts'

/** A live action and the draft's, in one number. */
const CHANGES = ACTIONS.length ** 2
/** May the recommender learn: live and draft. */
const LEARN_CHANGES = 4

export interface ShadowPolicy {
  /** What the two do to a candidate, at the same place as in `CompiledPolicy.show`. */
  readonly shown: Uint8Array
  /** What they say of an interaction, at the same place as in `CompiledPolicy.learn`. */
  readonly learnt: Uint8Array
  /** How often each pair of actions was met on each surface: `surface * 9 + shown[place]`. */
  readonly showTally: Float64Array
  readonly learnTally: Float64Array
}

export function shadowPolicy(
  [live, compiledLive]: readonly [Policy, CompiledPolicy],
  [draft, compiledDraft]: readonly [Policy, CompiledPolicy],
): ShadowPolicy {
  const shown = compiledLive.show.map((action, place) => {
    const one = live.mode === 'shadow' ? 0 : action
    return one * ACTIONS.length + (draft.mode === 'shadow' ? 0 : compiledDraft.show[place]!)
  })
  const learnt = compiledLive.learn.map((may, place) => {
    const one = live.mode === 'shadow' ? 1 : may
    return one * 2 + (draft.mode === 'shadow' ? 1 : compiledDraft.learn[place]!)
  })
  const showTally = new Float64Array(SURFACES.length * CHANGES)
  return { shown, learnt, showTally, learnTally: new Float64Array(LEARN_CHANGES) }
}

/** Where the counts of a surface begin. */
export function tallyPlace(surface: number): number {
  return surface * CHANGES
}

/** What a draft would do otherwise, in words that are part of a metric. */
export interface ShadowCount {
  readonly surface: Surface | 'learn'
  /** `allow->withhold`: live, then draft. */
  readonly change: string
  readonly count: number
}

export interface ShadowCounts {
  /** What the draft calls itself. */
  readonly draft: string
  /** How many candidates and interactions both have ruled on. */
  readonly compared: number
  /** Those on which they differ, surface by surface; none where they agree. */
  readonly differences: readonly ShadowCount[]
}

export function shadowCounts(draft: string, { showTally, learnTally }: ShadowPolicy): ShadowCounts {
  const differences: ShadowCount[] = []
  let compared = 0
  const add = (surface: ShadowCount['surface'], live: string, other: string, count: number) => {
    compared += count
    if (count > 0 && live !== other)
      differences.push({ surface, change: `${live}->${other}`, count })
  }
  for (const [s, surface] of SURFACES.entries()) {
    for (let change = 0; change < CHANGES; change++) {
      add(surface, ...actionsOf(change), showTally[tallyPlace(s) + change]!)
    }
  }
  const words = ['ignore', 'learn']
  for (let change = 0; change < LEARN_CHANGES; change++) {
    add('learn', words[change >> 1]!, words[change & 1]!, learnTally[change]!)
  }
  return { draft, compared, differences }
}

/** What the live policy did, and the draft. */
function actionsOf(change: number): readonly [Action, Action] {
  return [ACTIONS[Math.floor(change / ACTIONS.length)]!, ACTIONS[change % ACTIONS.length]!]
}
