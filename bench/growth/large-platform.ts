/**
 * A platform of any size in a few seconds: straight into typed arrays, row by row.
 *
 * Heavy-tailed follows, half of them within communities of a thousand; look-alikes; and a hidden
 * network that is the same at every size, so that what a map costs can be held against the size
 * alone. Rows come by falling popularity, as a built platform numbers them.
 *
 * @module
 */
import { digraph, type Csr, type Digraph } from '../../src/graph/csr.ts'
import { Ids } from '../../src/graph/ids.ts'
import { AGE_BANDS } from '../../src/model/age-band.ts'
import { type Signal } from '../../src/model/signal.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { createRandom, type Random } from '../../src/util/random.ts'
import { sample } from '../worlds/draw.ts'

export interface LargePlatform {
  readonly platform: Platform
  /** Rows of the hidden network, seeds among them. */
  readonly planted: readonly number[]
  /** Rows of fans, stars and families: as dense as the network, and innocent. */
  readonly lookAlikes: readonly number[]
}

export const PLANTED = { sources: 200, seekers: 1750, connectors: 50 } as const
const SOURCES_FOLLOWED = [3, 8] as const
const CAMOUFLAGE = 15
const INNOCENT_FOLLOWERS = 5
const FAN_CLUBS = { clubs: 20, stars: 20, fans: 300 } as const
const FAMILIES = { families: 200, size: 6 } as const
const COMMUNITY = 1000
const FOLLOWS_EACH = 10
const TAGS_EACH = 2
const NETWORK_TAGS = 30
const SHARE_MINOR = 0.08

/** About `follows` follows, a tenth as many accounts, and no signal yet. */
export function largePlatform(follows: number, seed = 1): LargePlatform {
  const random = createRandom(seed)
  const accounts = Math.round(follows / FOLLOWS_EACH)
  const extras = new Extras()
  const free = distinctRows(random, accounts)
  const lookAlikes = addLookAlikes(random, extras, free)
  const { planted, isPlanted } = addNetwork(random, extras, free, accounts)

  const tags = Math.round(accounts / 20)
  const platform: Platform = Object.freeze({
    accounts: numberedIds(accounts),
    ageBands: drawn(accounts, () =>
      random.next() < SHARE_MINOR ? AGE_BANDS.indexOf('minor') : AGE_BANDS.indexOf('unknown'),
    ),
    createdAtMillis: null,
    follows: digraph(followRows(random, accounts, extras, isPlanted)),
    tags: numberedIds(tags),
    tagUses: digraph(tagRows(random, accounts, tags, isPlanted)),
    items: new Ids(),
    itemUses: nothing(accounts, 0),
    contacts: nothing(accounts, accounts),
    signals: [],
    truth: null,
  })
  return { platform, planted, lookAlikes }
}

/** The same platform when so many of the network, drawn at random, are known. */
export function withSeeds({ platform, planted }: LargePlatform, count: number): Platform {
  const known = sample(createRandom(count), planted, count)
  return Object.freeze({ ...platform, signals: Array.from(known, (row) => signalOn(nameOf(row))) })
}

/** Follows that are not left to chance, by who follows. */
class Extras {
  readonly #targets = new Map<number, number[]>()

  add(source: number, target: number): void {
    const found = this.#targets.get(source)
    if (found) found.push(target)
    else this.#targets.set(source, [target])
  }

  of(source: number): readonly number[] | undefined {
    return this.#targets.get(source)
  }
}

/** A function that gives a fresh row each time, of the less popular two thirds. */
function distinctRows(random: Random, accounts: number): () => number {
  const taken = new Set<number>()
  return () => {
    for (;;) {
      const row = Math.floor(accounts * (0.33 + 0.66 * random.next()))
      if (taken.has(row)) continue
      taken.add(row)
      return row
    }
  }
}

function addLookAlikes(random: Random, extras: Extras, free: () => number): number[] {
  const all: number[] = []
  for (let club = 0; club < FAN_CLUBS.clubs; club++) {
    const stars = Array.from({ length: FAN_CLUBS.stars }, free)
    const fans = Array.from({ length: FAN_CLUBS.fans }, free)
    for (const fan of fans) followSome(random, extras, fan, stars, SOURCES_FOLLOWED)
    all.push(...stars, ...fans)
  }
  for (let family = 0; family < FAMILIES.families; family++) {
    const kin = Array.from({ length: FAMILIES.size }, free)
    for (const one of kin) for (const other of kin) if (one !== other) extras.add(one, other)
    all.push(...kin)
  }
  return all
}

function addNetwork(random: Random, extras: Extras, free: () => number, accounts: number) {
  const sources = Array.from({ length: PLANTED.sources }, free)
  const seekers = Array.from({ length: PLANTED.seekers }, free)
  const connectors = Array.from({ length: PLANTED.connectors }, free)
  for (const seeker of seekers) {
    followSome(random, extras, seeker, sources, SOURCES_FOLLOWED)
    if (random.next() < 0.5) extras.add(seeker, connectors[random.below(connectors.length)])
  }
  for (const connector of connectors) followSome(random, extras, connector, sources, [30, 60])
  for (const source of sources) {
    for (let k = 0; k < INNOCENT_FOLLOWERS; k++) extras.add(random.below(accounts), source)
  }
  const planted = [...sources, ...seekers, ...connectors]
  for (const row of planted) {
    for (let k = 0; k < CAMOUFLAGE; k++) {
      extras.add(row, k % 2 === 0 ? popular(random, accounts) : random.below(accounts))
    }
  }
  return { planted, isPlanted: new Set(planted) }
}

function followSome(
  random: Random,
  extras: Extras,
  follower: number,
  followed: readonly number[],
  [fewest, most]: readonly [number, number],
): void {
  const count = fewest + random.below(most - fewest + 1)
  for (let k = 0; k < count; k++) extras.add(follower, followed[random.below(followed.length)])
}

/** Density ∝ row^(-2/3): the first of ten million is followed by some two hundred thousand. */
function popular(random: Random, count: number): number {
  return Math.floor(count * random.next() ** 3)
}

function followRows(
  random: Random,
  accounts: number,
  extras: Extras,
  isPlanted: ReadonlySet<number>,
): Csr {
  const communities = Math.ceil(accounts / COMMUNITY)
  return rowByRow(accounts, accounts, FOLLOWS_EACH * 1.2, null, (row, add) => {
    for (const target of extras.of(row) ?? []) if (target !== row) add(target, 1)
    if (isPlanted.has(row)) return
    // Pareto with mean about ten, at most four hundred
    const count = Math.min(400, Math.floor(4.6 * (1 - random.next()) ** (-1 / 1.8)))
    const community = row % communities
    for (let k = 0; k < count; k++) {
      const target =
        k % 2 === 0
          ? popular(random, accounts)
          : community + communities * popular(random, COMMUNITY)
      if (target !== row && target < accounts) add(target, 1)
    }
  })
}

function tagRows(
  random: Random,
  accounts: number,
  tags: number,
  isPlanted: ReadonlySet<number>,
): Csr {
  const weights = new Float32Array(Math.ceil(accounts * TAGS_EACH * 1.5) + 1024)
  return rowByRow(accounts, tags, TAGS_EACH * 1.5, weights, (row, add) => {
    if (isPlanted.has(row) && random.next() < 0.5) add(tags - 1 - random.below(NETWORK_TAGS), 2)
    const count = random.below(2 * TAGS_EACH)
    for (let k = 0; k < count; k++) add(popular(random, tags), 1 + random.below(5))
  })
}

/** Rows as `fill` gives them, each column once and rising. */
function rowByRow(
  rows: number,
  columns: number,
  room: number,
  weights: Float32Array | null,
  fill: (row: number, add: (column: number, weight: number) => void) => void,
): Csr {
  const starts = new Uint32Array(rows + 1)
  const targets = new Uint32Array(Math.ceil(rows * room) + 200_000)
  let end = 0
  let start = 0
  const add = (column: number, weight: number) => {
    // rows are short: put each column where it belongs
    let place = end
    while (place > start && targets[place - 1] > column) place--
    if (place > start && targets[place - 1] === column) return
    targets.copyWithin(place + 1, place, end)
    targets[place] = column
    if (weights) {
      weights.copyWithin(place + 1, place, end)
      weights[place] = weight
    }
    end++
  }
  for (let row = 0; row < rows; row++) {
    start = end
    fill(row, add)
    starts[row + 1] = end
  }
  if (end > targets.length) throw new RangeError(`expected at most ${targets.length}, got ${end}`)
  return Object.freeze({
    rows,
    columns,
    starts,
    targets: targets.subarray(0, end),
    weights: weights && weights.subarray(0, end),
  })
}

function nothing(rows: number, columns: number): Digraph {
  return { out: emptyRows(rows, columns), in: emptyRows(columns, rows) }
}

function emptyRows(rows: number, columns: number): Csr {
  const starts = new Uint32Array(rows + 1)
  return { rows, columns, starts, targets: new Uint32Array(0), weights: null }
}

export const ID_LENGTH = 8

function nameOf(row: number): string {
  return String(row).padStart(ID_LENGTH, '0')
}

/** Ids that are their rows in decimal, made without a string each. */
function numberedIds(size: number): Ids {
  const ids = new Ids()
  const digits = new Uint8Array(ID_LENGTH)
  for (let row = 0; row < size; row++) {
    let rest = row
    for (let place = ID_LENGTH - 1; place >= 0; place--) {
      digits[place] = 48 + (rest % 10)
      rest = Math.floor(rest / 10)
    }
    ids.addBytes(digits, 0, ID_LENGTH)
  }
  return ids
}

function drawn(length: number, draw: () => number): Uint8Array {
  const values = new Uint8Array(length)
  for (let i = 0; i < length; i++) values[i] = draw()
  return values
}

function signalOn(account: string): Signal {
  return {
    subject: { account },
    kind: 'investigator',
    confidence: 1,
    polarity: 'harmful',
    policy: null,
    atMillis: null,
    reference: null,
  }
}
