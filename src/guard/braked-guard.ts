/**
 * The guard with its brakes: what a service or a platform's own process asks.
 *
 * @module
 */
import { ACTIONS } from '../model/policy.ts'
import { type CodedAnswer, type FilterAnswer, type LearnAnswer } from './answers.ts'
import { type Brakes, type Question } from './brakes.ts'
import { type Guard, type Interaction } from './guard.ts'
import { type HashedQuestion } from './hashed-question.ts'

export interface BrakedGuard {
  /** @throws {InputError} as `Guard.filter` does. */
  readonly filter: (
    viewer: string | null,
    question: Question,
    candidates: readonly string[],
  ) => FilterAnswer
  /** @throws {InputError} as `Guard.filterNumeric` does. */
  readonly filterNumeric: (
    viewer: bigint | null,
    question: Question,
    candidates: BigUint64Array,
  ) => CodedAnswer
  /**
   * The same for ids that were hashed already.
   *
   * @param idOf the id of a candidate by its place: asked only while a network is braked.
   */
  readonly judge: (
    hashed: HashedQuestion,
    question: Question,
    idOf: (candidate: number) => string,
  ) => CodedAnswer
  /** @throws {InputError} as `Guard.learn` does. */
  readonly learn: (interactions: readonly Interaction[]) => LearnAnswer
}

/** @param now milliseconds since 1970: brakes have an end. */
export function createBrakedGuard(guard: Guard, brakes: Brakes, now: () => number): BrakedGuard {
  return Object.freeze<BrakedGuard>({
    filter(viewer, question, candidates) {
      const nowMillis = now()
      // asked in any case: a faulty question is refused whether or not a brake is pulled
      const answer = guard.filter(viewer, question.surface, candidates)
      const brake = brakes.holding(question, nowMillis)
      if (brake) {
        const withheld = candidates.length
        return { decision: `${answer.decision}/${brake.id}`, allowed: [], demoted: [], withheld }
      }
      const held = brakes.heldAccounts(nowMillis)
      if (held.size === 0) return answer
      const allowed = answer.allowed.filter((id) => !held.has(id))
      const demoted = answer.demoted.filter((id) => !held.has(id))
      const withheld = candidates.length - allowed.length - demoted.length
      return { ...answer, decision: `${answer.decision}/brake`, allowed, demoted, withheld }
    },

    filterNumeric(viewer, question, candidates) {
      const nowMillis = now()
      const answer = guard.filterNumeric(viewer, question.surface, candidates)
      return hold(answer, question, nowMillis, (candidate) => String(candidates[candidate]))
    },

    judge(hashed, question, idOf) {
      const nowMillis = now()
      return hold(guard.judge(hashed, question.surface), question, nowMillis, idOf)
    },

    learn(interactions) {
      const nowMillis = now()
      const answer = guard.learn(interactions)
      const brake = brakes.holdingAll(nowMillis)
      if (brake) return { decision: `${answer.decision}/${brake.id}`, learn: [] }
      const held = brakes.heldAccounts(nowMillis)
      if (held.size === 0) return answer
      const learn = answer.learn.filter((i) => {
        const { account, target } = interactions[i]!
        return !held.has(account) && !held.has(target)
      })
      return { decision: `${answer.decision}/brake`, learn }
    },
  })

  /** The answer as the brakes leave it; its actions are changed in place. */
  function hold(
    answer: CodedAnswer,
    question: Question,
    nowMillis: number,
    idOf: (candidate: number) => string,
  ): CodedAnswer {
    const { actions } = answer
    const brake = brakes.holding(question, nowMillis)
    if (brake) {
      actions.fill(WITHHOLD)
      const decision = `${answer.decision}/${brake.id}`
      return { decision, actions, demoted: 0, withheld: actions.length }
    }
    const held = brakes.heldAccounts(nowMillis)
    if (held.size === 0) return answer
    let { demoted, withheld } = answer
    for (const [candidate, action] of actions.entries()) {
      if (action === WITHHOLD || !held.has(idOf(candidate))) continue
      if (action === DEMOTE) demoted--
      actions[candidate] = WITHHOLD
      withheld++
    }
    return { ...answer, decision: `${answer.decision}/brake`, demoted, withheld }
  }
}

const DEMOTE = ACTIONS.indexOf('demote')
const WITHHOLD = ACTIONS.indexOf('withhold')
