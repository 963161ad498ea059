/**
 * How far the estimate of prevalence can be believed, over many simulated surveys.
 *
 * @module
 */
import { type Reviewers } from '../prevalence/survey.ts'
import { type Method, METHOD_NAMES, runTrials, type TrialSetting } from '../prevalence/trials.ts'

export const title = 'Prevalence from a reviewed sample'

const POPULATIONS = 20
const SURVEYS_OF_EACH = 50
const SURVEYS = POPULATIONS * SURVEYS_OF_EACH
/** Other than the seeds by which the interval was chosen. */
const SEED = 20_261_125
const ACCOUNTS = 400_000
const AUCS = [0.7, 0.86, 0.96]
const SIZES: readonly (readonly [share: number, draws: number])[] = [
  [0.01, 1_000],
  [0.01, 3_000],
  [0.001, 3_000],
  [0.001, 10_000],
  [0.0001, 10_000],
  [0.0001, 30_000],
]
const ERRING: Reviewers = {
  sensitivity: 0.9,
  specificity: 0.998,
  knownPositives: 300,
  knownNegatives: 5_000,
}

export async function run(): Promise<string> {
  const plain = SIZES.flatMap(([share, draws]) => AUCS.map((auc) => ({ share, draws, auc })))
  const settings: TrialSetting[] = [
    ...plain.map((setting) => ({ ...setting, unseen: 0, reviewers: null })),
    ...AUCS.map((auc) => ({ share: 0.01, draws: 3_000, auc, unseen: 0, reviewers: ERRING })),
    ...SIZES.map(([share, draws]) => ({ share, draws, auc: 0.96, unseen: 0.1, reviewers: null })),
  ].map((setting) => ({ accounts: ACCOUNTS, ...setting }))
  const results = settings.map((setting, k) => {
    const result = runTrials(setting, POPULATIONS, SURVEYS_OF_EACH, SEED + k)
    process.stderr.write(`  ${k + 1} of ${settings.length} settings\n`)
    return result
  })
  const lines = settings.map(({ share, auc, draws, unseen, reviewers }, k) => {
    const found = results[k]
    const cells = [
      `${100 * share} %`,
      auc,
      unseen === 0 ? '' : `${100 * unseen} %`,
      draws.toLocaleString('en-US'),
      reviewers ? 'err' : 'right',
      found.positivesPerSurvey.toFixed(1),
      found.bias.toFixed(3),
      `${found.gain.toFixed(2)}×`,
      `${found.gainWithReplacement.toFixed(2)}×`,
      ...METHOD_NAMES.map((name) => percent(found.coverage[name])),
      percent(found.above),
      percent(found.below),
    ]
    return `| ${cells.join(' | ')} |`
  })
  const within = (method: Method) =>
    results.filter(({ coverage }) => coverage[method] >= 0.93 && coverage[method] <= 0.97).length
  const good = settings.flatMap(({ auc, unseen, reviewers }, k) =>
    auc === 0.96 && unseen === 0 && reviewers === null ? [results[k]] : [],
  )
  return `${INTRODUCTION}
Within 93 to 97 %: ${METHOD_NAMES.map((name) => `${name} ${within(name)}`).join(', ')} of ${settings.length} rows. Gain of 4× or more at AUC 0.96, nothing unseen: ${ample(good.map(({ gain }) => gain))} of
${good.length}, and with replacement ${ample(good.map(({ gainWithReplacement }) => gainWithReplacement))}.

| share | AUC | unseen | draws | reviewers | yes found | estimate ÷ truth | gain | with replacement | ${METHOD_NAMES.join(' | ')} | too high | too low |
|---|---|---|---|---|---:|---:|---:|---:|${METHOD_NAMES.map(() => '---:|').join('')}---:|---:|
${lines.join('\n')}
`
}

function ample(gains: readonly number[]): number {
  return gains.filter((gain) => gain >= 4).length
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

const INTRODUCTION = `${SURVEYS.toLocaleString('en-US')} surveys in each row, of ${POPULATIONS} made-up populations of ${ACCOUNTS.toLocaleString('en-US')} accounts (seed ${SEED.toLocaleString('en-US')}), one draw in
each zone of a line along which accounts are as long as the root of a calibrated score of the AUC named,
over a uniform floor of a fifth. Unseen: that share of the positives looks to the model like anybody else.
Gain: the variance of as many plain random draws over the mean square error; beside it that of draws with
replacement (Hansen and Hurwitz) by its formula, were reviewers right. Then the share of 95 % intervals that hold the truth, for the skewed
interval (the one the command gives), the plain gamma interval, and Wilson's on effective draws (Korn and
Graubard), and how often the first lies above the truth and below it. Reviewers who err find ${100 * ERRING.sensitivity} % of
what is and say no to ${100 * ERRING.specificity} % of what is not; ${ERRING.knownPositives} and ${ERRING.knownNegatives.toLocaleString('en-US')} known answers correct for them. One
row's coverage is known to ± 1.4 percentage points.
`
