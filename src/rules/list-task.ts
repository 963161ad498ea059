/**
 * What is asked of the thread that works on search lists, and what it answers.
 *
 * @module
 */
import { type ReadyList, type SearchTrial } from '../guard/search/index.ts'

export type ListTask =
  | { readonly kind: 'check'; readonly text: string }
  | { readonly kind: 'ready'; readonly text: string }
  | { readonly kind: 'try'; readonly text: string; readonly queries: readonly string[] }

export interface CheckedList {
  /** What the list calls itself. */
  readonly name: string
  /** The same text for the same list. */
  readonly body: string
  readonly entries: number
}

export type ListReply =
  | { readonly checked: CheckedList }
  | { readonly trial: SearchTrial }
  | { readonly ready: ReadyList }
  /** The sentence of the `InputError`. */
  | { readonly refused: string }
