/** Rows that an import leaves out: the others arrive, and each has its reason. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { importPaths } from '../src/ingest/import.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-rejects-'))
after(() => rmSync(root, { recursive: true }))
const fresh = () => mkdtempSync(join(root, 'w-'))

/** Rows that are left out, with the reason that the rejects file gives. */
const REJECTS: Readonly<
  Record<string, readonly (readonly [row: string, reason: string | null])[]>
> = {
  'follows.csv': [
    ['source,target,at', null],
    ['ada,bo,', null],
    ['ada', 'the number of cells is 1, in the header 3'],
    ['ada,bo,,', 'the number of cells is 4, in the header 3'],
    [',bo,', '"source" is missing or empty'],
    ['ada,"",', '"target" is missing or empty'],
    [`ada,${'x'.repeat(257)},`, '"target" is not an id of 1 to 256 bytes of UTF-8'],
    [`ada,${'x'.repeat(256)},`, null],
    ['ada,\xff,', '"target" is not an id of 1 to 256 bytes of UTF-8'],
    [
      'ada,bo,yesterday',
      '"at" is not a time, as ISO 8601 or in seconds or milliseconds since 1970',
    ],
    ['"ada"x,bo,', 'text follows a closing quote'],
    ['ada,ada,', null], // nobody follows themselves: nothing to keep, nothing to complain of
  ],
  'accounts.tsv': [
    ['account\tage_band\tcreated_at', null],
    ['ada\tadult\t', null],
    ['bo\tgrown\t', '"age_band" is not one of unknown, minor, adult'],
    [
      'bo\t\t2024-02-30',
      '"created_at" is not a time, as ISO 8601 or in seconds or milliseconds since 1970',
    ],
  ],
  'tags.ndjson': [
    ['{"account":"ada","tag":"zorblax"}', null],
    ['{"account":"ada","tag":"zorblax","count":0}', '"count" is not a number above 0'],
    ['{"account":"ada","tag":"zorblax","count":-1}', '"count" is not a number above 0'],
    ['{"account":"ada","tag":"zorblax","count":"many"}', '"count" is not a number above 0'],
    ['{"account":"ada","tag":"zorblax","count":1e39}', '"count" is not a number above 0'],
    ['{"account":"ada","tag":["zorblax"]}', '"tag" is neither text nor a number'],
    ['{"account":true,"tag":"zorblax"}', '"account" is neither text nor a number'],
    ['{"account":"\\ud800","tag":"zorblax"}', '"account" is not UTF-8'],
    ['{"account":null,"tag":"zorblax"}', '"account" is missing or empty'],
    ['{"account":"ada"}', '"tag" is missing or empty'],
    ['{"account":"ada"', 'is not a JSON object'],
    ['["ada","zorblax"]', 'is not a JSON object'],
    ['{"account":"\xff","tag":"zorblax"}', 'is not UTF-8'],
    ['{"account":7,"tag":12345678901234567890}', null],
  ],
  'interactions.csv': [
    ['account,target,item,weight', null],
    ['ada,bo,,1', null],
    ['ada,,,1', '"target" and "item" are both missing or empty'],
    ['ada,bo,,Infinity', '"weight" is not a number above 0'],
  ],
  'signals.csv': [
    ['account,tag,kind,confidence,polarity', null],
    ['ada,,report,0.5,', null],
    [',,report,0.5,', '"account" and "tag" are both missing or empty'],
    [
      'ada,,rumour,0.5,',
      '"kind" is not one of hash-match, report, investigator, partner, classifier',
    ],
    ['ada,,,0.5,', '"kind" is missing or empty'],
    ['ada,,report,1.01,', '"confidence" is not a number from 0 to 1'],
    ['ada,,report,,bad', '"polarity" is not one of harmful, benign'],
  ],
  'truth.csv': [
    ['account,role,network', null],
    ['ada,source,ring', null],
    ['ada,villain,ring', '"role" is not one of source, seeker, connector, at-risk, bystander'],
  ],
}

for (const [name, rows] of Object.entries(REJECTS)) {
  test(`importPaths() leaves out the bad rows of ${name}, says why, and goes on`, async () => {
    const path = join(fresh(), name)
    const workspace = fresh()
    writeFileSync(path, rows.map(([row]) => `${row}\n`).join(''), 'latin1')
    const summary = await importPaths([path], workspace)
    const rejects = join(workspace, 'rejects', `${name}.ndjson`)
    const expected = rows.flatMap(([, reason], i) =>
      reason === null ? [] : [{ file: name, line: i + 1, reason }],
    )
    assert.equal(summary.rejected, expected.length)
    assert.deepEqual(summary.rejects, [rejects])
    const written = readFileSync(rejects, 'utf8').trimEnd().split('\n')
    assert.deepEqual(
      written.map((line): unknown => JSON.parse(line)),
      expected,
    )
  })
}

test('a row that is left out leaves no ids behind', async () => {
  const path = join(fresh(), 'follows.csv')
  const workspace = fresh()
  writeFileSync(path, 'source,target,at\nada,bo,\nstranger,other,never\n')
  const { accounts } = await importPaths([path], workspace)
  assert.equal(accounts, 2)
})

test('rejects are those of the last import of a file, and of each file of a name', async () => {
  const [one, two, workspace] = [fresh(), fresh(), fresh()]
  for (const folder of [one, two]) {
    writeFileSync(join(folder, 'follows.csv'), 'source,target\na,b\na\n')
  }
  const { rejects } = await importPaths([one, two], workspace)
  assert.deepEqual(rejects, [
    join(workspace, 'rejects', 'follows.csv.ndjson'),
    join(workspace, 'rejects', 'follows.csv.2.ndjson'),
  ])
  writeFileSync(join(one, 'follows.csv'), 'source,target\na,b\n')
  await importPaths([one], workspace)
  assert.ok(!existsSync(rejects[0]))
})

test('a rejects file has an end, and says how many rows are not in it', async () => {
  const path = join(fresh(), 'follows.csv')
  const workspace = fresh()
  writeFileSync(path, `source,target\na,b\n${'a\n'.repeat(100_007)}`)
  const { rejected, rejects } = await importPaths([path], workspace)
  assert.equal(rejected, 100_007)
  const lines = readFileSync(rejects[0], 'utf8').trimEnd().split('\n')
  assert.equal(lines.length, 100_001)
  assert.deepEqual(JSON.parse(lines[100_000]), {
    file: 'follows.csv',
    line: null,
    reason: '7 more rows were left out',
  })
})
