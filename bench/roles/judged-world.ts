/**
 * A made-up world, who of it the mixture claims, and which parts were planted.
 *
 * @module
 */
import { everyRow } from '../../src/detect/every-row.ts'
import { type Seeds } from '../../src/detect/detector.ts'
import { fitOnce, type MixtureFit } from '../../src/detect/mixture.ts'
import { seedsOf } from '../../src/detect/seeds.ts'
import { AGE_BANDS } from '../../src/model/age-band.ts'
import { type Role, ROLES } from '../../src/model/role.ts'
import { PlatformBuilder } from '../../src/platform/builder.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { type WorldSpec } from '../../src/simulate/options.ts'
import { isPlanted } from '../../src/simulate/planted.ts'
import { simulateWorld } from '../../src/simulate/simulate-world.ts'
import { createRandom } from '../../src/util/random.ts'
import { drawSetting } from '../groups/drawn-setting.ts'
import { platformOfWorld } from '../worlds.ts'
import { buildWorld } from '../worlds/world.ts'

export interface JudgedWorld {
  readonly platform: Platform
  readonly seeds: Seeds
  readonly fit: MixtureFit
  /** Rows, rising: whom the mixture claims, and seeds. */
  readonly members: readonly number[]
  /** `bystander` for whoever was not planted. */
  readonly truthOf: (row: number) => Role
}

/** Accounts of several ages, and innocents as close to the network as they can be. */
const SIMULATED: readonly WorldSpec[] = [
  {},
  { camouflage: 60 },
  { sourcesPerSeeker: 4 },
  { planted: 400 },
  { planted: 80 },
  { seedsKnown: 8 },
  { sourcePopularity: 60 },
]
const ACCOUNTS = 16_000

/** A world of `bench/groups/drawn-setting.ts`: no ages, four families, every way to hide. */
export function drawnWorld(seed: number): JudgedWorld {
  const world = buildWorld(drawSetting(createRandom(seed)), seed)
  if (!world) throw new Error(`the drawn world ${seed} needs a data set that is absent`)
  const truth = new Map<number, Role>()
  for (const { sources, seekers, connectors } of world.planted) {
    for (const row of sources) truth.set(row, 'source')
    for (const row of seekers) truth.set(row, 'seeker')
    for (const row of connectors) truth.set(row, 'connector')
  }
  const weights = new Float32Array(world.seeds.length).fill(1)
  return judged(
    platformOfWorld(world),
    { rows: world.seeds, weights },
    (row) => truth.get(row) ?? 'bystander',
  )
}

/** A world of `simulateWorld({ bystanders: 'close' })`, in turns of the kinds that `fairness` has. */
export function simulatedWorld(seed: number): JudgedWorld {
  const spec = SIMULATED[seed % SIMULATED.length]
  const world = simulateWorld({ ...spec, accounts: ACCOUNTS, seed, bystanders: 'close' })
  const builder = new PlatformBuilder()
  for (const id of world.accountIds) builder.accounts.add(id)
  const { follows, ageBands, roles } = world
  follows.sources.forEach((source, e) => builder.follow(source, follows.targets[e]))
  ageBands.forEach((band, row) => builder.describe(row, { ageBand: AGE_BANDS[band] }))
  for (const signal of world.signals) builder.signal(signal)
  const platform = builder.build()
  return judged(platform, seedsOf(platform), (row) =>
    isPlanted(roles[row]) ? ROLES[roles[row] - 1] : 'bystander',
  )
}

function judged(platform: Platform, seeds: Seeds, truthOf: (row: number) => Role): JudgedWorld {
  const rows = everyRow(platform)
  const fit = fitOnce(platform, seeds, rows)
  const claimed = rows.filter((row) => fit.logOdds[row] > 0)
  const members = [...new Set([...claimed, ...seeds.rows])].toSorted((a, b) => a - b)
  return { platform, seeds, fit, members, truthOf }
}
