/**
 * Draws that a made-up world is made of.
 *
 * @module
 */
import { type Random } from '../util/random.ts'

/** Normal with mean 0 and deviation 1 (Box and Muller 1958, one of the two values). */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}

/** Log-normal with the given mean; `spread` is the deviation of its logarithm. */
export function drawLogNormal(random: Random, mean: number, spread: number): number {
  return mean * Math.exp(spread * drawNormal(random) - (spread * spread) / 2)
}

/** Pareto from 1 upwards: P(X > x) = x^-exponent. */
export function drawPareto(random: Random, exponent: number): number {
  return (1 - random.next()) ** (-1 / exponent)
}

/** Whole number in least..most. */
export function drawWhole(random: Random, least: number, most: number): number {
  return least + random.below(most - least + 1)
}

/** A whole number whose mean is `value`: its floor, or one more. */
export function roundAtRandom(random: Random, value: number): number {
  return Math.floor(value + random.next())
}

/** A place in 0..length-1 where each is likelier than the next; the first is by far the likeliest. */
export function drawEarly(random: Random, length: number): number {
  return Math.floor(length * random.next() ** 2.5)
}

export function pick<T>(random: Random, list: ArrayLike<T>): T {
  return list[random.below(list.length)]
}

/** Fisher and Yates, in place. */
export function shuffle(random: Random, list: Uint32Array): Uint32Array {
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const held = list[i]
    list[i] = list[j]
    list[j] = held
  }
  return list
}
