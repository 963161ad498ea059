/** The whole way in: files of every format into a workspace. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { importPaths } from '../src/ingest/import.ts'
import { AGE_BANDS } from '../src/model/age-band.ts'
import { type Platform } from '../src/platform/platform.ts'
import { openWorkspace } from '../src/platform/workspace.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-import-'))
after(() => rmSync(root, { recursive: true }))
const fresh = () => mkdtempSync(join(root, 'w-'))
const graphOf = (workspace: string) => readFileSync(join(workspace, 'graph.fbk'))

type Row = readonly (string | null)[]
interface Table {
  readonly name: string
  readonly header: readonly string[]
  readonly rows: readonly Row[]
}

/** One small platform with everything in it that a cell can make difficult. */
const TABLES: readonly Table[] = [
  {
    name: 'accounts',
    header: ['account', 'created_at', 'age_band', 'region', 'extra'],
    rows: [
      ['ada', '2024-01-02T03:04:05.678Z', 'adult', 'north', 'ignored'],
      ['çelik, "the 2nd"', '1700000000', 'minor', null, null],
      ['42', null, null, null, null],
    ],
  },
  {
    name: 'follows',
    header: ['at', 'target', 'source'],
    rows: [
      ['2024-05-06', 'bo', 'ada'],
      [null, 'ada', 'çelik, "the 2nd"'],
      [null, 'two\nlines', 'ada'],
      [null, '42', '42'],
      [null, 'bo', 'ada'],
    ],
  },
  { name: 'edges', header: ['source', 'target', 'weight'], rows: [['cy', 'dee', '2.5']] },
  {
    name: 'tags',
    header: ['account', 'tag', 'count'],
    rows: [
      ['ada', 'zorblax', '3'],
      ['ada', 'zorblax', '7'],
      ['bo', 'quibblefen', null],
    ],
  },
  {
    name: 'interactions',
    header: ['account', 'target', 'item', 'kind', 'weight', 'at'],
    rows: [
      ['ada', 'bo', null, 'like', '0.5', '1700000000123'],
      ['ada', null, 'item-1', null, null, null],
      ['bo', 'ada', 'item-1', 'view', '2', null],
    ],
  },
  {
    name: 'signals',
    header: [
      'account',
      'tag',
      'kind',
      'confidence',
      'polarity',
      'policy',
      'at',
      'reference',
      'reporter',
    ],
    rows: [
      ['ada', null, 'report', '0.25', 'harmful', 'p-1', '2024-05-06T07:08:09Z', 'r-1', 'réporter'],
      [null, 'zorblax', 'investigator', null, 'benign', null, null, null, null],
      ['ghost', null, 'hash-match', null, null, null, null, null, null],
    ],
  },
  {
    name: 'truth',
    header: ['account', 'role', 'network'],
    rows: [
      ['ada', 'source', 'ring'],
      ['bo', null, 'choir'],
    ],
  },
]

function delimited({ header, rows }: Table, delimiter: string, lineEnd: string): string {
  return [header, ...rows].map((row) => row.map(quoted).join(delimiter) + lineEnd).join('')
}

function quoted(cell: string | null): string {
  if (cell === null) return ''
  return /["\n\t,]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

const WRITERS: Readonly<Record<string, (table: Table) => Uint8Array>> = {
  csv: (table) => Buffer.from(delimited(table, ',', '\n')),
  tsv: (table) => Buffer.from(`\ufeff${delimited(table, '\t', '\r\n')}`),
  ndjson: ({ header, rows }) =>
    Buffer.from(
      rows
        .map((row) => {
          const known = header.map((name, i) => [name, row[i]]).filter(([, cell]) => cell !== null)
          return `${JSON.stringify(Object.fromEntries(known))}\n`
        })
        .join(''),
    ),
  parquet: ({ header, rows }) =>
    new Uint8Array(
      parquetWriteBuffer({
        columnData: header.map((name, i) => ({
          name,
          type: 'STRING',
          data: rows.map((row) => row[i]),
        })),
      }),
    ),
}

function writeTables(folder: string, format: string, packed: boolean): void {
  mkdirSync(folder, { recursive: true })
  for (const table of TABLES) {
    const bytes = WRITERS[format](table)
    const name = `${table.name}.${format}${packed ? '.gz' : ''}`
    writeFileSync(join(folder, name), packed ? gzipSync(bytes) : bytes)
  }
}

const reference = fresh()
const referenceSummary = await (async () => {
  writeTables(join(root, 'csv'), 'csv', false)
  return importPaths([join(root, 'csv')], reference)
})()

test('importPaths() takes in all that the files say', () => {
  const platform: Platform = openWorkspace(reference)
  const { accounts, tags, items, follows, truth } = platform
  const row = (id: string) => accounts.find(id)
  const ids = ['ada', 'çelik, "the 2nd"', '42', 'bo', 'two\nlines', 'cy', 'dee', 'ghost']
  assert.deepEqual(new Set(ids.map(row)), new Set([0, 1, 2, 3, 4, 5, 6, 7]))

  const pairs: string[] = []
  for (let i = 0; i < accounts.size; i++) {
    for (let e = follows.out.starts[i]; e < follows.out.starts[i + 1]; e++) {
      pairs.push(`${accounts.idOf(i)} > ${accounts.idOf(follows.out.targets[e])}`)
    }
  }
  assert.deepEqual(pairs.toSorted(), [
    'ada > bo',
    'ada > two\nlines',
    'cy > dee',
    'dee > cy',
    'çelik, "the 2nd" > ada',
  ])
  assert.equal(AGE_BANDS[platform.ageBands[row('çelik, "the 2nd"')]], 'minor')
  assert.equal(AGE_BANDS[platform.ageBands[row('42')]], 'unknown')
  assert.equal(platform.createdAtMillis![row('ada')], Date.parse('2024-01-02T03:04:05.678Z'))
  assert.equal(platform.createdAtMillis![row('çelik, "the 2nd"')], 1_700_000_000_000)
  assert.ok(Number.isNaN(platform.createdAtMillis![row('42')]))

  assert.equal(tags.size, 2)
  assert.deepEqual(platform.tagUses.out.weights!.toSorted(), Float32Array.of(1, 7)) // the largest stands
  assert.equal(items.idOf(0), 'item-1')
  assert.deepEqual(platform.contacts.out.weights!.toSorted(), Float32Array.of(0.5, 2))
  assert.deepEqual(platform.itemUses.out.weights!.toSorted(), Float32Array.of(1, 2))
  assert.deepEqual(platform.signals[0], {
    subject: { account: 'ada' },
    kind: 'report',
    confidence: 0.25,
    polarity: 'harmful',
    policy: 'p-1',
    atMillis: Date.parse('2024-05-06T07:08:09Z'),
    reference: 'r-1',
    reporter: 'réporter',
  })
  assert.deepEqual(platform.signals[2].subject, { tag: 'zorblax' })
  assert.equal(truth!.groupNames[truth!.groups[row('bo')]], 'choir')
  assert.equal(truth!.roles[row('bo')], 0)
  assert.equal(truth!.roles[row('ada')], 1)
})

test('importPaths() counts what the workspace holds', () => {
  const { elapsedSeconds, ...counts } = referenceSummary
  assert.ok(elapsedSeconds > 0)
  assert.deepEqual(counts, {
    accounts: 8,
    follows: 5,
    tags: 2,
    interactions: 4,
    signals: 3,
    rejected: 0,
    skipped: [],
    rejects: [],
  })
})

for (const format of Object.keys(WRITERS)) {
  for (const packed of [false, true]) {
    test(`importPaths() makes the same of ${format}${packed ? '.gz' : ''}`, async () => {
      const folder = join(root, `${format}-${packed}`)
      writeTables(folder, format, packed)
      const workspace = fresh()
      await importPaths([folder], workspace)
      assert.deepEqual(graphOf(workspace), graphOf(reference))
    })
  }
}

test('importing everything a second time, in whatever format, changes nothing', async () => {
  const workspace = fresh()
  await importPaths([join(root, 'csv')], workspace)
  for (const folder of ['csv', 'ndjson-true', 'parquet-false']) {
    await importPaths([join(root, folder)], workspace)
    assert.deepEqual(graphOf(workspace), graphOf(reference))
  }
})

test('an import adds to what was there', async () => {
  const workspace = fresh()
  await importPaths([join(root, 'csv', 'follows.csv')], workspace)
  const more = join(fresh(), 'follows-2.csv')
  writeFileSync(more, 'source,target\nbo,newcomer\n')
  const { accounts, follows } = await importPaths([more], workspace)
  assert.deepEqual({ accounts, follows }, { accounts: 6, follows: 4 })
})

test('importPaths() takes parts of a table and skips what is none of ours', async () => {
  const folder = fresh()
  writeFileSync(join(folder, 'follows.part1.csv'), 'source,target\na,b\n')
  writeFileSync(join(folder, 'follows-2024.csv.gz'), gzipSync('source,target\nb,c\n'))
  writeFileSync(join(folder, 'tags.csv'), 'account,tag\n') // a header alone says: none
  writeFileSync(join(folder, 'README.md'), 'about')
  writeFileSync(join(folder, 'followsx.csv'), 'x')
  mkdirSync(join(folder, 'deeper'))
  const summary = await importPaths([folder, join(folder, 'follows.part1.csv')], fresh())
  assert.equal(summary.follows, 2)
  assert.deepEqual(summary.skipped, [join(folder, 'README.md'), join(folder, 'followsx.csv')])
})

test('importPaths() tells how far it is', async () => {
  const told: [number, number, string][] = []
  await importPaths([join(root, 'csv', 'follows.csv')], fresh(), {
    progress: (...args) => told.push(args),
  })
  const size = readFileSync(join(root, 'csv', 'follows.csv')).length
  assert.deepEqual(told[0], [0, size, 'follows.csv'])
  assert.deepEqual(told.at(-1), [size, size, 'saving'])
})

test('an id of many digits keeps them all, in JSON as in Parquet', async () => {
  const folder = fresh()
  writeFileSync(
    join(folder, 'follows.ndjson'),
    '{"source":9007199254740993,"target":12345678901234567890}\n',
  )
  const columns = [
    { name: 'source', data: [9007199254740993n] },
    { name: 'target', data: [7n] },
  ]
  writeFileSync(
    join(folder, 'follows.parquet'),
    new Uint8Array(parquetWriteBuffer({ columnData: columns })),
  )
  const workspace = fresh()
  await importPaths([folder], workspace)
  const { accounts } = openWorkspace(workspace)
  const ids = Array.from({ length: accounts.size }, (_, row) => accounts.idOf(row))
  assert.deepEqual(ids.toSorted(), ['12345678901234567890', '7', '9007199254740993'])
})
