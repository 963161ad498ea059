/**
 * The documents with which an operator tells the service what to do. Each change of one is a new
 * version: it can be reviewed before it counts, and the one before can be put back.
 *
 * @module
 */
import { readPlainText } from './parse.ts'

export const DOCUMENT_KINDS = ['policy', 'search-list'] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/** All of a version but what it says. */
export interface DocumentHead {
  readonly kind: DocumentKind
  /** 1, 2, 3, without a gap, of its kind. */
  readonly version: number
  /** What the document calls itself, different for each version: decisions are logged under it. */
  readonly name: string
  /** SHA-256 of the body, in hexadecimal. */
  readonly digest: string
  /** The id of a key, or `command-line` for what lay in the workspace. */
  readonly putBy: string
  readonly putAtMillis: number
}

export interface StoredDocument extends DocumentHead {
  /** JSON, as the parser of its kind takes it. */
  readonly body: string
}

/** Which versions count now. */
export interface DocumentState {
  readonly kind: DocumentKind
  /** Null before the first. */
  readonly live: number | null
  /** Looked at beside the live one and deciding nothing; null when there is none. */
  readonly draft: number | null
}

const MOST_REASON_CHARACTERS = 1000

/** Why a version is switched on. @throws {InputError} if it is no text of 1 to 1,000 characters. */
export function parseSwitchReason(value: unknown): string {
  return readPlainText(value, 'reason', MOST_REASON_CHARACTERS)
}
