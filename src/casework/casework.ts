import { type Store } from '../store/store.ts'
import { type Signer } from './checkpoint.ts'

/** What every use case works with. */
export interface Casework {
  readonly store: Store
  readonly signer: Signer
  /** Milliseconds since 1970. */
  readonly now: () => number
}
