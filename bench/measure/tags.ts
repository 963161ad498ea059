/**
 * Spellings of one word put together, the tags of a network told from innocent ones, and new tags that rise with it.
 *
 * @module
 */
import { type BridgingTag, bridgingTags } from '../../src/detect/bridging-tags.ts'
import { alone, type FamilyOf, tagFamilies, tagsUsedBy } from '../../src/detect/tag-families.ts'
import { PlatformBuilder } from '../../src/platform/builder.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { simulateWorld } from '../../src/simulate/simulate-world.ts'
import { type World } from '../../src/simulate/world.ts'
import { plain } from '../../src/text/plain.ts'
import { skeletonOf, spellingOf } from '../../src/text/spelling.ts'
import { createRandom, type Random } from '../../src/util/random.ts'
import { FALSE_RISING_RATE, risingTags } from '../../src/detect/rising-tags.ts'
import { tagCensus, usersIn } from '../../src/detect/tag-census.ts'
import { isMemberOf, newTags, tagWorld, type Use } from './mutated-tags.ts'

export const title = 'Tags of a network and their spellings'

/** Nothing was chosen on them: what may be read from the code was chosen on seeds 1 to 12. */
const SEEDS = [61, 62, 63, 64, 65, 66, 67, 68]
const ACCOUNTS = 20_000
const MUTATED = [0, 0.5, 0.9]
/** Of the members, whom a map finds; and of those it names, who is none. */
const FOUND = 0.8
const STRANGERS = 0.05

export function run(): Promise<string> {
  const grouping = new Map<string, Tally>()
  const naming = new Map<string, Tally>()
  const rising = new Map<string, Tally>()
  for (const seed of SEEDS) {
    const world = simulateWorld({ accounts: ACCOUNTS, seed })
    for (const mutated of MUTATED) judgeSpellings(world, seed, mutated, grouping, naming)
    judgeRising(world, seed, rising)
    process.stderr.write(`  seed ${seed}\n`)
  }
  const share = (tally: Tally) => (tally.right / tally.truth).toFixed(3)
  const precision = ({ said, right }: Tally) => (said === 0 ? '–' : (right / said).toFixed(3))
  const spelled = [...grouping].map(([name, tally]) => [
    name,
    count(tally.said),
    precision(tally),
    share(tally),
  ])
  const named = [...naming].map(([name, tally]) => [
    name,
    count(tally.said),
    precision(tally),
    name.includes(NOBODYS) ? '–' : share(tally),
    name.includes(NOBODYS) ? '–' : `${tally.words} of ${tally.of}`,
  ])
  const risen = [...rising].map(([name, tally]) => [
    name,
    count(tally.said),
    mean(tally.falseShares).toFixed(3),
    share(tally),
  ])
  return Promise.resolve(`${INTRODUCTION}
### Spellings of one word put together

Pairs of tags of which the network uses one at least, held against the word that each was meant as.

${table(['uses mutated', 'by', 'pairs', 'precision', 'recall'], spelled)}
### Tags that set the network apart

Named spellings, of all spellings of its words that the found members use; a word counts as found when any of its
spellings is named. Plain counting names twenty. The last two of each: as many accounts drawn from
everybody, for whom any tag named is a false one.

${table(['uses mutated', 'by', 'spellings', 'precision', 'recall', 'words'], named)}
### New tags that rise with the network

Between two maps the network takes up 12 new tags, two thirds of them spellings of its old words, each by 3 % to 20 %
of its members; innocents take up 200 tags that anybody may use, two in each look-alike group, and 200 that
go from friend to friend through the follows, as many as a hundredth of all accounts. False: the share of false ones among
those named, mean of worlds, of which the test allows ${FALSE_RISING_RATE}.

${table(['by', 'tags', 'false', 'recall'], risen)}`)
}

const INTRODUCTION = `Made-up worlds of ${ACCOUNTS.toLocaleString('en-US')} accounts (seeds ${SEEDS.join(', ')}; the correlation in \`src/detect/rising-tags.ts\` and
what counts as near were chosen on seeds 1 to 12). The network has six words, two of them mutations of popular ones;
each has five to twelve spellings by look-alike letters, accents, letters doubled, dropped or changed, numbers and signs, a quarter of
them mutated twice. So have three words of each innocent look-alike group; of 300 popular words 3 % of the uses are
slips. The network is known as a map would: ${100 * FOUND} % of its members, and one stranger for each ${1 / STRANGERS}.
`

/** What is said of accounts that are no network. */
const NOBODYS = 'drawn accounts'

function judgeSpellings(
  world: World,
  seed: number,
  mutated: number,
  grouping: Map<string, Tally>,
  naming: Map<string, Tally>,
) {
  const random = createRandom(seed)
  const { uses, own } = tagWorld(world, random, mutated)
  const platform = platformOf(world, uses)
  const rows = foundMembers(world, random)
  const words = wordsOf(platform, uses, ({ word }) => word)
  const roots = wordsOf(platform, uses, ({ word, root }) => root ?? word)
  const asked = [...tagsUsedBy(platform, rows)]
  const families = tagFamilies(platform, asked)
  const label = (name: string) => `${100 * mutated} % | ${name}`
  if (mutated > 0) {
    for (const [name, familyOf] of groupings(platform, families)) {
      judgeGrouping(tallyOf(grouping, label(name)), familyOf, asked, roots)
    }
  }
  const strangers = Uint32Array.from(rows, () => random.below(world.roles.length))
  const ofStrangers = tagFamilies(platform, tagsUsedBy(platform, strangers))
  const ways: readonly (readonly [string, readonly Named[]])[] = [
    ['the most used', mostUsed(platform, rows, (inside) => inside)],
    ['the highest lift of 3 users', mostUsed(platform, rows, (inside, all) => inside / all)],
    ['log-odds, each spelling alone', bridgingTags(platform, rows, alone)],
    ['log-odds, families', bridgingTags(platform, rows, families)],
    [`log-odds, each alone, ${NOBODYS}`, bridgingTags(platform, strangers, alone)],
    [`log-odds, families, ${NOBODYS}`, bridgingTags(platform, strangers, ofStrangers)],
  ]
  const isOwn = (tag: string) => own.has(words.get(platform.tags.find(tag)) ?? '')
  const used = asked.filter((tag) => isOwn(platform.tags.idOf(tag)))
  for (const [name, named] of ways) {
    const tally = tallyOf(naming, label(name))
    const said = [...new Set(named.flatMap(({ tag, spellings }) => [tag, ...spellings]))]
    const right = name.includes(NOBODYS) ? [] : said.filter(isOwn)
    tally.said += said.length
    tally.right += right.length
    tally.truth += used.length
    tally.words += new Set(right.map((tag) => words.get(platform.tags.find(tag)))).size
    tally.of += own.size
  }
}

function judgeRising(world: World, seed: number, tallies: Map<string, Tally>) {
  const random = createRandom(seed)
  const old = tagWorld(world, random, 0.5)
  const fresh = newTags(world, old, random)
  const before = { census: tagCensus(platformOf(world, old.uses)), atMillis: 0 }
  const platform = platformOf(world, [...old.uses, ...fresh.uses])
  const rows = foundMembers(world, random)
  const families = tagFamilies(platform, tagsUsedBy(platform, rows))
  const isNew = (tag: number) => usersIn(before.census, platform.tags.idOf(tag)) === 0
  const ways: readonly (readonly [string, readonly Named[]])[] = [
    ['the most used of the new', mostUsed(platform, rows, (uses) => uses, isNew)],
    ['beyond chance, each spelling alone', risingTags(platform, [rows], before, alone)[0]],
    ['beyond chance, families', risingTags(platform, [rows], before, families)[0]],
  ]
  const { own } = fresh
  for (const [name, named] of ways) {
    const said = [...new Set(named.flatMap(({ tag, spellings }) => [tag, ...spellings]))]
    const right = said.filter((tag) => own.has(tag)).length
    const tally = tallyOf(tallies, name)
    tally.said += said.length
    tally.right += right
    tally.truth += own.size
    tally.falseShares.push(said.length === 0 ? 0 : 1 - right / said.length)
  }
}

function count(value: number): string {
  return value.toLocaleString('en')
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const texts = head.findIndex((cell) => cell === 'by') + 1
  const rule = head.map((_cell, k) => (k < texts ? '---' : '---:'))
  return [line(head), `|${rule.join('|')}|`, ...rows.map((cells) => line(cells)), ''].join('\n')
}

type Named = Pick<BridgingTag, 'tag' | 'spellings'>

interface Tally {
  said: number
  right: number
  truth: number
  /** Words of the network that were named in some spelling, of how many. */
  words: number
  of: number
  readonly falseShares: number[]
}

function tallyOf(tallies: Map<string, Tally>, name: string): Tally {
  const known = tallies.get(name) ?? {
    said: 0,
    right: 0,
    truth: 0,
    words: 0,
    of: 0,
    falseShares: [],
  }
  tallies.set(name, known)
  return known
}

function platformOf({ roles }: World, uses: readonly Use[]): Platform {
  const builder = new PlatformBuilder()
  for (let row = 0; row < roles.length; row++) builder.accounts.add(`a${row}`)
  for (const { row, tag } of uses) builder.useTag(row, builder.tags.add(tag), 1)
  return builder.build()
}

function foundMembers(world: World, random: Random): Uint32Array {
  const members = Array.from(world.roles.keys()).filter((row) => isMemberOf(world, row))
  const found = new Set(members.filter(() => random.next() < FOUND))
  for (let k = STRANGERS * found.size; k >= 1; k--) found.add(random.below(world.roles.length))
  return Uint32Array.from(found).toSorted()
}

/** The word that each tag was mostly meant as. */
function wordsOf(
  { tags }: Platform,
  uses: readonly Use[],
  wordOf: (use: Use) => string,
): Map<number, string> {
  const counts = new Map<string, Map<string, number>>()
  for (const use of uses) {
    const { tag } = use
    const word = wordOf(use)
    const known = counts.get(tag) ?? new Map<string, number>()
    known.set(word, (known.get(word) ?? 0) + 1)
    counts.set(tag, known)
  }
  return new Map(
    [...counts].map(([tag, words]) => [
      tags.find(tag),
      [...words].toSorted(([, a], [, b]) => b - a)[0][0],
    ]),
  )
}

function groupings(platform: Platform, families: FamilyOf): [string, FamilyOf][] {
  const { tags } = platform
  const by = (keyOf: (tag: string) => string): FamilyOf => {
    const groups = Map.groupBy(Array(tags.size).keys(), (tag) => keyOf(tags.idOf(tag)))
    return (tag) => ({ spellings: groups.get(keyOf(tags.idOf(tag)))!, parts: [] })
  }
  return [
    ['plain letters', by((tag) => Array.from(tag).map(plain).join(''))],
    ['skeleton', by((tag) => skeletonOf(spellingOf(tag)).join(' '))],
    ['skeleton and one edit', families],
  ]
}

/** Pairs of different tags of which one at least is asked for. */
function judgeGrouping(
  tally: Tally,
  familyOf: FamilyOf,
  asked: readonly number[],
  words: ReadonlyMap<number, string>,
) {
  const sizes = new Map<string, number>()
  for (const word of words.values()) sizes.set(word, (sizes.get(word) ?? 0) + 1)
  for (const tag of asked) {
    const others = familyOf(tag).spellings.filter((other) => other !== tag)
    tally.said += others.length
    tally.right += others.filter((other) => words.get(other) === words.get(tag)).length
    tally.truth += sizes.get(words.get(tag)!)! - 1
  }
}

function mostUsed(
  { tags, tagUses: { out, in: back } }: Platform,
  rows: Uint32Array,
  worth: (uses: number, everybody: number) => number,
  isAsked: (tag: number) => boolean = () => true,
): Named[] {
  const counts = new Map<number, number>()
  for (const row of rows) {
    for (let e = out.starts[row]; e < out.starts[row + 1]; e++) {
      counts.set(out.targets[e], (counts.get(out.targets[e]) ?? 0) + 1)
    }
  }
  const worthOf = (tag: number, uses: number) =>
    worth(uses, back.starts[tag + 1] - back.starts[tag])
  return [...counts]
    .filter(([tag, uses]) => uses >= 3 && isAsked(tag))
    .toSorted(([a, m], [b, n]) => worthOf(b, n) - worthOf(a, m))
    .slice(0, 20)
    .map(([tag]) => ({ tag: tags.idOf(tag), spellings: [] }))
}
