/**
 * What stands against the evasions of the red team beside the map itself: names of reporters, and follows
 * that are remembered; and what a dense block would add. Writes docs/defences.md: `npm run defences`.
 *
 * @module
 */
import { writeFileSync } from 'node:fs'
import { simulateWorld } from '../src/simulate/simulate-world.ts'
import { denseBlockSection } from './redteam/dense-block-section.ts'
import { namedReporters } from './redteam/named-reporters.ts'
import { rememberedSection } from './redteam/remembered-section.ts'

const ACCOUNTS = 10_000
const SEEDS = [11, 12]
const worlds = SEEDS.map((seed) => simulateWorld({ accounts: ACCOUNTS, seed }))

const head = `# Defences

Written by \`npm run defences\`; do not edit. The made-up platforms, measures and evasions are those of the
[red team](redteam.md): ${ACCOUNTS.toLocaleString('en')} accounts, the mean of seeds ${SEEDS.join(', ')}; all numbers of the defences were chosen on
seeds 21 and 22 ([why](history/2026-12-01-defend.md)).
`
const parts = [head]
for (const section of [
  () => rememberedSection(worlds, SEEDS),
  () => denseBlockSection(worlds, SEEDS),
  () => namedReporters(worlds),
]) {
  parts.push(await section())
  writeFileSync(new URL('../docs/defences.md', import.meta.url), parts.join('\n'))
}
