/**
 * A way to a recommender outside this process: data, and one function that opens it.
 *
 * @module
 */
import { type SurfaceRecommender } from '../surface-recommender.ts'
import { type Patience } from './ask-json.ts'

export interface Adapter {
  readonly id: string
  /** How `--recommender` spells it: what it begins with. */
  readonly prefixes: readonly string[]
  /** What it needs, in a sentence. */
  readonly needs: string
  readonly open: (address: string, options: AdapterOptions) => SurfaceRecommender
}

export interface AdapterOptions {
  /** Hosts that may be asked besides this machine and private networks. */
  readonly allowedHosts: readonly string[]
  readonly mostAtOnce: number
  readonly patience?: Patience
}
