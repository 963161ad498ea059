/**
 * Invented words for tags: `zorblax`, `quibblefen`. Two or three made-up syllables in a row, so that
 * no world of ours holds a word that means anything to anybody.
 *
 * @module
 */
import { type Random } from '../util/random.ts'
import { pick } from './draws.ts'

const OPENINGS =
  'zor quib vlim drax glom frub kwel thraz snev brolk jex mibb plov grint hozz yarv dwem skuz wexl crun tazk florp nuzz zwib'.split(
    ' ',
  )
const MIDDLES = 'a o e i u ble zo ri ndo va gli xe mu tro qui'.split(' ')
const ENDINGS =
  'blax fen zent vorp quent dibb lox mund trix wump zill gorv nax plim rusk snool tibb vand yex zork'.split(
    ' ',
  )
const SHAPE = new RegExp(`^(${OPENINGS.join('|')})(${MIDDLES.join('|')})?(${ENDINGS.join('|')})$`)

/** A source of invented words, each given once. There are 7,680 of them. */
export function createWords(random: Random): () => string {
  const given = new Set<string>()
  const most = OPENINGS.length * (MIDDLES.length + 1) * ENDINGS.length
  return () => {
    if (given.size >= most / 2) {
      throw new RangeError(`invented words expected at most ${most / 2}, got one more`)
    }
    for (;;) {
      const middle = random.below(MIDDLES.length + 1)
      const word = pick(random, OPENINGS) + (MIDDLES[middle] ?? '') + pick(random, ENDINGS)
      if (given.has(word)) continue
      given.add(word)
      return word
    }
  }
}

/** Whether `word` is one that `createWords` makes. */
export function isInventedWord(word: string): boolean {
  return SHAPE.test(word)
}
