/**
 * What a command is: data that help and parsing are drawn from, and one function loaded when called.
 *
 * @module
 */
import { UsageError } from '../model/errors.ts'
import { type Progress } from '../util/progress.ts'

export interface Command {
  readonly name: string
  readonly summary: string
  /** Positional arguments as help shows them, e.g. `PATH…`; empty for none. */
  readonly positionals: string
  readonly options: Readonly<Record<string, Option>>
  readonly load: () => Promise<{ run: Run }>
}

export interface Option {
  /** What stands for the value in help; null for a switch. */
  readonly value: string | null
  readonly summary: string
}

export type Run = (input: Input, effects: Effects) => Promise<Outcome>

/** What the person asked for, each value still the text they typed. */
export interface Input {
  readonly positionals: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
}

/** What a command may do to the world besides its own files. */
export interface Effects {
  readonly stdin: AsyncIterable<Uint8Array>
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly progress: Progress
  /** Whether the answer will be one JSON object: a table for people would be in its way. */
  readonly json: boolean
}

/** The answer in both forms; the command line prints the one that was asked for. */
export interface Outcome {
  readonly json: object
  readonly text: string
  /** 1 when a check that was asked for failed. */
  readonly exitCode?: 0 | 1
}

/** @throws {UsageError} if the option is missing. */
export function required(input: Input, name: string): string {
  const value = input.options[name]
  if (typeof value !== 'string' || value === '') {
    throw new UsageError(`--${name} is needed; add --${name} ${name.toUpperCase()}.`)
  }
  return value
}

export function optional(input: Input, name: string): string | null {
  const value = input.options[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** A whole number within bounds, `fallback` when not given. @throws {UsageError} naming all three. */
export function wholeNumber(
  input: Input,
  name: string,
  { fallback, least, most }: { fallback: number; least: number; most: number },
): number {
  const text = optional(input, name)
  if (text === null) return fallback
  const value = /^\d+$/.test(text) ? Number(text) : NaN
  if (!(value >= least && value <= most)) {
    throw new UsageError(
      `--${name} expects a whole number from ${least} to ${most}, got "${text}".`,
    )
  }
  return value
}

/** A number from 0 to 1, `fallback` when not given. @throws {UsageError} naming it. */
export function share(input: Input, name: string, fallback: number): number {
  const text = optional(input, name)
  if (text === null) return fallback
  const value = Number(text)
  if (!(value >= 0 && value <= 1)) {
    throw new UsageError(`--${name} expects a number from 0 to 1, got "${text}".`)
  }
  return value
}

/** One of a list, `fallback` when not given. @throws {UsageError} naming the list. */
export function oneOf<T extends string>(
  input: Input,
  name: string,
  choices: readonly T[],
  fallback: T | null = null,
): T {
  const text = optional(input, name)
  const choice = text === null ? fallback : choices.find((each) => each === text)
  if (choice == null) {
    throw new UsageError(
      `--${name} expects one of ${choices.join(', ')}, got ${text === null ? 'nothing' : `"${text}"`}.`,
    )
  }
  return choice
}

/** @throws {UsageError} if there are positional arguments. */
export function noPositionals(input: Input): void {
  const [first] = input.positionals
  if (first !== undefined) {
    throw new UsageError(`"${first}" is not expected here; every value goes with an option.`)
  }
}
