/** `audit nightly` as a lead runs it: a ledger, a verdict, an exit code. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { main } from '../src/cli/main.ts'

const folder = mkdtempSync(join(tmpdir(), 'firebreak-nightly-'))
after(() => rmSync(folder, { recursive: true }))
const workspace = join(folder, 'workspace')

before(async () => {
  const data = join(folder, 'data')
  await firebreak('simulate', '--out', data, '--accounts', '2000')
  await firebreak('import', data, '--workspace', workspace)
})

async function firebreak(...args: string[]) {
  let [said, warned] = ['', '']
  const code = await main(args, {
    stdout: { write: (text: string) => ((said += text), true) },
    stderr: { write: (text: string) => ((warned += text), true) },
  })
  return { code, said, warned }
}

function nightly(ledger: string, recommender: string, ...more: string[]) {
  const file = join(folder, ledger)
  const args = `audit nightly --workspace ${workspace} --ledger ${file} --scenario glancing-contact --recommender ${recommender} --guard off --test-accounts 20`
  return firebreak(...args.split(' '), ...more)
}

test('a recommender that floods crosses on its first nights, and the alarm stays', async () => {
  const first = await nightly('flood.json', 'co-follow')
  assert.equal(first.code, 1)
  assert.match(first.said, /Exposure over budget: the evidence crossed 20 on night 1\./)
  assert.match(first.said, /e = [\d.e+]+, level alpha 0\.05/)
  // a later night of the same ledger does not take it back, whatever it shows
  const second = await nightly('flood.json', 'co-follow', '--json')
  assert.equal(second.code, 1)
  const { nights, crossedOnNight, tonight } = JSON.parse(second.said)
  assert.deepEqual([nights, crossedOnNight], [2, 1])
  assert.equal(tonight.seed, 1 + 1_000_003)
})

test('one within its budget gives no reason to stop, night after night with other test accounts', async () => {
  const seeds = []
  for (let night = 1; night <= 3; night++) {
    const { code, said } = await nightly('calm.json', 'popular', '--json', '--budget', '0.05')
    const answer = JSON.parse(said)
    assert.deepEqual([code, answer.nights, answer.withinBudget], [0, night, true])
    assert.ok(answer.e <= 1)
    seeds.push(answer.tonight.seed)
  }
  assert.equal(new Set(seeds).size, 3)
  const ledger = readFileSync(join(folder, 'calm.json'), 'utf8')
  assert.equal(JSON.parse(ledger).nights.length, 3)
  assert.doesNotMatch(ledger, /account-/)
  assert.ok(!existsSync(join(folder, 'calm.json.partial')))
})

test('a ledger of another claim, a damaged one and a missing option are refused in a sentence', async () => {
  await nightly('claim.json', 'popular', '--budget', '0.05')
  const other = await nightly('claim.json', 'popular', '--budget', '0.04')
  assert.equal(other.code, 2)
  assert.match(other.warned, /ledger of another budget, 0\.05 and not 0\.04/)
  writeFileSync(join(folder, 'broken.json'), '{"claim":')
  const broken = await nightly('broken.json', 'popular')
  assert.equal(broken.code, 2)
  assert.match(broken.warned, /is no JSON/)
  writeFileSync(join(folder, 'broken.json'), '{"claim":{},"nights":[]}')
  assert.match((await nightly('broken.json', 'popular')).warned, /ledger of another scenario/)
  const none = await firebreak('audit', 'nightly', '--workspace', workspace)
  assert.equal(none.code, 2)
  assert.match(none.warned, /--ledger is needed/)
  assert.equal((await nightly('zero.json', 'popular', '--budget', '0')).code, 2)
})

test('each surface is judged against its own budget, with one chance of a false alarm for all', async () => {
  writeFileSync(
    join(folder, 'two.yaml'),
    `name: two-surfaces
steps:
  - { kind: meet, by: follow }
  - { kind: look, slates: 3, surface: explore }
  - { kind: look, slates: 3, surface: related-accounts }
budgets: { related-accounts: 0.5 }
`,
  )
  const args = (ledger: string, budget: string) =>
    `audit nightly --workspace ${workspace} --ledger ${join(folder, ledger)} --scenario ${join(folder, 'two.yaml')} --recommender co-follow --guard off --test-accounts 30 --budget ${budget} --json`.split(
      ' ',
    )
  const first = await firebreak(...args('surfaces.json', '0.9,explore=0.02'))
  assert.equal(first.code, 1)
  const { checks, crossedOnNight } = JSON.parse(first.said)
  assert.equal(crossedOnNight, 1)
  assert.deepEqual(
    checks.map(({ surface, budget, crossedOnNight: crossed }: Record<string, unknown>) => [
      surface,
      budget,
      crossed,
    ]),
    [
      ['all', 0.9, null],
      ['explore', 0.02, 1],
      ['related-accounts', 0.5, null],
    ],
  )
  const other = await firebreak(...args('surfaces.json', '0.9,explore=0.03'))
  assert.equal(other.code, 2)
  assert.match(other.warned, /ledger of another budget of explore, 0\.02 and not 0\.03/)
  const elsewhere = await firebreak(...args('elsewhere.json', 'feed=0.01'))
  assert.equal(elsewhere.code, 2)
  assert.match(elsewhere.warned, /names feed, where two-surfaces does not look/)
})
