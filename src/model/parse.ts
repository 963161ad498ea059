/**
 * Reading what a person wrote (a policy, a scenario) into a type: each function takes an `unknown`
 * and where it stood, and either answers with the type or throws one sentence that names the place,
 * what was found and what is expected.
 *
 * @module
 */
import { InputError } from './errors.ts'

/**
 * The value as an object that has no other keys than `keys`: a misspelt key that is silently left
 * out would be a rule that silently does nothing.
 *
 * @throws {InputError} if it is not an object, or has another key.
 */
export function readObject(
  value: unknown,
  where: string,
  keys: readonly string[],
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(`${where} is ${shown(value)}; write an object with ${keys.join(', ')}.`)
  }
  for (const key of Object.keys(value)) {
    if (keys.includes(key)) continue
    throw new InputError(`${where} has the unknown key "${key}"; its keys are ${keys.join(', ')}.`)
  }
  return { ...value }
}

/** @throws {InputError} if it is not a list, or has fewer than `least` or more than `most` entries. */
export function readList(
  value: unknown,
  where: string,
  { least = 0, most }: { readonly least?: number; readonly most: number },
): readonly unknown[] {
  if (!Array.isArray(value)) {
    throw new InputError(`${where} is ${shown(value)}; write a list.`)
  }
  if (value.length < least || value.length > most) {
    throw new InputError(`${where} has ${value.length} entries; write ${least} to ${most}.`)
  }
  return value
}

/** @throws {InputError} if it is not one of `choices`. */
export function readOneOf<Choice extends string>(
  value: unknown,
  where: string,
  choices: readonly Choice[],
): Choice {
  const choice = choices.find((known) => known === value)
  if (choice === undefined) {
    throw new InputError(`${where} is ${shown(value)}; write one of ${choices.join(', ')}.`)
  }
  return choice
}

/** @throws {InputError} if it is not a text of 1 to `most` characters. */
export function readText(value: unknown, where: string, most: number): string {
  if (typeof value !== 'string' || value.length === 0 || value.length > most) {
    throw new InputError(`${where} is ${shown(value)}; write a text of 1 to ${most} characters.`)
  }
  return value
}

/**
 * A text that every store can keep as it is.
 *
 * @throws {InputError} as `readText` does, or if it has half a surrogate pair or a NUL: neither is UTF-8
 *   text in the eyes of databases, and two of them could come back as one.
 */
export function readPlainText(value: unknown, where: string, most: number): string {
  const text = readText(value, where, most)
  if (text.isWellFormed() && !text.includes('\0')) return text
  throw new InputError(`${where} has half a character or a NUL in it; write whole text.`)
}

/** @throws {InputError} if it is not a whole number in `least..most`. */
export function readWhole(value: unknown, where: string, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw new InputError(`${where} is ${shown(value)}; write a whole number ${least} to ${most}.`)
  }
  return value
}

/** @throws {InputError} if it is neither true nor false. */
export function readBoolean(value: unknown, where: string): boolean {
  if (typeof value !== 'boolean') {
    throw new InputError(`${where} is ${shown(value)}; write true or false.`)
  }
  return value
}

/** A value as an error message shows it: short, and never a whole document. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') {
    return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
