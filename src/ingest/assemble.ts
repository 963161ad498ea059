/**
 * One platform from the parts that were read and what the workspace held before.
 *
 * @module
 */
import { CollectedIds, type Entries, bytesOfEntry } from '../graph/collected-ids.ts'
import { entryPlaces } from '../graph/id-heap.ts'
import { type Platform } from '../platform/platform.ts'
import { PlatformColumns } from '../platform/platform-columns.ts'
import { type IdKind, NO_ID } from './columns.ts'
import { type Hand } from './crew.ts'
import { InputError } from '../model/errors.ts'
import { settleNumbers } from './merge-entries.ts'
import { entriesOfIds, type Part, type Segment, type Values } from './part.ts'
import { type SourceFile } from './source-file.ts'
import { type StemRows } from './stems.ts'

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * Take `parts` apart and put them together. Segments are taken in by file and range, so that the
 * later of two rows that contradict each other is the one that stands in the later file.
 *
 * @throws {InputError} if it does not fit.
 */
export async function assemble(
  base: Platform | undefined,
  parts: readonly Part[],
  files: readonly SourceFile[],
  crew: readonly Hand[],
): Promise<Platform> {
  const accounts = await numbered('accounts', base, parts, crew)
  const tags = await numbered('tags', base, parts, crew.slice(0, 1))
  const items = await numbered('items', base, parts, crew.slice(0, 1))
  const platform = new PlatformColumns()
  if (base) {
    platform.absorb(base, {
      accounts: accounts.numbers[0],
      tags: tags.numbers[0],
      items: items.numbers[0],
    })
  }
  const first = base ? 1 : 0
  const segments = parts.flatMap((part, p) => {
    const numbers = {
      accounts: accounts.numbers[first + p],
      tags: tags.numbers[first + p],
      items: items.numbers[first + p],
    }
    return part.segments.map((segment) => ({ part, segment, numbers }))
  })
  segments.sort(({ segment: a }, { segment: b }) => a.file - b.file || a.range - b.range)
  for (const { part, segment, numbers } of segments) {
    const { path, stem } = files[segment.file]
    try {
      stem.take(
        platform,
        stemRows(
          part,
          segment,
          stem.columns.map(({ ids }) => ids),
          numbers,
        ),
      )
    } catch (error) {
      throw tooMuch(path, error)
    }
  }
  return platform.settled({ accounts: accounts.ids, tags: tags.ids, items: items.ids })
}

/** What to throw in the place of an error of something that is full. */
export function tooMuch(path: string, error: unknown): unknown {
  // what counts rows and groups has ends, and a file can reach them
  if (!(error instanceof RangeError)) return error
  return new InputError(
    `${path}: does not fit into a workspace (${error.message}); leave some of it out.`,
    { cause: error },
  )
}

type NumberedKind = 'accounts' | 'tags' | 'items'

/** The ids of all parts as one dictionary, and for each part the rows of its own there. */
async function numbered(
  kind: NumberedKind,
  base: Platform | undefined,
  parts: readonly Part[],
  crew: readonly Hand[],
): Promise<{ readonly ids: CollectedIds; readonly numbers: readonly Uint32Array[] }> {
  const lists: Entries[] = parts.map(({ entries }) => entries[kind])
  if (base) lists.unshift(entriesOfIds(base[kind]))
  const numbers = lists.map(({ size }) => new Uint32Array(new SharedArrayBuffer(size * 4)))
  const shards = crew.length
  const shares = await Promise.all(
    crew.map((hand, shard) => hand.merge({ shard, shards, parts: lists, numbers })),
  )
  for (const each of numbers) settleNumbers(each, shares)
  return { ids: new CollectedIds(shares), numbers }
}

function stemRows(
  { entries }: Part,
  { columns, taken }: Segment,
  kinds: readonly (IdKind | null)[],
  numbers: Readonly<Record<NumberedKind, Uint32Array>>,
): StemRows {
  const isNumbered = columns.map(() => false)
  return {
    size: taken,
    rows(place) {
      const column = expectColumn(columns[place], Uint32Array)
      const kind = kinds[place]
      if (isNumbered[place] || kind === null || kind === 'texts') return column
      isNumbered[place] = true
      const rows = numbers[kind]
      for (let i = 0; i < column.length; i++) {
        if (column[i] !== NO_ID) column[i] = rows[column[i]]
      }
      return column
    },
    weights: (place) => expectColumn(columns[place], Float32Array),
    numbers: (place) => expectColumn(columns[place], Float64Array),
    textOf(place, row) {
      const kind = kinds[place]
      const at = expectColumn(columns[place], Uint32Array)[row]
      if (kind === null || at === NO_ID) return ''
      const { words } = entries[kind]
      return decoder.decode(bytesOfEntry(words, placesOf(entries[kind])[at]))
    },
  }
}

const placesByEntries = new WeakMap<Entries, Uint32Array>()

function placesOf(entries: Entries): Uint32Array {
  let places = placesByEntries.get(entries)
  if (!places) placesByEntries.set(entries, (places = entryPlaces(entries.words, entries.size)))
  return places
}

function expectColumn<Column extends Values>(
  column: Values | null,
  type: new (length: number) => Column,
): Column {
  if (column instanceof type) return column
  throw new TypeError(`"column" expected ${type.name}, got ${column?.constructor.name}`)
}
