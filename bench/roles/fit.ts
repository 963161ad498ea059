/**
 * Fits the weights of `src/detect/role-model.ts` and prints them: `npm run fit:roles`. Some minutes.
 *
 * Every world weighs the same, whatever its size. Nothing here is measured: that is for `measure -- roles`,
 * on other seeds.
 *
 * @module
 */
import { memberEvidence } from '../../src/detect/member-evidence.ts'
import { claimFeatures, isTied, partFeatures, usualOf } from '../../src/detect/role-model.ts'
import { tallyRoles } from '../../src/detect/role-tallies.ts'
import { drawnWorld, type JudgedWorld, simulatedWorld } from './judged-world.ts'

const DRAWN = { first: 6001, worlds: 60 }
const SIMULATED = { first: 5001, worlds: 21 }
const PARTS = ['source', 'seeker', 'connector'] as const
const RIDGE = 1e-3
const STEPS = 1500
const RATE = 0.05

interface Example {
  /** 1 first, then the features. */
  readonly features: readonly number[]
  readonly answer: number
  readonly weight: number
}

const parts: Example[] = []
const claims: Example[] = []
for (let k = 0; k < DRAWN.worlds; k++) gather(drawnWorld(DRAWN.first + k))
for (let k = 0; k < SIMULATED.worlds; k++) gather(simulatedWorld(SIMULATED.first + k))
const [, seeker, connector] = fitSoftmax(parts, PARTS.length)
const [, claim] = fitSoftmax(claims, 2)
for (const [name, weights] of Object.entries({ seeker, connector, claim })) {
  process.stdout.write(`${name}: ${[...weights].map((w) => w.toFixed(2)).join(', ')}\n`)
}

function gather({ platform, seeds, fit, members, truthOf }: JudgedWorld): void {
  const tallies = tallyRoles(platform.follows, members, (row) => memberEvidence(fit, row).leaning)
  const usual = usualOf(tallies)
  const isSeed = new Set(seeds.rows)
  for (const tally of tallies) {
    const { row } = tally
    const truth = truthOf(row)
    const weight = 1 / members.length
    const answer = PARTS.findIndex((part) => part === truth)
    if (answer >= 0 && isTied(tally)) {
      parts.push({ features: [1, ...partFeatures(tally, usual)], answer, weight })
    }
    if (isSeed.has(row)) continue
    const features = [1, ...claimFeatures(tally, usual, fit.logOdds[row])]
    claims.push({ features, answer: truth === 'bystander' ? 0 : 1, weight })
  }
}

/** Weights for each class, those of the first being 0: Adam (D. Kingma, J. Ba, 2015) on the whole of it. */
function fitSoftmax(examples: readonly Example[], classes: number): Float64Array[] {
  const width = examples[0].features.length
  const zeros = () => Array.from({ length: classes }, () => new Float64Array(width))
  const [weights, means, squares] = [zeros(), zeros(), zeros()]
  const total = examples.reduce((sum, { weight }) => sum + weight, 0)
  for (let step = 1; step <= STEPS; step++) {
    const slopes = zeros()
    for (const { features, answer, weight } of examples) {
      const scores = weights.map((each) =>
        Math.exp(each.reduce((s, w, k) => s + w * features[k], 0)),
      )
      const all = scores.reduce((sum, score) => sum + score, 0)
      for (let c = 1; c < classes; c++) {
        const miss = (weight * (scores[c] / all - (answer === c ? 1 : 0))) / total
        for (let k = 0; k < width; k++) slopes[c][k] += miss * features[k]
      }
    }
    for (let c = 1; c < classes; c++) {
      for (let k = 0; k < width; k++) {
        const slope = slopes[c][k] + (k > 0 ? RIDGE * weights[c][k] : 0)
        means[c][k] = 0.9 * means[c][k] + 0.1 * slope
        squares[c][k] = 0.99 * squares[c][k] + 0.01 * slope ** 2
        const scale = Math.sqrt(squares[c][k] / (1 - 0.99 ** step)) + 1e-9
        weights[c][k] -= (RATE * means[c][k]) / (1 - 0.9 ** step) / scale
      }
    }
  }
  return weights
}
