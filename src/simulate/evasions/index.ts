/**
 * The list of evasions. To add one: a file beside this one, and a line here.
 *
 * @module
 */
import { popularCamouflage, randomCamouflage } from './camouflage.ts'
import { edgeDeletion, ringSplitting } from './dropped-follows.ts'
import { type Evasion } from './evasion.ts'
import { fakeAccounts, hijackedAccounts } from './false-followers.ts'
import { massReporting, seedPoisoning } from './false-signals.ts'
import { gradientAttack } from './gradient.ts'
import { sleeperAgeing } from './sleeper-ageing.ts'

export const evasions: readonly Evasion[] = Object.freeze([
  randomCamouflage,
  popularCamouflage,
  hijackedAccounts,
  fakeAccounts,
  ringSplitting,
  edgeDeletion,
  sleeperAgeing,
  gradientAttack,
  seedPoisoning,
  massReporting,
])
