/** `firebreak prevalence`, as docs/prevalence.md shows it. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { main } from '../src/cli/main.ts'
import { openSqliteStore } from '../src/store/sqlite/open.ts'

const docs = readFileSync(new URL('../docs/prevalence.md', import.meta.url), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'firebreak-prevalence-'))
const inFolder = (name: string) => join(folder, name)
const PLACES = ['export', 'work', 'sheet.csv', 'plan.csv', 'prevalence.html']
after(() => rmSync(folder, { recursive: true }))

async function type(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await main(args, {
    stdout: { write: (text) => (said.out += text) },
    stderr: { write: (text) => (said.err += text) },
  })
  return { code, ...said }
}

function read(name: string): string {
  return readFileSync(inFolder(name), 'utf8')
}

function planRows(): string[][] {
  const rows = read('plan.csv').trim().split('\n').slice(1)
  return rows.map((row) => row.split(','))
}

function small(weights: readonly number[]): number {
  return weights.filter((weight) => weight < 0.5).length / weights.length
}

/** A line of the page, its places in our folder. */
function wordsOf(line: string): string[] {
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain)
  return words.slice(2).map((word) => (PLACES.includes(word) ? inFolder(word) : word))
}

function answered(name: string, answer: (account: string) => boolean): string {
  const [header, ...rows] = readFileSync(inFolder('sheet.csv'), 'utf8').trim().split('\n')
  const text = rows.map((row) => `${row}${answer(row.split(',')[0]) ? 'yes' : 'no'}`).join('\n')
  writeFileSync(inFolder(name), `${header}\n${text}\n`)
  return inFolder(name)
}

const roles = new Map<string, string>()
const isSeeker = (account: string) => roles.get(account) === 'seeker'
let example: string[] = []

before(async () => {
  example = [...docs.matchAll(/```sh example\n([\s\S]*?)```/g)].flatMap(([, lines]) =>
    lines.trim().split('\n'),
  )
  for (const line of example.slice(0, -2)) {
    const { code, err } = await type(...wordsOf(line))
    assert.equal(code, 0, `${line}: ${err}`)
  }
  assert.equal(
    (await type('key', 'create', '--role', 'admin', '--workspace', inFolder('work'))).code,
    0,
  )
  const { code, err } = await type(...wordsOf(example.at(-2)!))
  assert.equal(code, 0, err)
  for (const line of readFileSync(join(inFolder('export'), 'truth.csv'), 'utf8').split('\n')) {
    const [account, role] = line.split(',')
    roles.set(account, role)
  }
})

test('the worked example gives the number that the page says', async () => {
  const sheet = answered('done.csv', isSeeker)
  const words = wordsOf(example.at(-1)!).map((word) =>
    word === inFolder('sheet.csv') ? sheet : word,
  )
  const { code, out } = await type(...words)
  assert.equal(code, 0)
  const said =
    /about ([\d,]+) of 20,000 accounts, and with 95 % confidence from ([\d,]+) to ([\d,]+)\.\s+The truth is (\d+)/.exec(
      docs.replaceAll(/\s+/g, ' '),
    )
  assert.ok(said)
  const [, value, low, high, truth] = said
  assert.match(out, new RegExp(`^About ${value} of 20,000 .* from ${low} to ${high}\\.`))
  assert.equal([...roles.values()].filter((role) => role === 'seeker').length, Number(truth))
  assert.ok(Number(low) <= Number(truth) && Number(truth) <= Number(high))
  const page = readFileSync(inFolder('prevalence.html'), 'utf8')
  assert.match(page, new RegExp(`<h1>${value} of 20,000 accounts</h1>`))
  assert.doesNotMatch(page, /https?:|<script/)
})

test('sheet and plan are their owner’s only, and the same by the same seed', async () => {
  for (const name of ['sheet.csv', 'plan.csv']) {
    assert.equal(statSync(inFolder(name)).mode & 0o777, 0o600)
  }
  const [sheet, kept] = [read('sheet.csv'), read('plan.csv')]
  writeFileSync(inFolder('again.csv'), '', { mode: 0o644 })
  const plan = [
    'prevalence',
    'plan',
    '--workspace',
    inFolder('work'),
    '--out',
    inFolder('again.csv'),
    '--plan',
    inFolder('again-plan.csv'),
  ]
  assert.equal((await type(...plan, '--sample', '1000', '--reason', 'Again')).code, 0)
  assert.equal(read('again.csv'), sheet)
  assert.equal(read('again-plan.csv'), kept)
  assert.equal(statSync(inFolder('again.csv')).mode & 0o777, 0o600)
  await type(...plan, '--sample', '1000', '--seed', '2', '--reason', 'Again')
  assert.notEqual(read('again.csv'), sheet)
})

test('what reviewers get says nothing of the scores: accounts alone, in an order that has none', () => {
  const rows = read('sheet.csv').trim().split('\n')
  assert.equal(rows[0], 'account,answer')
  const weights = new Map(planRows().map((row) => [row[0], Number(row[5])]))
  assert.equal(rows.length - 1, weights.size)
  const inOrder = rows.slice(1).map((row) => {
    const [account, answer, ...more] = row.split(',')
    assert.equal(answer, '')
    assert.equal(more.length, 0)
    return weights.get(account)!
  })
  const half = inOrder.length >> 1
  assert.ok(Math.abs(small(inOrder.slice(0, half)) - small(inOrder.slice(half))) < 0.1)
})

test('drawing and estimating are in the log, with the reason and without an account', async () => {
  const store = await openSqliteStore(inFolder('work'))
  try {
    const entries = await store.auditEntries({ after: 0, limit: 100 })
    const planned = entries.find(({ action }) => action === 'prevalence.planned')
    assert.equal(planned?.reason, 'Quarterly figure')
    assert.ok(entries.some(({ action }) => action === 'prevalence.estimated'))
    const text = JSON.stringify(entries)
    for (const account of [...roles.keys()].slice(1, 200)) assert.ok(!text.includes(account))
  } finally {
    await store.close()
  }
})

test('regions and known answers: each stratum has its number, corrected and not', async () => {
  const { code, err } = await type(
    'prevalence',
    'plan',
    '--workspace',
    inFolder('work'),
    '--sample',
    '1000',
    '--out',
    inFolder('sheet.csv'),
    '--plan',
    inFolder('plan.csv'),
    '--reason',
    'By region',
    '--strata',
    'region',
    '--regions',
    join(inFolder('export'), 'accounts.csv'),
  )
  assert.equal(code, 0, err)
  const sheet = answered('regions.csv', isSeeker)
  const gold = ['account,truth,answer']
  for (let k = 0; k < 90; k++) gold.push(`g${k},yes,${k < 81 ? 'yes' : 'no'}`)
  for (let k = 0; k < 4000; k++) gold.push(`h${k},no,no`)
  writeFileSync(inFolder('gold.csv'), gold.join('\n'))
  const estimate = [
    'prevalence',
    'estimate',
    '--workspace',
    inFolder('work'),
    '--reviewed',
    sheet,
    '--plan',
    inFolder('plan.csv'),
  ]
  const { out } = await type(...estimate, '--gold', inFolder('gold.csv'), '--json')
  const answer = JSON.parse(out)
  assert.equal(answer.strata.length, 6)
  assert.equal(
    answer.strata.reduce((sum: number, each: { accounts: number }) => sum + each.accounts, 0),
    20_000,
  )
  assert.ok(Math.abs(answer.corrected.value * 0.9 - answer.share.value) < 1e-9)
  assert.ok(answer.share.low * 20_000 < 173 && 173 < answer.share.high * 20_000)
  assert.equal(answer.blindness.alarm, false)
})

test('the alarm sounds when the floor finds what the map knows nothing of', async () => {
  const unseen = new Set(
    planRows()
      .filter(([, , , , floor, weight]) => floor === 'yes' && Number(weight) > 1)
      .map(([account]) => account)
      .slice(0, 12),
  )
  assert.equal(unseen.size, 12)
  const path = answered('blind.csv', (account) => unseen.has(account))
  const { out } = await type(
    'prevalence',
    'estimate',
    '--workspace',
    inFolder('work'),
    '--reviewed',
    path,
    '--plan',
    inFolder('plan.csv'),
  )
  assert.match(out, /^ALARM: 12 of the 12 /m)
})

test('what cannot be used is refused with its file, line and field', async () => {
  const good = readFileSync(answered('done.csv', isSeeker), 'utf8').split('\n')
  const plan = read('plan.csv').split('\n')
  const said = async (sheet: readonly string[], kept: readonly string[]) => {
    writeFileSync(inFolder('bad.csv'), sheet.join('\n'))
    writeFileSync(inFolder('bad-plan.csv'), kept.join('\n'))
    const { code, err } = await type(
      'prevalence',
      'estimate',
      '--workspace',
      inFolder('work'),
      '--reviewed',
      inFolder('bad.csv'),
      '--plan',
      inFolder('bad-plan.csv'),
    )
    assert.equal(code, 2)
    return err
  }
  const sheets: [string[], RegExp][] = [
    [good.with(2, good[2].replace(/(yes|no)$/, '')), /, line 3, answer: nothing is there/],
    [good.with(2, good[2].replace(/(yes|no)$/, 'maybe')), /, line 3, answer: "maybe" is neither/],
    [good.with(2, good[1]), /, line 3, account: the same as in line 2/],
    [good.with(1, 'a,b,c'), /, line 2: 3 fields where the header has 2/],
    [good.with(1, 'a"b,b'), /, line 2: a quote is out of place/],
    [good.with(0, 'account'), /, line 1: there is no column "answer"/],
    [[good[0]], /holds no rows/],
    [good.toSpliced(2, 1), /lacks 1 of the accounts of .* and has 0 others/],
    [
      good.toSpliced(2, 0, 'nobody-of-the-plan,no'),
      /lacks 0 of the accounts of .* and has 1 others/,
    ],
  ]
  for (const [sheet, message] of sheets) assert.match(await said(sheet, plan), message)
  const plans: [string[], RegExp][] = [
    [plan.with(1, 'a,all,20000,0,yes,9'), /, line 2, weight: "9" is no number from 0 to 5/],
    [plan.with(1, 'a,all,20000,-1,yes,1'), /, line 2, zone: "-1" is no number from 0 to/],
    [plan.with(1, 'a,all,20000,0,perhaps,1'), /, line 2, floor: "perhaps" is neither/],
    [
      [plan[0], 'a,all,20000,0,no,1', 'b,all,20000,0,no,1'],
      /, line 3, zone: "all" had 0 in line 2/,
    ],
    [
      [plan[0], 'a,all,20000,0,no,1', 'b,all,20001,1,no,1'],
      /, line 3, stratum_accounts: 20001 where "all" had 20000 before/,
    ],
    [[plan[0]], /holds no rows/],
  ]
  for (const [kept, message] of plans) assert.match(await said(good, kept), message)
  const planning = ['prevalence', 'plan', '--workspace', inFolder('work')]
  const one = ['--out', inFolder('x.csv'), '--plan', inFolder('x.csv'), '--reason', 'x']
  assert.match((await type(...planning, ...one)).err, /reviewers get the first, not the second/)
  const silent = ['--out', inFolder('x.csv'), '--plan', inFolder('y.csv')]
  assert.match((await type(...planning, ...silent)).err, /--reason is needed/)
  assert.match((await type('prevalence')).err, /expects "plan" or "estimate"/)
})
