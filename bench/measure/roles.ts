/**
 * Roles, their probabilities, and who follows sources beyond chance: what a map says, held against what
 * was planted.
 *
 * @module
 */
import { memberEvidence } from '../../src/detect/member-evidence.ts'
import { tallyRoles } from '../../src/detect/role-tallies.ts'
import { assignRoles, FALSE_DISCOVERY_RATE } from '../../src/detect/roles.ts'
import { sourceFollowers } from '../../src/detect/source-followers.ts'
import { AGE_BANDS } from '../../src/model/age-band.ts'
import { type Role, ROLES } from '../../src/model/role.ts'
import { exactShareInterval } from '../../src/statistics/share.ts'
import { roleByRatio } from '../roles/by-ratio.ts'
import { drawnWorld, type JudgedWorld, simulatedWorld } from '../roles/judged-world.ts'
import { brierScore, calibrationError, reliability, type Said } from '../roles/reliability.ts'

export const title = 'Roles, and who follows sources beyond chance'

/** Seeds that nothing was chosen on: `bench/roles/fit.ts` used those from 5001 and 6001 on. */
const FAMILIES = [
  { name: 'drawn', make: drawnWorld, first: 2001, worlds: 12 },
  { name: 'simulated', make: simulatedWorld, first: 2101, worlds: 14 },
] as const
const JUDGED = ['source', 'seeker', 'connector', 'at-risk'] as const satisfies readonly Role[]
const MINOR = AGE_BANDS.indexOf('minor')
const UNKNOWN = AGE_BANDS.indexOf('unknown')

/** What was said of how many, how many of those were right, and how many there are. */
interface Tally {
  said: number
  right: number
  truth: number
  /** Share of false ones in each world where anybody was named. */
  readonly falseShares: number[]
}

/** A member, and what is said of it. */
interface Member {
  readonly truth: Role
  readonly role: Role
  readonly byRatio: Role
  /** In the order of `ROLES`. */
  readonly chances: readonly number[]
  readonly band: number
}

export async function run(): Promise<string> {
  const parts: string[] = []
  const known: { readonly name: string; readonly members: readonly Member[] }[] = []
  for (const { name, make, first, worlds } of FAMILIES) {
    const tallies = new Map<string, Tally>()
    const members: Member[] = []
    for (let seed = first; seed < first + worlds; seed++) {
      members.push(...judge(make(seed), tallies))
      process.stderr.write(`  ${name} world ${seed}\n`)
    }
    known.push({ name, members })
    parts.push(table(HEAD, rowsOf(tallies)))
  }
  return `${INTRODUCTION}

${parts[0]}

${SIMULATED}

${parts[1]}

${PROBABILITIES}

${table(
  [
    'members of',
    'how many',
    'Brier, probabilities',
    'by the ratio',
    'ECE, probabilities',
    'by the ratio',
  ],
  known.map(({ name, members }) => [`${name} worlds`, ...scoresOf(members)]),
)}

${table(
  ['probability', ...known.flatMap(({ name }) => [`${name}: said`, 'true', 'cases'])],
  binRows(known.map(({ members }) => members)),
)}

${AT_RISK}

${table(
  [
    'probability from',
    'sources',
    'at risk among them (95 %)',
    'of sources at risk',
    'of all at risk',
  ],
  [0.05, 0.1, 0.2, 0.3].map((level) => atRiskRow(known[1].members, level)),
)}
`
}

function judge(world: JudgedWorld, tallies: Map<string, Tally>): Member[] {
  const { platform, seeds, fit, members, truthOf } = world
  const signals = new Map(Array.from(seeds.rows, (row, k) => [row, seeds.weights[k]]))
  const evidenceOf = (row: number) => memberEvidence(fit, row, signals.get(row))
  const { roles, probabilities } = assignRoles(platform, members, evidenceOf)
  const rows = Array.from(roles.keys())
  const planted = (...of: Role[]) => new Set(rows.filter((row) => of.includes(truthOf(row))))
  const ofRole = (role: Role) =>
    new Set(members.filter((row) => roles[row] === ROLES.indexOf(role)))
  const add = (name: string, said: ReadonlySet<number>, truth: ReadonlySet<number>) => {
    const tally = tallies.get(name) ?? { said: 0, right: 0, truth: 0, falseShares: [] }
    tallies.set(name, tally)
    const right = common(said, truth).size
    tally.said += said.size
    tally.right += right
    tally.truth += truth.size
    if (said.size > 0) tally.falseShares.push(1 - right / said.size)
  }

  const byRatio = new Map(
    tallyRoles(platform.follows, members, (row) => evidenceOf(row).leaning).map((tally) => [
      tally.row,
      platform.ageBands[tally.row] === MINOR ? ('at-risk' as const) : roleByRatio(tally),
    ]),
  )
  for (const role of JUDGED) {
    if (planted(role).size === 0) continue
    add(role, ofRole(role), planted(role))
    add(
      `${role}, by the ratio`,
      new Set(members.filter((row) => byRatio.get(row) === role)),
      planted(role),
    )
  }
  const followers = planted('seeker', 'connector')
  const beyond = sourceFollowers(platform, { roles, members: Uint32Array.from(members) }).filter(
    ({ qValue }) => qValue <= FALSE_DISCOVERY_RATE,
  )
  add('beyond chance, of everybody', new Set(beyond.map(({ row }) => row)), followers)
  return members.map((row, k) => ({
    truth: truthOf(row),
    role: ROLES[roles[row]],
    byRatio: byRatio.get(row)!,
    chances: [...probabilities.subarray(ROLES.length * k, ROLES.length * (k + 1))],
    band: platform.ageBands[row],
  }))
}

function rowsOf(tallies: ReadonlyMap<string, Tally>): string[][] {
  return [...tallies].map(([name, { said, right, truth, falseShares }]) => {
    const mean = falseShares.reduce((sum, part) => sum + part, 0) / falseShares.length
    return [
      name,
      ...[said, truth].map((count) => count.toLocaleString('en')),
      ...[right / said, right / truth, mean].map(percent),
    ]
  })
}

const truthsOf = (members: readonly Member[]): Said[] =>
  members.map(({ chances, truth }) => ({ chances, truth: ROLES.indexOf(truth) }))

/** The ratio says one role and nothing else, which is a probability of 1. */
const ratiosOf = (members: readonly Member[]): Said[] =>
  members.map(({ byRatio, truth }) => ({
    chances: ROLES.map((role) => (role === byRatio ? 1 : 0)),
    truth: ROLES.indexOf(truth),
  }))

function scoresOf(members: readonly Member[]): string[] {
  return [
    members.length.toLocaleString('en'),
    ...[brierScore, calibrationError].flatMap((score) =>
      [truthsOf(members), ratiosOf(members)].map((said) => score(said).toFixed(4)),
    ),
  ]
}

function binRows(families: readonly (readonly Member[])[]): string[][] {
  const bins = families.map((members) => reliability(truthsOf(members)))
  return bins[0].map((_bin, k) => [
    `${10 * k} to ${10 * (k + 1)} %`,
    ...bins.flatMap(({ [k]: { count, said, true: came } }) => [
      ...(count > 0 ? [percent(said), percent(came)] : ['–', '–']),
      count.toLocaleString('en'),
    ]),
  ])
}

/** Of sources that state no age: whom a level shields, and who of those at risk it reaches. */
function atRiskRow(members: readonly Member[], level: number): string[] {
  const silent = members.filter(({ band }) => band === UNKNOWN)
  const atRisk = silent.filter(({ truth }) => truth === 'at-risk')
  const asSources = atRisk.filter(({ byRatio }) => byRatio === 'source')
  const chanceOf = ({ chances }: Member) => chances[ROLES.indexOf('at-risk')]
  const isSource = ({ role }: Member) => role === 'source' || role === 'at-risk'
  const shielded = silent.filter((one) => isSource(one) && chanceOf(one) >= level)
  const right = shielded.filter(({ truth }) => truth === 'at-risk').length
  const { value, low, high } = exactShareInterval(right, Math.max(1, shielded.length))
  return [
    percent(level),
    `${shielded.length} of ${silent.length}`,
    `${percent(value)} (${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)})`,
    `${shielded.filter((one) => asSources.includes(one)).length} of ${asSources.length}`,
    `${right} of ${atRisk.length}`,
  ]
}

function common(some: ReadonlySet<number>, others: ReadonlySet<number>): Set<number> {
  return new Set([...some].filter((row) => others.has(row)))
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map((_, k) => (k === 0 ? '---' : '---:')), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

const HEAD = ['said', 'accounts', 'planted', 'precision', 'recall', 'false, mean of worlds']
const [DRAWN, CLOSE] = FAMILIES
const INTRODUCTION = `${DRAWN.worlds} drawn worlds (seeds from ${DRAWN.first} on), as in the section on sizes. Roles are of members that the
mixture claims, and of seeds; a seeker or connector follows sources more than a null model that keeps all degrees
allows, at a false-discovery rate of ${100 * FALSE_DISCOVERY_RATE} % among the members. *By the ratio*: as before, from how many times the follows
of one direction are those of the other. The last row asks everybody, members or not; whoever was not planted as a
seeker or connector counts as false, innocents who do follow many sources among them.`
const SIMULATED = `${CLOSE.worlds} worlds of 16,000 accounts from \`simulateWorld({ bystanders: 'close' })\` (seeds from ${CLOSE.first} on): accounts
state ages or none, sources follow each other, and journalists follow sources, who are false here as well. Left out is the
kind of world in which the mixture claims a whole fan club (see the section on fairness): no role mends that.`
const PROBABILITIES = `The probabilities of members over the five roles, against what was planted. Brier score: squared misses summed over the
roles, 0 is best. ECE: mean distance between said and true over tenths. The ratio says one role, which is a probability of 1.
The weights were fitted on other seeds (\`bench/roles/fit.ts\`: drawn 6001 to 6060, simulated 5001 to 5021).`
const AT_RISK = `Sources of the simulated worlds who state no age: how many have which probability of *at risk* and more, and how many
of these are. It is for people to see and decides nothing: where nobody states an age it would shield every source, and
the guard would show them (docs/history/2026-12-01-roles.md).`
