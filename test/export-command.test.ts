/** Networks leave in every format, hidden unless a key says otherwise, and never without the log. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { parquetReadObjects } from 'hyparquet'
import { main } from '../src/cli/main.ts'

delete process.env['DATABASE_URL'] // these are about the store of a workspace
delete process.env['FIREBREAK_KEY']

const folder = mkdtempSync(join(tmpdir(), 'firebreak-export-'))
after(() => rmSync(folder, { recursive: true }))
const workspace = join(folder, 'workspace')
const unwritten = join(folder, 'no.csv')
const REASON = ['--reason', 'A request of the authority, number 7.']

async function firebreak(args: readonly string[]) {
  let stdout = ''
  let stderr = ''
  const exitCode = await main([...args, '--workspace', workspace], {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  })
  return { exitCode, stdout, stderr }
}

async function exported(format: string, name: string, ...more: string[]) {
  const out = join(folder, name)
  const asked = ['export', format, '--out', out, ...REASON, '--json', ...more]
  const { exitCode, stdout, stderr } = await firebreak(asked)
  assert.equal(exitCode, 0, stderr)
  const json: { accounts: number; follows: number; files: string[] } = JSON.parse(stdout)
  return { json, texts: json.files.map((file) => readFileSync(file, 'utf8')) }
}

const linesOf = (text: string) => text.trimEnd().split('\n').slice(1)
const hidden = (texts: string[]) => linesOf(texts[0]).filter((line) => line.startsWith('p-'))
const count = (text: string, part: string) => text.split(part).length - 1

async function keyOf(...args: string[]): Promise<string> {
  return JSON.parse((await firebreak(['key', 'create', '--json', ...args])).stdout).key
}

before(async () => {
  const data = join(folder, 'data')
  await main(['simulate', '--out', data, '--accounts', '4000'], {
    stdout: { write: () => {} },
    stderr: { write: () => {} },
  })
  await firebreak(['import', data])
  await firebreak(['map'])
})

test('every format holds the same accounts and follows, and no id of the platform', async () => {
  const ids = linesOf(readFileSync(join(folder, 'data/truth.csv'), 'utf8')).map(
    (line) => line.split(',')[0],
  )
  const csv = await exported('csv', 'out.csv')
  const [accounts, follows] = csv.texts.map(linesOf)
  assert.ok(csv.json.accounts > 50)
  assert.equal(accounts.length, csv.json.accounts)
  assert.equal(follows.length, csv.json.follows)
  const names = accounts.map((line) => line.split(',')[0])
  assert.equal(new Set(names).size, names.length)
  for (const line of follows) for (const end of line.split(',')) assert.ok(names.includes(end))

  const [graphml] = (await exported('graphml', 'out.graphml')).texts
  assert.equal(count(graphml, '<node '), accounts.length)
  assert.equal(count(graphml, '<edge '), follows.length)
  const [gexf] = (await exported('gexf', 'out.gexf')).texts
  assert.equal(count(gexf, '<node '), accounts.length)
  assert.equal(count(gexf, '<edge '), follows.length)
  for (const name of names) assert.ok(graphml.includes(name) && gexf.includes(`label="${name}"`))

  const parquet = await exported('parquet', 'out.parquet')
  const [table, links] = await Promise.all(
    parquet.json.files.map((file) => {
      const { buffer, byteOffset, byteLength } = readFileSync(file)
      return parquetReadObjects({ file: buffer.slice(byteOffset, byteOffset + byteLength) })
    }),
  )
  assert.deepEqual(
    table.map(({ account, network, role }) => `${account},${network},${role}`),
    accounts.map((line) => line.split(',').slice(0, 3).join(',')),
  )
  assert.deepEqual(
    links.map(({ source, target }) => `${source},${target}`),
    follows,
  )
  for (const text of [...csv.texts, graphml, gexf]) {
    for (const id of ids) assert.ok(!text.includes(`${id}<`) && !text.includes(`${id},`))
  }
  for (const file of csv.json.files) assert.equal(statSync(file).mode & 0o777, 0o600)
})

test('what stands in place of an id is explained to whoever has the workspace', async () => {
  const { texts } = await exported('csv', 'again.csv')
  const [name] = linesOf(texts[0]).at(-1)!.split(',')
  const { exitCode, stdout } = await firebreak(['explain', name, '--json'])
  assert.equal(exitCode, 0)
  assert.notEqual(JSON.parse(stdout).account, name)
  const other = `p-${'0'.repeat(32)}`
  assert.match((await firebreak(['explain', other])).stderr, /is no account of/)
})

test('ids leave with a key for it only, and those of children with a key for these', async () => {
  for (const key of ['firebreak_none', await keyOf('--role', 'guard')]) {
    const asked = ['export', 'csv', '--out', unwritten, ...REASON, '--identified', '--key', key]
    const refused = await firebreak(asked)
    assert.equal(refused.exitCode, 2)
    assert.match(refused.stderr, /needs a key in force of the role investigator or lead/)
  }
  const lead = await keyOf('--role', 'lead')
  const most = await exported('csv', 'most.csv', '--identified', '--key', lead)
  assert.ok(hidden(most.texts).length > 0)
  for (const line of linesOf(most.texts[0])) {
    assert.equal(line.startsWith('p-'), line.split(',')[2] === 'at-risk', line)
  }
  const care = await keyOf('--role', 'investigator', '--child-safety')
  const all = await exported('csv', 'all.csv', '--identified', '--key', care)
  assert.equal(hidden(all.texts).length, 0)
})

test('one network at a time, and the log has every export before it', async () => {
  const { json } = await exported('csv', 'one.csv', '--network', 'network-1')
  assert.ok(json.accounts > 0)
  const asked = ['export', 'csv', '--out', unwritten, ...REASON]
  const unknown = await firebreak([...asked, '--network', 'network-0'])
  assert.match(unknown.stderr, /has no network "network-0"; write one of network-1 to network-/)
  assert.match((await firebreak(['export', 'xlsx'])).stderr, /expects one of graphml, gexf, csv/)
  const reasonless = await firebreak(['export', 'csv', '--out', unwritten])
  assert.match(reasonless.stderr, /--reason is needed/)
  const { exitCode, stdout } = await firebreak(['verify', '--json'])
  assert.equal(exitCode, 0)
  assert.ok(JSON.parse(stdout).entries >= 8)
})
