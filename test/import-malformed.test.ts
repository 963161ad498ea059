/**
 * Every way we could think of in which a file is not what it says, and the sentence it gets.
 */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer'
import { importPaths } from '../src/ingest/import.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-malformed-'))
const workspace = join(root, 'workspace')
const graph = join(workspace, 'graph.fbk')
let bytesBefore: Buffer
before(async () => {
  const follows = join(root, 'follows.csv')
  writeFileSync(follows, 'source,target\nada,bo\nbo,ada\n')
  await importPaths([follows], workspace)
  bytesBefore = readFileSync(graph)
})
after(() => rmSync(root, { recursive: true }))

/** The sentence must be `path`, then this; and nothing in the workspace may have changed. */
async function assertRefused(path: string, sentence: string): Promise<void> {
  await assert.rejects(importPaths([path], workspace), (error: Error) => {
    assert.equal(error.name, 'InputError', error.stack)
    assert.equal(error.message, `${path}${sentence}`)
    return true
  })
  assert.deepEqual(readFileSync(graph), bytesBefore)
}

const NAMES = 'accounts, follows, edges, tags, interactions, signals or truth'
const NAMED = `name it ${NAMES} with .csv, .tsv, .ndjson or .parquet, then .gz if packed.`
const RENAME = 'rename the columns, or the file after what it holds.'
const nothing = (name: string, first: string) =>
  `: not one of its rows could be taken in (${first}); all are listed in ${join(workspace, 'rejects', name)}.ndjson.`

/** Files in `test/input/malformed`. */
const FILES: Readonly<Record<string, string>> = {
  'follows-empty.csv': ': is empty; export it again.',
  'follows-empty.ndjson': ': is empty; export it again.',
  'follows-only-empty-lines.csv': ': holds only empty lines; export it again.',
  'follows-only-empty-lines.ndjson': ': holds only empty lines; export it again.',
  'follows-other-names.csv': `: expected the columns source and target, found from, to; ${RENAME}`,
  'follows-capitals.csv': `: expected the columns source and target, found Source, Target; ${RENAME}`,
  'follows-no-target.csv': `: expected the columns source and target, found source, at; ${RENAME}`,
  'follows-no-header.csv': `: expected the columns source and target, found ada, bo; ${RENAME}`,
  'follows-semicolons.csv':
    ': its header is separated by semicolons, not commas; write it with commas.',
  'follows-tabs.csv': ': its header is separated by tabs, not commas; write it with commas.',
  'follows-commas.tsv': ': its header is separated by commas, not tabs; write it with tabs.',
  'follows-web-page.csv': ': is a web page or XML, not a table; download the file itself.',
  'follows-xml.ndjson': ': is a web page or XML, not a table; download the file itself.',
  'follows-open-quote.csv':
    ', line 3: opens a quote that is never closed; close it, or double a quote that is meant.',
  'follows-broken-header.csv': ', line 1: text follows a closing quote; mend the header.',
  'follows-twice-source.csv': ': has two columns named "source"; rename one of them.',
  'follows-nothing-sound.csv': nothing(
    'follows-nothing-sound.csv',
    'line 2: the number of cells is 1, in the header 2',
  ),
  'follows-other-delimiter-below.csv': nothing(
    'follows-other-delimiter-below.csv',
    'line 2: the number of cells is 1, in the header 2',
  ),
  'follows-array.ndjson':
    ': is a JSON array; write one object a line, with no brackets around them.',
  'follows-spread-out.ndjson': nothing('follows-spread-out.ndjson', 'line 1: is not a JSON object'),
  'follows-csv-inside.ndjson': nothing('follows-csv-inside.ndjson', 'line 1: is not a JSON object'),
  'follows-no-objects.ndjson': nothing('follows-no-objects.ndjson', 'line 1: is not a JSON object'),
  'follows-other-keys.ndjson': nothing(
    'follows-other-keys.ndjson',
    'line 1: "source" is missing or empty',
  ),
  'interactions-with-nothing.csv': `: expected the columns account and target or item, found account, weight; ${RENAME}`,
  'signals-no-kind.csv': `: expected the columns kind and account or tag, found account, confidence; ${RENAME}`,
  'signals-about-nobody.csv': `: expected the columns kind and account or tag, found kind; ${RENAME}`,
  'accounts-no-account.csv': `: expected the columns account, found name; ${RENAME}`,
  'tags-no-tag.csv': `: expected the columns account and tag, found account, count; ${RENAME}`,
  'truth-no-account.csv': `: expected the columns account, found role, network; ${RENAME}`,
  'edges-no-target.csv': `: expected the columns source and target, found source, weight; ${RENAME}`,
  'people.csv': `: has no name that says what is in it; ${NAMED}`,
  'Follows.csv': `: has no name that says what is in it; ${NAMED}`,
  'follows.xlsx': `: has no name that says what is in it; ${NAMED}`,
  'follows-not-packed.csv.gz': ': is no gzip data; take .gz off its name, or pack it.',
  'follows-text.parquet': ': is no Parquet file; name it after what it is, or export it again.',
}

const table = 'source,target\nada,bo\nbo,cy\n'
const packed = gzipSync(table.repeat(50))
const utf16 = Buffer.from(table, 'utf16le')
const parquet = (...columns: ColumnSource[]) =>
  new Uint8Array(parquetWriteBuffer({ columnData: columns, codec: 'UNCOMPRESSED' }))
const sources: ColumnSource = { name: 'source', data: ['ada', 'bo'] }
const lists = new Uint8Array(
  parquetWriteBuffer({
    columnData: [sources, { name: 'target', data: [['bo'], ['cy', 'ada']] }],
    schema: [
      { name: 'root', num_children: 2 },
      { name: 'source', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
      { name: 'target', converted_type: 'LIST', repetition_type: 'REQUIRED', num_children: 1 },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
    ],
  }),
)
const whole = parquet(sources, { name: 'target', data: ['bo', 'ada'] })

/** Files that no text editor would keep as they are. */
const MADE: readonly (readonly [name: string, bytes: Uint8Array | string, sentence: string])[] = [
  [
    'follows-utf-16.csv',
    Buffer.concat([Buffer.of(0xff, 0xfe), utf16]),
    ': is UTF-16 text; save it as UTF-8.',
  ],
  ['follows-utf-16-unmarked.csv', utf16, ': is UTF-16 text; save it as UTF-8.'],
  ['follows-utf-16-unmarked.ndjson', utf16.swap16(), ': is UTF-16 text; save it as UTF-8.'],
  [
    'follows-nul.csv',
    `${table.repeat(100)}b\0o,cy\n`,
    ', line 301: holds a NUL byte, so this is no text; export the file again.',
  ],
  [
    'follows-nul-at-once.csv',
    'source,target\nada,b\0o\n',
    ': holds bytes that no text holds; name it after what it is, or export it again.',
  ],
  [
    'follows-picture.csv',
    Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
    ': holds bytes that no text holds; name it after what it is, or export it again.',
  ],
  [
    'follows-carriage-returns.csv',
    table.replaceAll('\n', '\r'),
    ': ends its lines in carriage returns alone; save it with LF or CRLF.',
  ],
  [
    'follows-long-line.csv',
    `source,target\nada,${'x'.repeat(1 << 20)}\n`,
    ', line 2: is longer than 1048576 bytes, as no row is; check its line ends and quotes.',
  ],
  [
    'follows-long-line.ndjson',
    `{"source":"ada"}\n{"source":"${'x'.repeat(1 << 20)}"}\n`,
    ', line 2: is longer than 1048576 bytes; write one object a line.',
  ],
  [
    'follows-too-wide.csv',
    `source,target${',x'.repeat(1023)}\n`,
    ', line 1: has more than 1024 cells; mend the header.',
  ],
  [
    'truth-groups-without-end.csv',
    `account,network\n${Array.from({ length: 65_537 }, (_, i) => `a${i},n${i}\n`).join('')}`,
    ': does not fit into a workspace ("groupName" expected at most 65536 groups, got one more); leave some of it out.',
  ],
  [
    'follows-cut.csv.gz',
    packed.subarray(0, packed.length - 9),
    ': its gzip data ends too early; copy it again.',
  ],
  [
    'follows-damaged.csv.gz',
    Buffer.concat([packed.subarray(0, 30), Buffer.alloc(9, 255), packed.subarray(39)]),
    ': its gzip data is damaged; copy it again.',
  ],
  ['follows-packed-nothing.csv.gz', gzipSync(''), ': is empty once unpacked; export it again.'],
  ['follows-packed.csv', packed, ': is gzip data; end its name in .gz.'],
  ['follows-packed-twice.csv.gz', gzipSync(packed), ': is gzip data; end its name in .gz.'],
  [
    'follows-zip.csv',
    Buffer.from('504b03040a000000', 'hex'),
    ': is a zip archive or a spreadsheet; unpack it, or save it as CSV.',
  ],
  ['follows-parquet.csv', whole, ': is a Parquet file; end its name in .parquet.'],
  ['follows-parquet.ndjson', whole, ': is a Parquet file; end its name in .parquet.'],
  ['follows-empty.parquet', '', ': is empty; export it again.'],
  [
    'follows-short.parquet',
    'PAR1PAR1',
    ': is no Parquet file; name it after what it is, or export it again.',
  ],
  [
    'follows-cut.parquet',
    whole.subarray(0, whole.length - 20),
    ': is a Parquet file that is cut short; copy it again.',
  ],
  [
    'follows-headless.parquet',
    whole.subarray(9),
    ': is no Parquet file; name it after what it is, or export it again.',
  ],
  [
    'follows-middle-gone.parquet',
    Buffer.concat([whole.subarray(0, 10), whole.subarray(60)]),
    ': its Parquet data is damaged: a page header lacks its part; export it again.',
  ],
  [
    'follows-one-column.parquet',
    parquet(sources),
    `: expected the columns source and target, found source; ${RENAME}`,
  ],
  [
    'follows-fractions.parquet',
    parquet(sources, { name: 'target', data: [1.5, 2.5] }),
    ': column "target" holds DOUBLE values; write text or whole numbers.',
  ],
  [
    'follows-flags.parquet',
    parquet(sources, { name: 'target', data: [true, false] }),
    ': column "target" holds BOOLEAN values; write text or whole numbers.',
  ],
  [
    'follows-lists.parquet',
    lists,
    ': column "target" holds lists or groups; write one value a row.',
  ],
  [
    'follows-json.parquet',
    parquet(sources, { name: 'target', data: [['bo'], ['cy']] }),
    ': column "target" holds JSON values; write text or whole numbers.',
  ],
  [
    'follows-no-ids.parquet',
    parquet(sources, { name: 'target', data: ['', null] }),
    nothing('follows-no-ids.parquet', 'line 1: "target" is missing or empty'),
  ],
]

for (const [name, sentence] of Object.entries(FILES)) {
  test(`importPaths() refuses ${name} in one sentence and loses nothing`, async () => {
    await assertRefused(join(import.meta.dirname, 'input', 'malformed', name), sentence)
  })
}

for (const [name, bytes, sentence] of MADE) {
  test(`importPaths() refuses ${name} in one sentence and loses nothing`, async () => {
    const path = join(root, 'made', name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
    await assertRefused(path, sentence)
  })
}

test('every file in test/input/malformed has its sentence', () => {
  const names = readdirSync(join(import.meta.dirname, 'input', 'malformed'))
  assert.deepEqual(names.toSorted(), Object.keys(FILES).toSorted())
})

test('importPaths() refuses what is missing, empty or named wrongly, and loses nothing', async () => {
  await assertRefused(join(root, 'nowhere.csv'), ': does not exist; check the path.')
  const folder = join(root, 'follows.csv-folder')
  mkdirSync(folder)
  await assertRefused(folder, `: holds no file to import; ${NAMED.replace('it', 'files')}`)
  writeFileSync(join(folder, 'README.txt'), 'nothing to see')
  await assertRefused(folder, `: holds no file to import; ${NAMED.replace('it', 'files')}`)
  await assert.rejects(importPaths([], workspace), /^InputError: No file was named to import/)
})

test('one bad file among good ones keeps the whole import out', async () => {
  const folder = join(root, 'mixed')
  mkdirSync(folder)
  writeFileSync(join(folder, 'follows.csv'), 'source,target\ncy,dee\n')
  writeFileSync(join(folder, 'tags.csv'), '')
  await assert.rejects(importPaths([folder], workspace), /tags\.csv: is empty/)
  assert.deepEqual(readFileSync(graph), bytesBefore)
  assert.deepEqual(readdirSync(workspace).toSorted(), ['graph.fbk', 'rejects'])
  assert.equal(basename(graph), 'graph.fbk')
})

test('importPaths() refuses a workspace that it cannot use', async () => {
  const follows = join(root, 'follows.csv')
  const file = join(root, 'a-file')
  writeFileSync(file, '')
  await assert.rejects(importPaths([follows], file), {
    name: 'InputError',
    message: `${file} cannot be written (EEXIST); choose another --workspace.`,
  })
  const damaged = join(root, 'damaged')
  mkdirSync(damaged)
  writeFileSync(join(damaged, 'graph.fbk'), bytesBefore.subarray(0, 640))
  await assert.rejects(importPaths([follows], damaged), {
    name: 'InputError',
    message: `${damaged}/graph.fbk cannot be used: expected ${bytesBefore.length} bytes, got 640; import the files into a new workspace.`,
  })
  assert.equal(readFileSync(join(damaged, 'graph.fbk')).length, 640)
})

test('importPaths() stops before it reads what the machine cannot hold', async () => {
  const follows = join(root, 'follows.csv')
  await assert.rejects(importPaths([follows], workspace, { availableMemory: 1e8 }), {
    name: 'InputError',
    message:
      /^To import these files takes about 1\d\d MiB of memory and there are 96; leave some of them out, or use a machine with more\.$/,
  })
  assert.deepEqual(readFileSync(graph), bytesBefore)
})
