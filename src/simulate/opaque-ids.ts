/**
 * Ids that say nothing: numbers scattered over all six-letter words, and each once.
 *
 * @module
 */
import { type Random } from '../util/random.ts'

const LETTERS = 6
const SPACE = 36 ** LETTERS
/** Coprime with 36, so that no two numbers below SPACE meet; 5M times it stays below 2^53. */
const STRIDE = 1_047_598_423

/** `count` ids such as `a_05k3fq`. At most 36^6 of them. */
export function opaqueIds(prefix: string, count: number, random: Random): readonly string[] {
  const offset = random.below(SPACE)
  return Array.from({ length: count }, (_, k) => {
    const place = (k * STRIDE + offset) % SPACE
    return prefix + place.toString(36).padStart(LETTERS, '0')
  })
}
