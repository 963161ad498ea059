/**
 * A limit on how often: each name has a bucket that holds as much as a second allows and fills again
 * as time goes by.
 *
 * @module
 */
export interface TokenBuckets {
  /** Whether one more is allowed now. */
  readonly take: (name: string, perSecond: number, nowMillis: number) => boolean
}

/** Names are ids of keys: as many as there are keys, so none is ever forgotten. */
export function createTokenBuckets(): TokenBuckets {
  const buckets = new Map<string, { tokens: number; atMillis: number }>()
  return Object.freeze<TokenBuckets>({
    take(name, perSecond, nowMillis) {
      let bucket = buckets.get(name)
      if (!bucket) buckets.set(name, (bucket = { tokens: perSecond, atMillis: nowMillis }))
      const passed = Math.max(0, nowMillis - bucket.atMillis)
      bucket.tokens = Math.min(perSecond, bucket.tokens + (passed * perSecond) / 1000)
      bucket.atMillis = nowMillis
      if (bucket.tokens < 1) return false
      bucket.tokens--
      return true
    },
  })
}
