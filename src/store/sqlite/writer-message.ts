/**
 * What goes to the thread that writes, and what comes back. Apart from it, because importing its file
 * would run it in whatever thread does.
 *
 * @module
 */
import { type SQLInputValue } from 'node:sqlite'

/** A statement with its values. */
export interface Statement {
  readonly sql: string
  readonly values: readonly SQLInputValue[]
}

/** What came of it. An error as data: of a copied one only the message would be left. */
export type Reply =
  | { readonly rows: readonly unknown[]; readonly changes: number | bigint }
  | { readonly fault: { readonly message: string; readonly errcode?: number } }
