import { setFlagsFromString } from 'node:v8'

/**
 * Keep the heap of what is young at the size that it has: V8 would double it again and again under load,
 * to 128 MB, and touch all of it. Requests that live for a tenth of a millisecond need no more than a
 * few; a server then has after an hour the memory that it had after a minute.
 *
 * The flag for the most it may have is read once, before any of our code; the one for its growth each time.
 */
export function keepYoungHeap(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
