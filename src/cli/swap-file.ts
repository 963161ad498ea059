/**
 * Swap lists in files: `swaps.json` of a workspace is the one in force, which a recommender's adapter
 * can read as well; others are plans, with ids or with their SHA-256.
 *
 * @module
 */
import { hash } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseSwaps, type Swap } from '../mitigate/swap.ts'
import { InputError } from '../model/errors.ts'
import { readObject, readOneOf, readText } from '../model/parse.ts'
import { type Platform } from '../platform/platform.ts'
import { systemErrorCode } from '../platform/system-error.ts'
import { writeTextFile } from './write-text-file.ts'

const FORMAT = 'firebreak-swaps/1'
const IDS = ['plain', 'sha256'] as const
const MOST_BYTES = 100 * 2 ** 20
const KEYS = ['format', 'recommender', 'reason', 'ids', 'swaps']

export interface SwapFile {
  readonly recommender: string
  readonly reason: string
  readonly ids: (typeof IDS)[number]
  readonly swaps: readonly Swap<string>[]
}

export function hashedId(account: string): string {
  return hash('sha256', account)
}

export function writeSwapFile(path: string, file: SwapFile): string {
  const text = `${JSON.stringify({ format: FORMAT, ...file }, null, 1)}\n`
  writeTextFile(path, text)
  // whom a network's accounts lead to is nobody else's to read
  chmodSync(path, 0o600)
  return hash('sha256', text)
}

/** @throws {InputError} if it cannot be read, is too large, or is no swap list. */
export function readSwapFile(path: string): SwapFile {
  const value = jsonOf(path)
  const { format, recommender, reason, ids, swaps } = readObject(value, path, KEYS)
  readOneOf(format, `${path}: format`, [FORMAT])
  return {
    recommender: readText(recommender, `${path}: recommender`, 256),
    reason: readText(reason, `${path}: reason`, 2_000),
    ids: readOneOf(ids, `${path}: ids`, IDS),
    swaps: parseSwaps(swaps, `${path}: swaps`),
  }
}

/** The rows that a swap list names. @throws {InputError} if the platform does not know one of them. */
export function rowsOf({ ids, swaps }: SwapFile, { accounts }: Platform): Swap[] {
  const rows = ids === 'sha256' ? rowsByHash(accounts) : null
  const rowOf = (account: string) => {
    const row = rows ? (rows.get(account) ?? -1) : accounts.find(account)
    if (row >= 0) return row
    throw new InputError(
      'The swap list names an account that was not imported; plan again on this workspace.',
    )
  }
  return swaps.map(({ after, shown, instead }) => ({
    after: rowOf(after),
    shown: rowOf(shown),
    instead: rowOf(instead),
  }))
}

export function appliedPath(workspace: string): string {
  return join(workspace, 'swaps.json')
}

export function hasApplied(workspace: string): boolean {
  return existsSync(appliedPath(workspace))
}

/** The swaps in force. @throws {InputError} if there are none. */
export function appliedSwaps(workspace: string, platform: Platform): Swap[] {
  if (hasApplied(workspace)) return rowsOf(readSwapFile(appliedPath(workspace)), platform)
  throw new InputError(
    `No swaps are applied in ${workspace}; run "firebreak mitigate apply FILE --workspace ${workspace} --reason TEXT" first.`,
  )
}

export function removeApplied(workspace: string): void {
  rmSync(appliedPath(workspace))
}

function rowsByHash(accounts: Platform['accounts']): Map<string, number> {
  const hashOf = (row: number) => hashedId(accounts.idOf(row))
  return new Map(Array.from({ length: accounts.size }, (_, row) => [hashOf(row), row]))
}

function jsonOf(path: string): unknown {
  try {
    const { size } = statSync(path)
    if (size > MOST_BYTES) {
      throw new InputError(`${path} has ${size} bytes; a swap list has ${MOST_BYTES} at most.`)
    }
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    if (cause instanceof SyntaxError) {
      throw new InputError(`${path} is no JSON; name what "firebreak mitigate plan --out" wrote.`, {
        cause,
      })
    }
    const code = systemErrorCode(cause)
    if (code === null) throw cause
    throw new InputError(`${path} cannot be read (${code}); check the path.`, { cause })
  }
}
