/**
 * Who is held by mistake: every innocent group, language and region of made-up worlds in which innocents
 * stand as close to the network as they can, by the map and the default standing rule.
 *
 * @module
 */
import { mapNetworks } from '../../src/detect/map.ts'
import { placeIn } from '../../src/detect/every-row.ts'
import { followLayers } from '../../src/detect/platform-layers.ts'
import { standingsOf } from '../../src/detect/standings.ts'
import { personalisedPageRank } from '../../src/graph/pagerank.ts'
import { AGE_BANDS } from '../../src/model/age-band.ts'
import { type Role, ROLES } from '../../src/model/role.ts'
import { DEFAULT_STANDING_RULE } from '../../src/model/standing.ts'
import { PlatformBuilder } from '../../src/platform/builder.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { type WorldSpec } from '../../src/simulate/options.ts'
import { isPlanted } from '../../src/simulate/planted.ts'
import { simulateWorld } from '../../src/simulate/simulate-world.ts'
import { type World } from '../../src/simulate/world.ts'
import { exactShareInterval } from '../../src/statistics/share.ts'

export const title = 'Fairness: who is held by mistake'

const ACCOUNTS = 16_000
/** Two worlds each, seeds 1 to 16. What bounds observers was chosen on seeds 501 to 508. */
const SETTINGS: readonly (readonly [string, WorldSpec])[] = [
  ['as `firebreak simulate` makes it', {}],
  ['60 camouflage follows', { camouflage: 60 }],
  ['4 sources a seeker', { sourcesPerSeeker: 4 }],
  ['network of 400', { planted: 400 }],
  ['network of 80', { planted: 80 }],
  ['8 seeds', { seedsKnown: 8 }],
  ['60 innocent followers a source', { sourcePopularity: 60 }],
  [
    'network of 500, 40 camouflage, 5 sources',
    { planted: 500, camouflage: 40, sourcesPerSeeker: 5 },
  ],
]
const WORLDS_EACH = 2
const PARTS = ['source', 'seeker', 'connector', 'at-risk'] as const satisfies readonly Role[]

type Outcome = 'withhold' | 'limit' | 'protected' | 'left'

/** One account of one world; seeds are left out, since nobody inferred them. */
interface Told {
  readonly setting: string
  readonly group: string
  readonly role: Role | null
  readonly language: string
  readonly region: string
  readonly statesAge: boolean
  readonly outcome: Outcome
  /** Withheld but for the bound on observers. */
  readonly isBounded: boolean
  /** Among as many of the highest plain PageRank from the same seeds as are withheld. */
  readonly byPageRank: boolean
}

export async function run(): Promise<string> {
  const told: Told[] = []
  for (const [k, [setting, spec]] of SETTINGS.entries()) {
    for (let each = 0; each < WORLDS_EACH; each++) {
      const seed = 1 + WORLDS_EACH * k + each
      told.push(
        ...outcomesIn(
          simulateWorld({ ...spec, accounts: ACCOUNTS, seed, bystanders: 'close' }),
          setting,
        ),
      )
      process.stderr.write(`  world ${seed}\n`)
    }
  }
  const innocents = told.filter(({ role }) => role === null)
  const settings = SETTINGS.map(([name]): [string, Told[]] => [
    name,
    told.filter(({ setting }) => setting === name),
  ])
  return `${INTRODUCTION}
${groupTable(told)}

${PER_SETTING}

${table(
  ['world', 'withheld', 'innocents among them', 'of innocent groups', 'groups, by PageRank'],
  [...settings, ['**all**', told] as [string, Told[]]].map(([name, of]) => settingRow(name, of)),
)}

${PLACES}

${table(
  ['where', 'innocents', 'held', 'per 1,000 (95 %)', 'by PageRank, per 1,000'],
  [...placeRows('language', innocents), ...placeRows('region', innocents)],
)}

${NETWORK}

${table(
  [
    'planted',
    'accounts',
    'withheld',
    'withheld without the bound',
    'limited',
    'protected',
    'by PageRank',
  ],
  [
    ...PARTS.slice(0, 3).map((part) =>
      plantedRow(
        part,
        told.filter(({ role }) => role === part),
      ),
    ),
    ...[true, false].map((states) =>
      plantedRow(
        states ? 'at risk, states to be a minor' : 'at risk, states no age',
        told.filter(({ role, statesAge }) => role === 'at-risk' && statesAge === states),
      ),
    ),
  ],
)}
`
}

function outcomesIn(world: World, setting: string): Told[] {
  const platform = platformOfMadeUp(world)
  const map = mapNetworks(platform)
  const isSeed = new Set(map.seeds.rows)
  const outcomes = new Map<number, Outcome>()
  const bounded = new Set<number>()
  let budget = 0
  for (const { account, standing } of standingsOf(platform, map)) {
    const row = platform.accounts.find(account)
    if (isSeed.has(row)) continue
    if (standing.protected) outcomes.set(row, 'protected')
    if (standing.level === 'withhold' || standing.level === 'limit')
      outcomes.set(row, standing.level)
    if (standing.level === 'withhold') budget++
    const odds = map.logOdds[placeIn(map.rows, row)]
    if (standing.level === 'limit' && odds >= DEFAULT_STANDING_RULE.withhold) bounded.add(row)
  }
  const masses = personalisedPageRank(followLayers(platform), map.seeds, { tolerance: 1e-6 })
  const first = new Set(
    Array.from(masses.keys())
      .filter((row) => !isSeed.has(row))
      .toSorted((a, b) => masses[b] - masses[a])
      .slice(0, budget),
  )
  const told: Told[] = []
  for (const [row, role] of world.roles.entries()) {
    if (isSeed.has(row)) continue
    told.push({
      setting,
      group: world.groupNames[world.groups[row]].replace(/-\d+$/, ''),
      role: isPlanted(role) ? ROLES[role - 1] : null,
      language: world.languageNames[world.languages[row]],
      region: world.regionNames[world.regions[row]],
      statesAge: AGE_BANDS[world.ageBands[row]] === 'minor',
      outcome: outcomes.get(row) ?? 'left',
      isBounded: bounded.has(row),
      byPageRank: first.has(row),
    })
  }
  return told
}

/** The map reads no truth: none is passed on. */
function platformOfMadeUp(world: World): Platform {
  const builder = new PlatformBuilder()
  for (const id of world.accountIds) builder.accounts.add(id)
  for (const tag of world.tagNames) builder.tags.add(tag)
  const { follows, tagUses, ageBands } = world
  follows.sources.forEach((source, e) => builder.follow(source, follows.targets[e]))
  tagUses.sources.forEach((row, e) => builder.useTag(row, tagUses.targets[e], tagUses.counts[e]))
  ageBands.forEach((band, row) => builder.describe(row, { ageBand: AGE_BANDS[band] }))
  for (const signal of world.signals) builder.signal(signal)
  return builder.build()
}

function groupTable(told: readonly Told[]): string {
  const innocents = told.filter(({ role }) => role === null)
  const byGroup = Map.groupBy(innocents, ({ group }) => group)
  return table(
    [
      'innocent group',
      'members',
      'withheld (95 %)',
      'without the bound',
      'limited (95 %)',
      'protected',
      'by PageRank',
    ],
    [...byGroup].toSorted(byName).map(([group, members]) => [
      group === '' ? 'of no group' : group,
      `${members.length}`,
      exact(count(members, isWithheld), members.length),
      percent(count(members, wasWithheld) / members.length),
      exact(
        count(members, ({ outcome }) => outcome === 'limit'),
        members.length,
      ),
      percent(count(members, ({ outcome }) => outcome === 'protected') / members.length),
      percent(count(members, ({ byPageRank }) => byPageRank) / members.length),
    ]),
  )
}

function settingRow(name: string, told: readonly Told[]): string[] {
  const withheld = told.filter(isWithheld)
  const first = told.filter(({ byPageRank }) => byPageRank)
  const grouped = ({ role, group }: Told) => role === null && group !== ''
  return [
    name,
    `${withheld.length}`,
    exact(
      count(withheld, ({ role }) => role === null),
      withheld.length,
    ),
    exact(count(withheld, grouped), withheld.length),
    percent(count(first, grouped) / first.length),
  ]
}

/** Largest first. */
function placeRows(kind: 'language' | 'region', innocents: readonly Told[]): string[][] {
  const places = [...Map.groupBy(innocents, (one) => one[kind])]
  return places
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([place, of]) => {
      const held = count(of, ({ outcome }) => outcome === 'withhold' || outcome === 'limit')
      const { value, low, high } = exactShareInterval(held, of.length)
      const [each, least, most] = [value, low, high].map((share) => (1000 * share).toFixed(2))
      const ranked = (1000 * count(of, ({ byPageRank }) => byPageRank)) / of.length
      return [
        `${kind} ${place}`,
        `${of.length}`,
        `${held}`,
        `${each} (${least}–${most})`,
        ranked.toFixed(2),
      ]
    })
}

function plantedRow(name: string, of: readonly Told[]): string[] {
  const share = (is: (one: Told) => boolean) => percent(count(of, is) / of.length)
  return [
    name,
    `${of.length}`,
    share(isWithheld),
    share(wasWithheld),
    share(({ outcome }) => outcome === 'limit'),
    share(({ outcome }) => outcome === 'protected'),
    share(({ byPageRank }) => byPageRank),
  ]
}

function isWithheld({ outcome }: Told): boolean {
  return outcome === 'withhold'
}

function wasWithheld(one: Told): boolean {
  return isWithheld(one) || one.isBounded
}

function count(told: readonly Told[], is: (one: Told) => boolean): number {
  return told.reduce((sum, one) => sum + (is(one) ? 1 : 0), 0)
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map((_, k) => (k === 0 ? '---' : '---:')), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function exact(part: number, of: number): string {
  if (of === 0) return '–'
  const { value, low, high } = exactShareInterval(part, of)
  return `${percent(value)} (${(100 * low).toFixed(2)}–${(100 * high).toFixed(2)})`
}

function percent(share: number): string {
  return Number.isNaN(share) ? '–' : `${(100 * share).toFixed(2)} %`
}

const INTRODUCTION = `${SETTINGS.length * WORLDS_EACH} worlds of ${ACCOUNTS.toLocaleString('en-US')} accounts from \`simulateWorld({ bystanders: 'close' })\`, seeds 1 to ${SETTINGS.length * WORLDS_EACH}, ${WORLDS_EACH} of each kind below,
mapped and given standings by the default rule; accounts of all worlds pooled, seeds of the maps left out, intervals exact
(Clopper and Pearson; they take accounts of one world for independent, which a group claimed as a whole is not).
Plain PageRank from the same seeds takes as many accounts as the map withholds in that world. *Without the bound*: before an
account that gives sources a far smaller part of its follows than the network's seekers do
(\`src/detect/observers.ts\`) was limited where it had been withheld. Asked: at most 2 % of any group.
`
const PER_SETTING =
  'Of those withheld, how many are innocent; asked: at most 0.5 % of innocent groups.'
const PLACES =
  'Innocents withheld or limited, by language and region, the largest first; half of the network speaks a small language.'
const NETWORK =
  'What the bound costs, and who is at risk. Nothing tells who states no age from an adult: people decide about them.'
