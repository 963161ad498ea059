/**
 * The platform as a map looks at it: with the follows that were taken back lately.
 *
 * @module
 */
import { hasEntry } from '../graph/csr.ts'
import { mergeChanges, turned } from '../graph/merge-changes.ts'
import { stillCounting } from '../model/taken-back.ts'
import { type Platform } from './platform.ts'

/**
 * As if they stood: half a follow would halve what taking it back is good for, and no more. Linear in
 * the follows; the platform itself where there is nothing to add.
 *
 * @param nowMillis since 1970.
 */
export function withTakenBack(platform: Platform, nowMillis: number): Platform {
  const { accounts, follows, takenBack = [] } = platform
  const pairs = new Map<number, readonly [source: number, target: number]>()
  for (const one of stillCounting(takenBack, nowMillis)) {
    const [source, target] = [accounts.find(one.source), accounts.find(one.target)]
    if (source < 0 || target < 0 || source === target || hasEntry(follows.out, source, target)) {
      continue
    }
    pairs.set(source * accounts.size + target, [source, target])
  }
  if (pairs.size === 0) return platform
  const changes = {
    sources: Uint32Array.from(pairs.values(), ([source]) => source),
    targets: Uint32Array.from(pairs.values(), ([, target]) => target),
    changes: new Float64Array(pairs.size).fill(1),
  }
  return Object.freeze({
    ...platform,
    follows: Object.freeze({
      out: mergeChanges(follows.out, accounts.size, changes),
      in: mergeChanges(follows.in, accounts.size, turned(changes)),
    }),
  })
}
