/** What a workspace holds does not depend on how it came to hold it: one file, byte by byte. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { type ImportOptions, importPaths } from '../src/ingest/import.ts'
import { openWorkspace } from '../src/platform/workspace.ts'
import { createRandom } from '../src/util/random.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-order-'))
after(() => rmSync(root, { recursive: true }))
let made = 0
const fresh = () => join(root, `w-${made++}`)

async function graphOf(paths: readonly string[], options: ImportOptions = {}): Promise<Buffer> {
  const workspace = fresh()
  await importPaths(paths, workspace, options)
  return readFileSync(join(workspace, 'graph.fbk'))
}

const random = createRandom(3)
const idOf = (i: number) => (i % 97 === 0 ? `"user, ${i}"` : `user-${i}`)
const draw = () => idOf(Math.floor(random.next() ** 3 * 3000))
const TABLES: Readonly<Record<string, string>> = {
  follows: `source,target,at\n${lines(20_000, () => `${draw()},${draw()},2024-05-06\n`)}`,
  edges: `source,target\n${lines(2000, () => `${draw()},${draw()}\n`)}`,
  tags: `account,tag,count\n${lines(3000, (i) => `${draw()},tag-${i % 50},${1 + (i % 7)}\n`)}`,
  interactions: `account,target,item,weight\n${lines(3000, (i) => `${draw()},${i % 2 ? draw() : ''},item-${i % 40},${1 + (i % 3)}\n`)}`,
  accounts: `account,created_at,age_band\n${lines(2500, (i) => `${idOf(i)},${1.7e9 + i},${i % 9 ? 'adult' : 'minor'}\n`)}`,
  signals: `account,kind,reference\n${lines(60, (i) => `${idOf(i * 31)},report,r-${i}\n`)}`,
  truth: `account,role,network\n${lines(500, (i) => `${idOf(i)},${i % 5 ? '' : 'source'},ring-${i % 4}\n`)}`,
}

function lines(count: number, line: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => line(i)).join('')
}

const quoted = (i: number) => (i % 3 ? `user-${i}` : `"user ${i}\nof two\n lines, ""and so"""`)

const paths = Object.entries(TABLES).map(([name, text]) => {
  const path = join(root, `${name}.csv`)
  writeFileSync(path, text)
  return path
})
const reference = await graphOf(paths, { threads: 1 })

test('any number of threads and any size of ranges makes the same file', async () => {
  for (const options of [
    { threads: 1, rangeBytes: 1000 },
    { threads: 2, rangeBytes: 50_000 },
    { threads: 3, rangeBytes: 10_000 },
    { threads: 5, rangeBytes: 20_000 },
  ]) {
    assert.ok((await graphOf(paths, options)).equals(reference), JSON.stringify(options))
  }
})

test('any order of files makes the same file, and so do several imports one after the other', async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(paths, { minLength: paths.length }), async (shuffled) => {
      assert.ok((await graphOf(shuffled)).equals(reference))
      const workspace = fresh()
      for (const path of shuffled) await importPaths([path], workspace)
      await importPaths(shuffled.slice(2), workspace)
      assert.ok(readFileSync(join(workspace, 'graph.fbk')).equals(reference))
    }),
    { seed: 7, numRuns: 4 },
  )
})

test('follows in any order of rows, split over files or folded twice, make the same file', async () => {
  const entry = fc.tuple(fc.nat(12), fc.nat(12))
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 40 }), fc.nat(40), async (entries, cut) => {
      const write = (some: readonly (readonly [number, number])[]) => {
        const path = join(fresh(), 'follows.csv')
        mkdirSync(join(path, '..'))
        writeFileSync(path, `source,target\n${some.map(([a, b]) => `u${a},u${b}\n`).join('')}`)
        return path
      }
      const whole = await graphOf([write(entries)])
      const halves = [write(entries.slice(cut).toReversed()), write(entries.slice(0, cut))]
      assert.ok((await graphOf(halves)).equals(whole))
      const workspace = fresh()
      for (const path of [...halves, ...halves]) await importPaths([path], workspace)
      assert.ok(readFileSync(join(workspace, 'graph.fbk')).equals(whole))
    }),
    { seed: 7, numRuns: 25 },
  )
})

test('accounts are numbered by falling degree', async () => {
  const workspace = fresh()
  await importPaths(paths, workspace)
  const { accounts, follows } = openWorkspace(workspace)
  const degree = (row: number) =>
    [follows.out, follows.in].reduce((sum, { starts }) => sum + starts[row + 1] - starts[row], 0)
  for (let row = 1; row < accounts.size; row++) assert.ok(degree(row) <= degree(row - 1))
})

test('a file is read whole where a line end inside quotes is in the way of cutting it', async () => {
  const text = `source,target\n${lines(400, (i) => `${quoted(i)},${quoted(i + 1)}\n`)}`
  const path = join(root, 'follows-quoted.csv')
  const packed = join(root, 'follows-packed.csv.gz')
  writeFileSync(path, text)
  writeFileSync(packed, gzipSync(text))
  const whole = await graphOf([packed], { threads: 1 })
  for (const rangeBytes of [100, 777, 5000]) {
    assert.ok((await graphOf([path], { threads: 2, rangeBytes })).equals(whole), `${rangeBytes}`)
  }
})

test('rows that are left out have the lines of the file, however it is cut', async () => {
  const text = `source,target\n${lines(900, (i) => (i % 100 === 7 ? `user-${i}\n` : `a${i},b\n`))}`
  const path = join(root, 'follows-bad.csv')
  writeFileSync(path, text)
  const wanted = text
    .split('\n')
    .flatMap((line, i) => (line.startsWith('user') ? [`${i + 1}`] : []))
  for (const options of [{}, { threads: 2, rangeBytes: 500 }]) {
    const workspace = fresh()
    const { rejected, rejects } = await importPaths([path], workspace, options)
    assert.equal(rejected, wanted.length)
    const written = readFileSync(rejects[0], 'utf8').trimEnd().split('\n')
    assert.deepEqual(
      written.map((line) => /"line":(\d+)/.exec(line)?.[1]),
      wanted,
    )
  }
})

test('the fault that is told of is the first, however fast another is found', async () => {
  const path = join(root, 'follows-faulty.csv')
  const good = lines(500, (i) => `a${i},b\n`)
  writeFileSync(path, `source,target\n${good}x,\0\n${good}y,\0\n${good}`)
  const options = { threads: 2, rangeBytes: 700 }
  await assert.rejects(importPaths([path], fresh(), options), {
    message: `${path}, line 502: holds a NUL byte, so this is no text; export the file again.`,
  })
})

test('Parquet with dictionaries, nulls and row groups makes the same file as CSV', async () => {
  const rows = Array.from({ length: 5000 }, (_, i) => [draw(), i % 50 === 3 ? '' : draw()] as const)
  const csv = join(root, 'follows-plain.csv')
  writeFileSync(csv, `source,target\n${rows.map((row) => `${row.join(',')}\n`).join('')}`)
  const unquoted = rows.map((row) => row.map((cell) => cell.replaceAll('"', '')))
  const parquet = join(root, 'follows-coded.parquet')
  const column = { type: 'STRING', encoding: 'RLE_DICTIONARY' } as const
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'source', data: unquoted.map(([source]) => source), ...column },
      { name: 'target', data: unquoted.map(([, target]) => target || null), ...column },
    ],
    rowGroupSize: 700,
    pageSize: 300,
  })
  writeFileSync(parquet, new Uint8Array(buffer))
  const wanted = await graphOf([csv])
  for (const options of [{}, { threads: 2, rangeBytes: 2000 }]) {
    const workspace = fresh()
    const { rejected } = await importPaths([parquet], workspace, options)
    assert.equal(rejected, 100)
    assert.ok(readFileSync(join(workspace, 'graph.fbk')).equals(wanted))
  }
})
