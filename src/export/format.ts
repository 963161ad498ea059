/** A file format of an export: a table in, the files to write out. */
import { type NetworkTable } from './network-table.ts'

/** What is said of an account, and the types that GraphML and GEXF have for it. */
export const ATTRIBUTES = [
  ['account', 'string'],
  ['network', 'string'],
  ['role', 'string'],
  ['seed', 'boolean'],
  ['score', 'double'],
] as const

export interface ExportedFile {
  /** Put before the extension of the name that was asked for; empty for that name itself. */
  readonly suffix: string
  readonly parts: Iterable<string | Uint8Array>
}

export type Format = (table: NetworkTable) => readonly ExportedFile[]
