/**
 * Tags for a made-up world: a network's own words in many spellings, the words of innocent groups in as many,
 * and popular words with the slips that everybody makes. The mutations know nothing of what finds them.
 *
 * @module
 */
import { isNetworkRole, ROLES } from '../../src/model/role.ts'
import { PLANTED_PREFIX, type World } from '../../src/simulate/world.ts'
import { createWords } from '../../src/simulate/words.ts'
import { type Random } from '../../src/util/random.ts'

/** A tag that an account uses, and which word it was meant as. */
export interface Use {
  readonly row: number
  readonly tag: string
  readonly word: string
  /** The word that this one is a mutation of, where it hides behind one. */
  readonly root?: string
}

export interface TaggedWorld {
  readonly uses: readonly Use[]
  /** The words of the network: one who uses them is of it, or came upon them by chance. */
  readonly own: ReadonlySet<string>
}

const OWN_WORDS = 6
/** Of them, mutations of popular ones. */
const HIDDEN_WORDS = 2
const POPULAR_WORDS = 300
const GROUP_WORDS = 3
/** Of the members, who uses a word of the network; of a group's, one of the group; of everybody, by chance. */
const SHARES = { member: 0.3, group: 0.3, chance: 0.0002 }
/** Of uses of popular words, how many are slips. */
const SLIPS = 0.03

/** @param mutated of the uses of a network's or a group's words, how many are spelled otherwise. */
export function tagWorld(world: World, random: Random, mutated: number): TaggedWorld {
  const nextWord = createWords(random)
  const uses: Use[] = []
  const rows = Array.from(world.roles.keys())
  const spread = (word: string, among: readonly number[], share: number, root = word) => {
    const spellings = spellingsOf(word, random)
    const use = (row: number) => {
      const tag = random.next() < mutated ? spellings[random.below(spellings.length)] : word
      uses.push({ row, tag, word, root })
    }
    for (const row of among) if (random.next() < share) use(row)
    for (let k = rows.length * SHARES.chance * random.next() * 2; k >= 1; k--) {
      use(random.below(rows.length))
    }
  }
  const popular = Array.from({ length: POPULAR_WORDS }, nextWord)
  for (const row of rows) {
    for (let k = random.below(6); k >= 0; k--) {
      const word = popular[Math.floor(POPULAR_WORDS * random.next() ** 3)]
      const tag = random.next() < SLIPS ? mutate(word, random) : word
      uses.push({ row, tag, word })
    }
  }
  // some hide behind a popular word: their own spelling of it is no slip of others
  const hidden = Array.from({ length: HIDDEN_WORDS }, (_, k) => mutate(popular[k], random))
  const own = [...Array.from({ length: OWN_WORDS - HIDDEN_WORDS }, nextWord), ...hidden]
  const members = rows.filter((row) => isMemberOf(world, row))
  for (const word of own) {
    spread(word, members, SHARES.member, popular[hidden.indexOf(word)] ?? word)
  }
  for (const [group, name] of world.groupNames.entries()) {
    if (name === '' || name.startsWith(PLANTED_PREFIX)) continue
    const among = rows.filter((row) => world.groups[row] === group)
    for (let k = 0; k < GROUP_WORDS; k++) spread(nextWord(), among, SHARES.group)
  }
  return { uses, own: new Set(own) }
}

export function isMemberOf({ roles }: Pick<World, 'roles'>, row: number): boolean {
  return roles[row] > 0 && isNetworkRole(ROLES[roles[row] - 1])
}

/** Five to twelve of them: a network does not invent one for each of its members. */
function spellingsOf(word: string, random: Random): string[] {
  return Array.from({ length: 5 + random.below(8) }, () => {
    const once = mutate(word, random)
    return random.next() < 0.25 ? mutate(once, random) : once
  })
}

const WRITTEN: Readonly<Record<string, string>> = {
  a: '4@аá',
  e: '3еé',
  i: '1!іí',
  o: '0оö',
  s: '5$ѕ',
  t: '7',
  x: 'х',
  l: '1',
  g: '9',
  b: '8',
  u: 'ü',
  n: 'ñ',
}
const VOWELS = 'aeiou'

export function mutate(word: string, random: Random): string {
  const letters = Array.from(word)
  const at = random.below(letters.length)
  const kind = random.below(8)
  if (kind <= 2) {
    const written = letters.map((letter, k) => (WRITTEN[letter] ? k : -1)).filter((k) => k >= 0)
    for (let times = 1 + random.below(2); times > 0 && written.length > 0; times--) {
      const [k] = written.splice(random.below(written.length), 1)
      const choices = Array.from(WRITTEN[letters[k]])
      letters[k] = choices[random.below(choices.length)]
    }
  } else if (kind === 3) letters[at] += letters[at].repeat(1 + random.below(3))
  else if (kind === 4) letters.splice(at, 1)
  else if (kind === 5) {
    const vowels = letters
      .map((letter, k) => (VOWELS.includes(letter) ? k : -1))
      .filter((k) => k >= 0)
    const k = vowels.length > 0 ? vowels[random.below(vowels.length)] : at
    letters[k] = VOWELS[random.below(VOWELS.length)]
  } else if (kind === 6) letters.push(String(1 + random.below(random.next() < 0.5 ? 9 : 2030)))
  else letters.splice(1 + random.below(Math.max(1, letters.length - 1)), 0, '_.-'[random.below(3)])
  return letters.join('')
}

/** What comes up between two maps. Two thirds of the network's new words are spellings of its old ones. */
export function newTags(world: World, { own: before }: TaggedWorld, random: Random): TaggedWorld {
  const nextWord = createWords(random)
  const taken = new Set(before)
  const fresh = () => {
    for (;;) {
      const word = nextWord()
      if (!taken.has(word)) return word
    }
  }
  const uses: Use[] = []
  const rows = Array.from(world.roles.keys())
  const take = (word: string, among: readonly number[]) => {
    for (const row of among) uses.push({ row, tag: word, word })
  }
  // of everybody, from a handful to a tenth of all
  for (let k = 0; k < NEW_WORDS.everybody; k++) {
    const size = 3 * (rows.length / 30) ** random.next()
    take(
      fresh(),
      Array.from({ length: size }, () => random.below(rows.length)),
    )
  }
  for (const [group, name] of world.groupNames.entries()) {
    if (name === '' || name.startsWith(PLANTED_PREFIX)) continue
    const among = rows.filter((row) => world.groups[row] === group)
    for (let k = 0; k < NEW_WORDS.group; k++) {
      take(
        fresh(),
        among.filter(() => random.next() < 0.3),
      )
    }
  }
  // from friend to friend: half of the followers, and their followers, until it is as many as it may be
  const followersOf = Map.groupBy(world.follows.sources.keys(), (k) => world.follows.targets[k])
  for (let k = 0; k < NEW_WORDS.cascades; k++) {
    const size = 3 * (rows.length / 100) ** random.next()
    const start = random.below(rows.length)
    // from a member on it would be a word of the network
    if (isMemberOf(world, start)) continue
    const reached = new Set([start])
    for (const row of reached) {
      for (const follow of followersOf.get(row) ?? []) {
        if (reached.size < size && random.next() < CAUGHT)
          reached.add(world.follows.sources[follow])
      }
    }
    take(fresh(), [...reached])
  }
  const own = new Set<string>()
  const members = rows.filter((row) => isMemberOf(world, row))
  const olds = [...before]
  for (let k = 0; k < NEW_WORDS.own; k++) {
    const word = k % 3 === 0 ? fresh() : mutate(olds[k % olds.length], random)
    if (before.has(word)) continue
    own.add(word)
    const share = NEW_SHARES[k % NEW_SHARES.length]
    take(
      word,
      members.filter(() => random.next() < share),
    )
    take(
      word,
      Array.from({ length: random.below(4) }, () => random.below(rows.length)),
    )
  }
  return { uses, own }
}

const NEW_WORDS = { everybody: 200, group: 2, cascades: 200, own: 12 }
/** Of followers, how many take up what they see. */
const CAUGHT = 0.05
/** Of the members, how many take up a new word of the network. */
const NEW_SHARES = [0.2, 0.1, 0.05, 0.03]
