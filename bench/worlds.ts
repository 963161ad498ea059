/**
 * How well networks are found, over many kinds of made-up worlds and a few real graphs.
 *
 * `node bench/worlds.ts [core|varied|real|all] [--seeds N] [--background a,b]` prints a row for each
 * world: average precision over the planted accounts that are not seeds, the share of look-alikes
 * among the first as many, and what taking everybody above even odds gives. Truth is looked at only
 * after scoring. Not one of these worlds was used to set a number and then left out.
 *
 * @module
 */
import { parseArgs } from 'node:util'
import { type Detector, type Seeds } from '../src/detect/detector.ts'
import { everyRow } from '../src/detect/every-row.ts'
import { mixture, MIXTURE_MEMBER_SCORE } from '../src/detect/mixture.ts'
import { PlatformBuilder } from '../src/platform/builder.ts'
import { type Platform } from '../src/platform/platform.ts'
import { judgeScores, type Judgement } from './worlds/judge.ts'
import { CORE, madeUpSettings, realSettings, VARIED } from './worlds/settings.ts'
import { buildWorld, type World, type WorldSetting } from './worlds/world.ts'

export interface WorldResult extends Judgement {
  readonly setting: WorldSetting
  readonly seed: number
  readonly seconds: number
}

/**
 * Judge a way to score accounts on every setting; those whose data set is absent are left out.
 * `threshold` is the score above which an account would be acted on.
 */
export function* evaluateWorlds(
  score: (platform: Platform, seeds: Seeds) => Float64Array,
  settings: readonly WorldSetting[] = madeUpSettings(CORE),
  { seeds = 1, threshold = Infinity }: { seeds?: number; threshold?: number } = {},
): Generator<WorldResult> {
  for (const setting of settings) {
    for (let seed = 1; seed <= seeds; seed++) {
      const world = buildWorld(setting, seed)
      if (!world) continue
      const platform = platformOfWorld(world)
      const known = { rows: world.seeds, weights: new Float32Array(world.seeds.length).fill(1) }
      const start = performance.now()
      const scores = score(platform, known)
      const seconds = (performance.now() - start) / 1000
      yield { setting, seed, seconds, ...judgeScores(world, scores, threshold) }
    }
  }
}

/** Accounts are named by their row. */
export function platformOfWorld({ follows: { out } }: World): Platform {
  const builder = new PlatformBuilder()
  for (let i = 0; i < out.rows; i++) builder.accounts.add(`a${i}`)
  for (let i = 0; i < out.rows; i++) {
    for (let e = out.starts[i]; e < out.starts[i + 1]; e++) builder.follow(i, out.targets[e])
  }
  return builder.build()
}

/** The detectors to judge, and the score from which each would act, where it has one. */
const JUDGED: readonly { readonly detector: Detector; readonly threshold: number }[] = [
  { detector: mixture, threshold: MIXTURE_MEMBER_SCORE },
]

function main(): void {
  const { values, positionals } = parseArgs({
    options: { seeds: { type: 'string', default: '1' }, background: { type: 'string' } },
    allowPositionals: true,
  })
  const which = positionals[0] ?? 'core'
  const families = values.background?.split(',')
  const settings = [
    ...(which === 'core' || which === 'all' ? madeUpSettings(CORE, families) : []),
    ...(which === 'varied' || which === 'all' ? madeUpSettings(VARIED, families) : []),
    ...(which === 'real' || which === 'all' ? realSettings() : []),
  ]
  for (const { detector, threshold } of JUDGED) {
    print(`\n${detector.id}\n`)
    print(
      `${'world'.padEnd(38)}${'background'.padEnd(14)}AP      look-alikes  precision  recall  worst group  s`,
    )
    const score = (platform: Platform, seeds: Seeds) =>
      detector.score(platform, seeds, everyRow(platform)) ??
      new Float64Array(platform.accounts.size)
    const results: WorldResult[] = []
    const options = { seeds: Number(values.seeds), threshold }
    for (const result of evaluateWorlds(score, settings, options)) {
      results.push(result)
      print(row(result))
    }
    const low = results.filter(({ averagePrecision }) => averagePrecision < 0.985).length
    const mean = results.reduce((sum, r) => sum + r.averagePrecision, 0) / results.length
    print(`mean ${mean.toFixed(4)}; ${low} of ${results.length} below 0.985`)
  }
}

function row({ setting, seconds, ...result }: WorldResult): string {
  return [
    setting.name.padEnd(38),
    setting.background.padEnd(14),
    result.averagePrecision.toFixed(4).padEnd(8),
    `${(100 * result.lookAlikeShare).toFixed(1)} %`.padEnd(13),
    result.precision.toFixed(3).padEnd(11),
    result.recall.toFixed(3).padEnd(8),
    result.worstGroupShare.toFixed(2).padEnd(13),
    seconds.toFixed(2),
  ].join('')
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

if (import.meta.main) main()
