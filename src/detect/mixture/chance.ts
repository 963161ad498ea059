/**
 * What chance does: how often an account that is no member meets members all the same.
 *
 * In proportion to degree, if nobody had preferences. But real camouflage prefers the popular, and
 * real admirers are drawn without regard to how active they are. So the null is learned from
 * everybody who is not a member, by class of degree, and robustly: whoever meets far more members
 * than the null allows counts only as far as it allows, else the members not yet found would
 * explain themselves away.
 *
 * @module
 */

/** Two classes of degree for each doubling. */
export const CLASS_COUNT = 48

/** Classes of small degrees are looked up: nearly all are. */
const smallClasses = Uint8Array.from({ length: 1024 }, (_, degree) => computedClass(degree))

/** The class of a degree. */
export function degreeClass(degree: number): number {
  return degree < smallClasses.length ? smallClasses[degree] : computedClass(degree)
}

function computedClass(degree: number): number {
  return Math.min(CLASS_COUNT - 1, Math.floor(2 * Math.log2(degree + 1)))
}

/** What is learned from; the columns have one entry for each account that beliefs are held about. */
export interface Meetings {
  readonly degrees: Uint32Array
  readonly classes: Uint8Array
  /** Follows with members, each weighted by how far that is a member. */
  readonly meetings: Float64Array
  /** How far each account is a member itself, and so no witness of chance. */
  readonly weights: Float64Array
  /** Meetings for each follow, if they were in proportion. */
  readonly rate: number
  /** Everybody else, who is a witness in full: by class, how many, their degrees, their meetings. */
  readonly outsiders: {
    readonly accounts: Float64Array
    readonly degrees: Float64Array
    readonly meetings: Float64Array
  }
}

/**
 * For each class of degree, meetings expected ÷ meetings in proportion.
 *
 * - `line`: meetings are a line over degree, with a part that is the same for everybody. Fits
 *   whom sources meet: their admirers may be anybody.
 * - `steps`: each class by itself, never below proportion. Fits whom seekers meet: their
 *   camouflage may prefer the popular beyond proportion.
 *
 * `before` holds the last round's factors, and all 1 in the first. Linear in the accounts.
 */
export function learnChance(
  kind: 'line' | 'steps',
  { degrees, classes, meetings, weights, rate, outsiders }: Meetings,
  before: Float64Array,
): Float64Array {
  // outsiders meet few members each, else they would be no outsiders: nothing to cut off
  const met = outsiders.meetings.slice()
  const expected = outsiders.degrees.map((degree) => degree * rate)
  const accounts = outsiders.accounts.slice()
  for (let i = 0; i < degrees.length; i++) {
    if (degrees[i] === 0) continue
    const c = classes[i]
    const witness = 1 - weights[i]
    const inProportion = degrees[i] * rate
    expected[c] += witness * inProportion
    accounts[c] += witness
    if (meetings[i] > 0) met[c] += witness * Math.min(meetings[i], 1 + 2 * inProportion * before[c])
  }
  if (kind === 'line') return fitLine(met, expected, accounts)
  // a class with little in it keeps to proportion
  return expected.map((inProportion, c) => Math.max(1, (met[c] + 5) / (inProportion + 5)))
}

/** Never below this part of proportion, so that no meeting is held to be out of the question. */
const LEAST_FACTOR = 0.3

/** Poisson means `slope · expected + stray · accounts`, by expectation maximisation. */
function fitLine(met: Float64Array, expected: Float64Array, accounts: Float64Array): Float64Array {
  let totalExpected = 0
  let totalAccounts = 0
  for (let c = 0; c < CLASS_COUNT; c++) {
    totalExpected += expected[c]
    totalAccounts += accounts[c]
  }
  if (!(totalExpected > 0)) return expected.map(() => 1)
  let slope = 1
  let stray = 0.01
  for (let step = 0; step < 60; step++) {
    let fromSlope = 0
    let fromStray = 0
    for (let c = 0; c < CLASS_COUNT; c++) {
      if (met[c] <= 0) continue
      const share = (slope * expected[c]) / (slope * expected[c] + stray * accounts[c])
      fromSlope += met[c] * share
      fromStray += met[c] * (1 - share)
    }
    slope = fromSlope / totalExpected
    stray = fromStray / totalAccounts
  }
  return expected.map((inProportion, c) =>
    inProportion > 0 ? Math.max(LEAST_FACTOR, slope + (stray * accounts[c]) / inProportion) : 1,
  )
}
