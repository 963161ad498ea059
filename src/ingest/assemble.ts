/**
 * One platform from the parts that were read and what the workspace held before.
 *
 * @module
 */
import { bytesOfEntry, CollectedIds, type Entries } from '../graph/collected-ids.ts'
import { entryPlaces } from '../graph/id-heap.ts'
import { Ids } from '../graph/ids.ts'
import { InputError } from '../model/errors.ts'
import { type NumberedIds, PlatformColumns } from '../platform/platform-columns.ts'
import { type Platform } from '../platform/platform.ts'
import { foldFollows } from './build-follows.ts'
import { type IdKind, NO_ID } from './columns.ts'
import { type Hand, startHand } from './crew.ts'
import { settleNumbers } from './merge-entries.ts'
import { numberByHands, numberJobs, numberRows } from './number-rows.ts'
import { loadEntries, loadSegments, type PartFile } from './part-file.ts'
import { entriesOfIds, type Part, type PartEntries, type Segment, type Values } from './part.ts'
import { type ReadFiles } from './read-all.ts'
import { shared } from './shared.ts'
import { type SourceFile } from './source-file.ts'
import { type Stem, type StemRows } from './stems.ts'

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * Put together what was read. Where the later of two rows that contradict each other stands, ranges
 * are taken in in the order of files; elsewhere part by part, so that one of those on disk is in
 * memory at a time.
 *
 * @throws {InputError} if it does not fit.
 */
export async function assemble(
  base: Platform | undefined,
  read: ReadFiles,
  files: readonly SourceFile[],
  crew: readonly Hand[],
): Promise<Platform> {
  if (crew.length === 1) return putTogether(base, read, files, crew, crew[0])
  // ids are laid out while the others see to the follows
  const scribe = startHand()
  try {
    return await putTogether(base, read, files, crew, scribe)
  } finally {
    await scribe.end()
  }
}

async function putTogether(
  base: Platform | undefined,
  { jobs, parts: taken }: ReadFiles,
  files: readonly SourceFile[],
  crew: readonly Hand[],
  scribe: Hand,
): Promise<Platform> {
  const parts = taken.flatMap(({ inMemory, onDisk }) => [
    ...onDisk,
    ...(inMemory ? [inMemory] : []),
  ])
  const accounts = await numberedIds('accounts', base, parts, crew, scribe)
  const tags = await numberedIds('tags', base, parts, crew.slice(0, 1), scribe)
  const items = await numberedIds('items', base, parts, crew.slice(0, 1), scribe)
  const platform = new PlatformColumns()
  const first = base ? 1 : 0
  const numbersOf = (p: number) => ({
    accounts: accounts.numbers[p],
    tags: tags.numbers[p],
    items: items.numbers[p],
  })
  if (base) platform.absorb(base, numbersOf(0))

  const places = new Map(jobs.map(({ key }, j) => [key, j]))
  const fileOf = ({ key }: { readonly key: string }) => files[jobs[places.get(key)!].file]
  const ordered: { readonly place: number; readonly take: () => void }[] = []
  // of what is taken in order the ids themselves are asked for too, by the rows that they had
  const ahead = parts.flatMap((part, p) =>
    'path' in part
      ? []
      : part.segments
          .filter((segment) => !fileOf(segment).stem.isOrdered)
          .flatMap((segment) => numberJobs(fileOf(segment).stem, segment, numbersOf(first + p))),
  )
  await numberByHands(crew, ahead)
  const numbered = new WeakSet(ahead.map(({ rows }) => rows))
  for (const [p, part] of parts.entries()) {
    const numbers = numbersOf(first + p)
    const isOnDisk = 'path' in part
    const segments = isOnDisk
      ? loadSegments(
          part,
          part.about.ranges.map((range) => fileOf(range).stem.columns.length),
        )
      : part.segments
    const entries = once(() => (isOnDisk ? loadEntries(part) : part.entries))
    for (const segment of segments) {
      const { path, stem } = fileOf(segment)
      const take = () =>
        takeSegment(platform, path, stem, stemRows(stem, segment, { numbers, numbered }, entries))
      if (stem.isOrdered) ordered.push({ place: places.get(segment.key)!, take })
      else take()
    }
  }
  for (const { take } of ordered.toSorted((a, b) => a.place - b.place)) take()
  return platform.settled(
    { accounts: accounts.ids, tags: tags.ids, items: items.ids },
    crew.length === 1 ? undefined : (size, chunks) => foldFollows(crew, size, chunks),
  )
}

function takeSegment(platform: PlatformColumns, path: string, stem: Stem, rows: StemRows): void {
  try {
    stem.take(platform, rows)
  } catch (error) {
    throw tooMuch(path, error)
  }
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
type Numbers = Readonly<Record<NumberedKind, Uint32Array>>

/** The ids of all parts as one dictionary, and for each part the rows of its own there. */
async function numberedIds(
  kind: NumberedKind,
  base: Platform | undefined,
  parts: readonly (Part | PartFile)[],
  crew: readonly Hand[],
  scribe: Hand,
): Promise<{ readonly ids: NumberedIds; readonly numbers: readonly Uint32Array[] }> {
  const lists: (Entries | PartFile)[] = parts.map((part) =>
    'path' in part ? part : part.entries[kind],
  )
  if (base) lists.unshift(entriesOfIds(base[kind]))
  const numbers = lists.map((list) => {
    const size = 'path' in list ? list.about.sizes[kind] : list.size
    return new Uint32Array(new SharedArrayBuffer(size * 4))
  })
  const shards = crew.length
  const shares = await Promise.all(
    crew.map((hand, shard) => hand.merge({ kind, shard, shards, parts: lists, numbers })),
  )
  for (const each of numbers) settleNumbers(each, shares)
  const ids = new CollectedIds(shares)
  return {
    ids: {
      size: ids.size,
      hashes: () => ids.hashes(),
      compare: (a, b) => ids.compare(a, b),
      permuted: async (order) => new Ids(await scribe.permute({ shares, order: shared(order) })),
    },
    numbers,
  }
}

function stemRows(
  { columns: kinds }: Stem,
  { columns, taken }: Segment,
  { numbers, numbered }: { readonly numbers: Numbers; readonly numbered: WeakSet<Uint32Array> },
  entries: () => PartEntries,
): StemRows {
  return {
    size: taken,
    rows(place) {
      const column = expectColumn(columns[place], Uint32Array)
      const { ids } = kinds[place]
      if (ids === null || ids === 'texts' || numbered.has(column)) return column
      numbered.add(column)
      numberRows({ rows: column, numbers: numbers[ids] })
      return column
    },
    weights: (place) => expectColumn(columns[place], Float32Array),
    numbers: (place) => expectColumn(columns[place], Float64Array),
    textOf(place, row) {
      const { ids } = kinds[place]
      const at = expectColumn(columns[place], Uint32Array)[row]
      return ids === null || at === NO_ID ? '' : textOfRow(entries(), ids, at)
    },
  }
}

function textOfRow(entries: PartEntries, kind: IdKind, row: number): string {
  const { words, size } = entries[kind]
  let places = placesByWords.get(words)
  if (!places) placesByWords.set(words, (places = entryPlaces(words, size)))
  return decoder.decode(bytesOfEntry(words, places[row]))
}

const placesByWords = new WeakMap<Int32Array, Uint32Array>()

function expectColumn<Column extends Values>(
  column: Values | null,
  type: new (length: number) => Column,
): Column {
  if (column instanceof type) return column
  throw new TypeError(`"column" expected ${type.name}, got ${column?.constructor.name}`)
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null
  return () => (made ??= { value: make() }).value
}
