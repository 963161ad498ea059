/**
 * What the machine can hold, asked before the work and not found out by being killed.
 *
 * @module
 */
import { totalmem } from 'node:os'
import { InputError } from '../model/errors.ts'

const MIB = 2 ** 20

/** Bytes that this process may use: the machine's memory, or what its container is given of it. */
export function memoryLimit(): number {
  const constrained = process.constrainedMemory()
  // 0 or astronomical when nothing constrains
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem()
}

/**
 * Stop with one sentence if `needed` bytes are more than there can be.
 *
 * @param what begins the sentence, as in `To map W`.
 * @param remedy ends it: what to do.
 * @throws {InputError} naming both numbers.
 */
export function checkMemory(
  what: string,
  needed: number,
  limit = memoryLimit(),
  remedy = 'use a machine with more',
): void {
  if (needed <= limit) return
  throw new InputError(
    `${what} takes about ${mib(needed)} MiB of memory and there are ${mib(limit)}; ${remedy}.`,
  )
}

function mib(bytes: number): string {
  return Math.ceil(bytes / MIB).toLocaleString('en-US')
}
