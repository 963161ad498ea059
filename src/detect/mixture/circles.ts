/**
 * Circles of innocents that are claimed for what ties them to a network, told from the network.
 *
 * A network follows the idols of a fan club to look ordinary: many enough of its members make the
 * idols look like sources, and then the fans like seekers. Or it is watched, by people who know each
 * other. Either tie goes one way. A network can follow whom it likes and anybody can follow it, but
 * it cannot make fans follow its sources, nor does it follow those who watch it. So those claimed are
 * sorted by whom they follow (follow-classes.ts), and a class that holds no seed, and whose follows
 * stay within it far beyond chance, is a circle. What a circle says of its own does not count: its
 * idols are no sources, and what its accounts follow besides must speak for them.
 *
 * Limits: a part of a network that no seed is of, which follows it and is not followed by it, is held
 * for a circle, and so in doubt.
 *
 * @module
 */
import { type Csr } from '../../graph/csr.ts'
import { inducedSubgraph } from '../../graph/subgraph.ts'
import { binomialTail } from '../../statistics/share.ts'
import { type FollowClasses, followClasses, STRAY } from './follow-classes.ts'
import { type LocalFollows } from './local-follows.ts'
import { seekersWithout } from './network-run.ts'
import { eitherRole, judged, type Outcome } from './outcome.ts'
import { UNTOUCHED } from './role-belief.ts'

/** Fewer accounts are no circle. */
const FEWEST = 5
/** An account that so many of its class follow is known there. */
const LEAST_KNOWN = 3
/** How often chance may hold for a circle what is none: over all choices of as many accounts. */
const MOST_CHANCE = 1e-3
/** A circle has fewer seeds than a part of the network that is as large would have so often. */
const SEEDLESS = 0.05
/** Log odds, before its seeds are counted, that a circle which follows the network is of it: 3 to 1. */
const LOG_PRIOR_ODDS = Math.log(3)

interface Circle {
  readonly name: number
  /** Whether its accounts follow nobody else, so that this alone tells them. */
  readonly isClub: boolean
  /** Log odds that it is of the network, by its seeds. */
  readonly logOdds: number
}

/**
 * The outcome with its circles left out, as far as nothing else speaks for their accounts.
 * About as much work as one round of the run, in the follows of those claimed.
 */
export function withoutCircles(
  local: LocalFollows,
  outcome: Outcome,
  seeds: Uint32Array,
  logPriorOdds: number,
): Outcome {
  const { run, odds } = outcome
  const { sources, seekers } = run
  const claimed = Uint32Array.from(odds.keys()).filter((i) => odds[i] > 0)
  const { csr, rows, locals } = inducedSubgraph(local.following.among, claimed)
  const classes = followClasses(csr)
  if (classes.count < 2) return outcome
  const sourceOf = (i: number) => sources.evidence[i] + sources.penalties[i]
  const seekerOf = (i: number) => seekers.evidence[i] + seekers.penalties[i]
  const known = [...seeds].filter((seed) => locals[seed] >= 0)
  const circles = circlesOf(
    csr,
    classes,
    known.filter((seed) => sourceOf(seed) > seekerOf(seed)).map((seed) => locals[seed]),
    known.filter((seed) => sourceOf(seed) <= seekerOf(seed)).map((seed) => locals[seed]),
  )
  if (circles.length === 0) return outcome

  const circleOf = (name: number) => circles.find((circle) => circle.name === name)
  const idols = rows.filter(
    (_row, i) => circleOf(classes.audience[i]) || circleOf(classes.admirers[i])?.isClub,
  )
  const isIdol = new Set(idols)
  const without = seekersWithout(local, run, isIdol)
  const left = odds.slice()
  for (const [i, row] of rows.entries()) {
    const circle = circleOf(classes.of[i])
    const source = isIdol.has(row) ? UNTOUCHED : sourceOf(row)
    const seeker = circle
      ? Math.min(seekers.evidence[row], without[row]) + seekers.penalties[row]
      : seekerOf(row)
    left[row] = eitherRole(source, seeker) + logPriorOdds
    if (circle && !circle.isClub && isIdol.has(row)) left[row] = Math.min(left[row], circle.logOdds)
  }
  return judged(run, left, seeds)
}

/** `sources` and `seekers` are the seeds of either role. */
function circlesOf(
  csr: Csr,
  classes: FollowClasses,
  sources: readonly number[],
  seekers: readonly number[],
): Circle[] {
  const { count, of, audience } = classes
  const { telling, within, knownBy, received } = countsOf(csr, classes)
  const follows = received.reduce((sum, part) => sum + part, 0)
  const isAlone = (i: number) => telling[i] > 0 && within[i] >= (1 - STRAY) * telling[i]
  const isInside = (i: number) => isAlone(i) || (audience[i] === of[i] && knownBy[i] >= LEAST_KNOWN)
  const seedsOf = (name: number) =>
    sources.filter((i) => audience[i] === name).length +
    seekers.filter((i) => of[i] === name).length
  const main = [...received.keys()].reduce((a, b) => (seedsOf(b) > seedsOf(a) ? b : a), 0)

  const circles: Circle[] = []
  for (let name = 0; name < count; name++) {
    if (name === main) continue
    let [inside, alone, made, stayed, size, followed, aloneByChance] = [0, 0, 0, 0, 0, 0, 0]
    const part = received[name] / follows
    for (let i = 0; i < csr.rows; i++) {
      const isHere = of[i] === name
      if (telling[i] > 0) aloneByChance += part ** telling[i]
      if (audience[i] === name) followed++
      if (audience[i] === name || (isHere && isInside(i))) size++
      if (isHere && isAlone(i)) alone++
      if (!isHere || !isInside(i)) continue
      inside++
      made += telling[i]
      stayed += within[i]
    }
    if (inside < FEWEST) continue
    const isClub = isBeyondChance(alone, aloneByChance, csr.rows, followed)
    if (!isClub && !isBeyondChance(stayed, made * part, csr.rows, size)) continue
    const held = seekers.filter((i) => of[i] === name && (isClub ? isAlone(i) : isInside(i))).length
    const share = inside / csr.rows
    if (held > 0 && 1 - binomialTail(held + 1, seekers.length, share) >= SEEDLESS) continue
    const logOdds = LOG_PRIOR_ODDS + (seekers.length - held) * Math.log1p(-share)
    circles.push({ name, isClub, logOdds })
  }
  return circles
}

/** Follows, counted for each account: those that tell a class, those within its own, those of its own. */
function countsOf({ rows, starts, targets }: Csr, { count, of, audience }: FollowClasses) {
  // what all classes follow alike tells nothing
  const telling = new Uint32Array(rows)
  const within = new Uint32Array(rows)
  const knownBy = new Uint32Array(rows)
  const received = new Float64Array(count)
  for (let i = 0; i < rows; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const j = targets[e]
      if (of[j] === of[i]) knownBy[j]++
      if (audience[j] < 0) continue
      telling[i]++
      received[audience[j]]++
      if (audience[j] === of[i]) within[i]++
    }
  }
  return { telling, within, knownBy, received }
}

/**
 * Whether chance gives a Poisson count as high too rarely, whichever `chosen` accounts of `all` it is
 * about: the bound of H. Chernoff, 1952, over all choices.
 */
function isBeyondChance(count: number, expected: number, all: number, chosen: number): boolean {
  if (count <= expected) return false
  let logChance = count - expected - count * Math.log(count / expected)
  for (let k = 1; k <= chosen; k++) logChance += Math.log((all - chosen + k) / k)
  return logChance < Math.log(MOST_CHANCE)
}
