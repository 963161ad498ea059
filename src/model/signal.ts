/** A signal is outside evidence on an account or a tag. The project makes none itself. */
export interface Signal {
  readonly subject: { readonly account: string } | { readonly tag: string }
  readonly kind: SignalKind
  /** 0..1; 1 unless said. */
  readonly confidence: number
  /** `harmful` unless said. */
  readonly polarity: SignalPolarity
  readonly policy: string | null
  /** Milliseconds since 1970, or null when not said. */
  readonly atMillis: number | null
  readonly reference: string | null
  /**
   * Who or what sent it: an opaque id of one person or system, for `reporters.ts`. Absent where it was
   * not said, so that what was kept before there were reporters is the same signal still.
   */
  readonly reporter?: string
}

export const SIGNAL_KINDS = [
  'hash-match',
  'report',
  'investigator',
  'partner',
  'classifier',
] as const
export type SignalKind = (typeof SIGNAL_KINDS)[number]

export const SIGNAL_POLARITIES = ['harmful', 'benign'] as const
export type SignalPolarity = (typeof SIGNAL_POLARITIES)[number]
