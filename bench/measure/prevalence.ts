/**
 * How far the estimate of prevalence can be believed, over many simulated surveys.
 *
 * @module
 */
import { type Reviewers } from '../prevalence/survey.ts'
import { METHOD_NAMES, runTrials, type TrialSetting } from '../prevalence/trials.ts'

export const title = 'Prevalence from a reviewed sample'

const SURVEYS = 1_000
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
  const settings: TrialSetting[] = [
    ...SIZES.flatMap(([share, draws]) =>
      AUCS.map((auc) => ({ share, draws, auc, reviewers: null })),
    ),
    ...AUCS.map((auc) => ({ share: 0.01, draws: 3_000, auc, reviewers: ERRING })),
  ].map((setting) => ({ accounts: ACCOUNTS, ...setting }))
  const lines = settings.map((setting, k) => {
    const { coverage, bias, gain, positivesPerSurvey } = runTrials(setting, SURVEYS, k + 1)
    process.stderr.write(`  ${k + 1} of ${settings.length} settings\n`)
    const cells = [
      `${100 * setting.share} %`,
      setting.auc,
      setting.draws.toLocaleString('en-US'),
      setting.reviewers ? 'err' : 'right',
      positivesPerSurvey.toFixed(1),
      bias.toFixed(3),
      `${gain.toFixed(2)}×`,
      ...METHOD_NAMES.map((name) => `${(100 * coverage[name]).toFixed(1)} %`),
    ]
    return `| ${cells.join(' | ')} |`
  })
  return `${INTRODUCTION}
| share | AUC | draws | reviewers | yes found | estimate ÷ truth | gain | ${METHOD_NAMES.join(' | ')} |
|---|---|---|---|---:|---:|---:|${METHOD_NAMES.map(() => '---:|').join('')}
${lines.join('\n')}
`
}

const INTRODUCTION = `${SURVEYS.toLocaleString('en-US')} surveys of a made-up population of ${ACCOUNTS.toLocaleString('en-US')} accounts in each row, drawn in proportion to the root
of a calibrated score of the AUC named, over a uniform floor of a fifth. Gain: the variance of as many
plain random draws over the mean square error. Then the share of 95 % intervals that hold the truth, for
the mid-p gamma interval (the one the command gives), the plain gamma interval, and Wilson's on effective
draws. Reviewers who err find ${100 * ERRING.sensitivity} % of what is and say no to ${100 * ERRING.specificity} % of what is not; ${ERRING.knownPositives} and ${ERRING.knownNegatives.toLocaleString('en-US')} known answers
correct for them.
`
