/**
 * The red team: each evasion with each budget on made-up worlds, and what detection then finds.
 * Writes docs/redteam.md: `npm run redteam`; `npm run redteam -- --quick` looks at fewer and smaller
 * worlds and only prints.
 *
 * @module
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { applyMoves, type Evasion, noMoves } from '../src/simulate/evasions/evasion.ts'
import { evasions } from '../src/simulate/evasions/index.ts'
import { simulateWorld } from '../src/simulate/simulate-world.ts'
import { createRandom } from '../src/util/random.ts'
import { type Outcome, tryWorld } from './redteam/try-world.ts'

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const ACCOUNTS = values.quick ? 5_000 : 10_000
const SEEDS = values.quick ? [11] : [11, 12]
const worlds = SEEDS.map((seed) => simulateWorld({ accounts: ACCOUNTS, seed }))

/** The mean over all worlds. */
function outcomeOf(evasion: Evasion | null, budget: number, believeAll = false): Outcome {
  const all = worlds.map((world, k) => {
    const moves = evasion ? evasion.plan(world, budget, createRandom(SEEDS[k])) : noMoves()
    return tryWorld(applyMoves(world, moves), ACCOUNTS, moves.hijacked, believeAll)
  })
  const mean = (pick: (one: Outcome) => number) =>
    all.reduce((sum, one) => sum + pick(one), 0) / all.length
  return {
    plain: mean(({ plain }) => plain),
    fused: mean(({ fused }) => fused),
    plainAp: mean(({ plainAp }) => plainAp),
    fusedAp: mean(({ fusedAp }) => fusedAp),
    within: mean(({ within }) => within),
    wrongDoubted: mean(({ wrongDoubted }) => wrongDoubted),
    rightDoubted: mean(({ rightDoubted }) => rightDoubted),
    claimed: mean(({ claimed }) => claimed),
    claimedInnocents: mean(({ claimedInnocents }) => claimedInnocents),
    clubClaimed: mean(({ clubClaimed }) => clubClaimed),
    clubWithheld: mean(({ clubWithheld }) => clubWithheld),
  }
}

interface Step {
  readonly budget: number
  readonly outcome: Outcome
}

/** The budget at which recall is half of what it was, between the two around it; null if it never is. */
function costToEvade(steps: readonly Step[], pick: (one: Outcome) => number): number | null {
  const half = pick(steps[0].outcome) / 2
  if (half === 0) return 0
  for (let k = 1; k < steps.length; k++) {
    const [high, low] = [pick(steps[k - 1].outcome), pick(steps[k].outcome)]
    if (low > half) continue
    const [from, to] = [steps[k - 1].budget, steps[k].budget]
    return from + ((high - half) / (high - low)) * (to - from)
  }
  return null
}

const share = (value: number) => value.toFixed(3)
const percent = (value: number) => `${(100 * value).toFixed(1)} %`
const start = performance.now()
const untouched = outcomeOf(null, 0)
const rows: string[] = []
const costs: string[] = []
const doubts: string[] = []
for (const evasion of evasions) {
  const { id, title, unit, budgets } = evasion
  const steps: Step[] = [{ budget: 0, outcome: untouched }]
  for (const budget of budgets) {
    process.stderr.write(`${id}, ${budget} ${unit}\n`)
    const outcome = outcomeOf(evasion, budget)
    steps.push({ budget, outcome })
    if (unit === 'percent of the seeds') {
      doubts.push(
        `| ${budget} % | ${percent(outcome.wrongDoubted)} | ${percent(outcome.rightDoubted)} |`,
      )
    }
    const { plain, plainAp, fused, fusedAp, claimed, claimedInnocents, within } = outcome
    rows.push(
      `| ${id} | ${budget} ${unit} | ${percent(within / untouched.within)} | ${share(plain)} / ${share(plainAp)} | ${share(fused)} / ${share(fusedAp)} | ${share(claimed)} | ${claimedInnocents.toFixed(1)} |`,
    )
  }
  const most = budgets[budgets.length - 1]
  const [plain, fused] = [
    costToEvade(steps, (one) => one.plainAp),
    costToEvade(steps, (one) => one.fused),
  ].map((cost) => (cost === null ? `more than ${most}` : cost.toFixed(1)))
  costs.push(`| ${id} | ${title} | ${unit} | ${plain} | ${fused} |`)
}

const reporting = evasions.find(({ id }) => id === 'mass reporting')!
const defended = reporting.budgets.map((budget) => {
  process.stderr.write(`reports believed or not, ${budget}\n`)
  const [all, careful] = [true, false].map((believe) => outcomeOf(reporting, budget, believe))
  const cells = [all, careful].flatMap(({ clubClaimed, clubWithheld, fused }) => [
    percent(clubClaimed),
    percent(clubWithheld),
    share(fused),
  ])
  return `| ${budget} | ${cells.join(' | ')} |`
})

const page = `# Red team

Written by \`npm run redteam\`; do not edit. Made-up platforms of ${ACCOUNTS.toLocaleString('en')} accounts with a planted network
(1.16 % of them), innocent look-alikes, tags, and 20 known members; the mean of seeds ${SEEDS.join(', ')}. An
evasion is planned with the same seed. Budgets in follows are for each planted account, all of them taken
together. Made and hijacked accounts are nobody's to find, and are left out.

Recall is the share of the members not known that is found with nine in ten of those looked at being right.
*Plain PageRank* walks the follows from the seeds (restart 0.15); *fused* is the ranking of \`map\`.
Average precision (AP) stands
after the slash: where nothing is found at that precision it still tells rankings apart. *Network left* is
the share of the follows among members that still stand: what an adversary gives up to hide.
*Claimed* is the share above even odds, next to how many innocents are. Nothing done: plain
${share(untouched.plain)} / ${share(untouched.plainAp)}, fused ${share(untouched.fused)} / ${share(untouched.fusedAp)}, claimed ${share(untouched.claimed)} and ${untouched.claimedInnocents.toFixed(1)} innocents.

## What each budget buys

| evasion | budget | network left | plain PageRank | fused | claimed | innocents claimed |
|---|---|---:|---:|---:|---:|---:|
${rows.join('\n')}

## Cost to evade

The budget at which half of the recall (of plain PageRank: half of its AP, since it finds nobody at
that precision) is lost, between the two budgets measured around it. Accounts of these worlds
are created at any time, so *sleeper ageing* has nothing to hide; what it costs a network that came in a burst stands in
[results](results.md#creation-times-networks-that-come-in-bursts).

| evasion | what the adversary does | unit | plain PageRank | fused |
|---|---|---|---:|---:|
${costs.join('\n')}

## Seeds that are wrong

\`map\` says how many seeds the others do not bear out. Nothing done, ${percent(untouched.rightDoubted)} of the right ones are in doubt.

| wrong seeds | in doubt, of the wrong | in doubt, of the right |
|---:|---:|---:|
${doubts.join('\n')}

## Reports against an innocent community

Anybody can make a report. So reports start a network only where somebody else vouches for it; \`map\` says
how many accounts it set aside. The share of the reported fan club that is claimed, and that a guard on
the map would withhold, where reports are believed like an investigator and as they are. Here a network of
20 other seeds is known as well; where reports alone speak, the map starts from them and says so.

| reports | claimed, believed | withheld, believed | recall, believed | claimed | withheld | recall, fused |
|---:|---:|---:|---:|---:|---:|---:|
${defended.join('\n')}
`
process.stderr.write(`${((performance.now() - start) / 1000).toFixed(0)} s\n`)
if (values.quick) process.stdout.write(page)
else writeFileSync(new URL('../docs/redteam.md', import.meta.url), page)
