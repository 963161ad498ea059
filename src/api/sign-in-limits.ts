/**
 * How often a password may be tried: for one name, whoever tries, and from one address, whatever names.
 * Each has a bucket that fills slowly; who signs in gets back what it cost.
 *
 * @module
 */
export interface SignInLimits {
  /** One more try. `isFirst` marks the refusal that ends a burst for a name, to be noted once. */
  readonly take: (name: string, address: string, nowMillis: number) => Taken
  /** That one was right. */
  readonly giveBack: (name: string, address: string) => void
}

export type Taken =
  { readonly isAllowed: true } | { readonly isAllowed: false; readonly isFirst: boolean }

interface Bucket {
  tokens: number
  atMillis: number
  wasRefused: boolean
}

interface Limit {
  readonly size: number
  readonly millisForOne: number
}

/** Ten at once, then two a minute: some 3,000 a day, of a password that no list has among its first. */
const OF_NAME: Limit = { size: 10, millisForOne: 30_000 }
/** An office may have one address. */
const OF_ADDRESS: Limit = { size: 60, millisForOne: 2_000 }
/** Whoever comes from fewer addresses than this cannot make us forget. */
const MOST_BUCKETS = 20_000

export function createSignInLimits(): SignInLimits {
  const names = new Map<string, Bucket>()
  const addresses = new Map<string, Bucket>()
  return Object.freeze<SignInLimits>({
    take(name, address, nowMillis) {
      const ofAddress = bucketOf(addresses, address, OF_ADDRESS, nowMillis)
      const ofName = bucketOf(names, name.toLowerCase(), OF_NAME, nowMillis)
      if (ofAddress.tokens < 1) return { isAllowed: false, isFirst: false }
      if (ofName.tokens < 1) {
        const isFirst = !ofName.wasRefused
        ofName.wasRefused = true
        return { isAllowed: false, isFirst }
      }
      ofAddress.tokens--
      ofName.tokens--
      return { isAllowed: true }
    },

    giveBack(name, address) {
      for (const bucket of [names.get(name.toLowerCase()), addresses.get(address)]) {
        if (bucket) bucket.tokens++
      }
    },
  })
}

function bucketOf(
  buckets: Map<string, Bucket>,
  key: string,
  { size, millisForOne }: Limit,
  nowMillis: number,
): Bucket {
  const bucket = buckets.get(key) ?? { tokens: size, atMillis: nowMillis, wasRefused: false }
  // the longest unused is the first
  buckets.delete(key)
  buckets.set(key, bucket)
  if (buckets.size > MOST_BUCKETS) {
    const [oldest] = buckets.keys()
    buckets.delete(oldest)
  }
  const passed = Math.max(0, nowMillis - bucket.atMillis)
  bucket.tokens = Math.min(size, bucket.tokens + passed / millisForOne)
  bucket.atMillis = nowMillis
  // half full again: what comes after it is another burst
  if (bucket.tokens > size / 2) bucket.wasRefused = false
  return bucket
}
