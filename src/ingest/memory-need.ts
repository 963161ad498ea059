/**
 * How much memory an import will need, told from the sizes of files before anything is read: better
 * to say so at the start than to be killed in the end.
 *
 *     need = FIXED + text × PER_TEXT_BYTE + graph.fbk × PER_GRAPH_BYTE
 *
 * `text` is what the files hold once unpacked, of which a follow takes about 30 bytes. While parts
 * are in memory it has its share in their rows and ids, the graph both ways and the file to write;
 * of parts on disk only the graph and the file are left. The factors are measured, at 20M and 100M
 * follows (`bench/import.ts`), and rounded up.
 *
 * @module
 */
import { type SourceFile } from './source-file.ts'

const FIXED = 120e6
const PER_TEXT_BYTE = 2.3
const PER_TEXT_BYTE_SPILLED = 1.7
/** As read, taken in, made anew and laid out to be written. */
const PER_GRAPH_BYTE = 4
/** What formats usually unpack to. */
const PARQUET_GROWTH = 2
const GZIP_GROWTH = 4

/** About how much text the files are. */
export function textBytes(
  files: readonly Pick<SourceFile, 'size' | 'ending' | 'isGzipped'>[],
): number {
  return files.reduce((sum, { size, ending, isGzipped }) => {
    const growth = ending === 'parquet' ? PARQUET_GROWTH : isGzipped ? GZIP_GROWTH : 1
    return sum + size * growth
  }, 0)
}

/** The bytes that an import of so much text into a workspace with such a graph will need. */
export function memoryNeed(text: number, graphBytes: number, spills: boolean): number {
  const perByte = spills ? PER_TEXT_BYTE_SPILLED : PER_TEXT_BYTE
  return FIXED + text * perByte + graphBytes * PER_GRAPH_BYTE
}
