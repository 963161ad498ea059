/**
 * The closed loop through the command line, on a small made-up platform: every command, its JSON
 * keys and its exit codes as the contract has them.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { main } from '../src/cli/main.ts'

const folder = mkdtempSync(join(tmpdir(), 'firebreak-loop-'))
after(() => rmSync(folder, { recursive: true }))
const data = join(folder, 'data')
const workspace = join(folder, 'workspace')
const scores = join(folder, 'scores.csv')

async function firebreak(...args: string[]) {
  let stdout = ''
  let stderr = ''
  const exitCode = await main(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  })
  return { exitCode, stdout, stderr }
}

/** The answer with `--json`: one object, on one line. */
async function answerOf(...args: string[]) {
  const { exitCode, stdout, stderr } = await firebreak(...args, '--json')
  assert.equal(stdout.trimEnd().split('\n').length, 1, stderr)
  const json: Record<string, any> = JSON.parse(stdout) // eslint-disable-line typescript/no-explicit-any
  return { exitCode, json }
}

const keys = (value: object) => Object.keys(value).toSorted()

test('simulate writes import files and the truth beside them', async () => {
  const { exitCode, json } = await answerOf('simulate', '--out', data, '--accounts', '4000')
  assert.equal(exitCode, 0)
  assert.equal(json['accounts'], 4000)
  assert.match(readFileSync(join(data, 'truth.csv'), 'utf8'), /^account,role,network\r?\n/)
})

test('import answers what the workspace holds, and the same again the second time', async () => {
  const first = await answerOf('import', data, '--workspace', workspace)
  assert.equal(first.exitCode, 0)
  assert.deepEqual(keys(first.json), [
    'accounts',
    'elapsedSeconds',
    'follows',
    'interactions',
    'rejected',
    'signals',
    'tags',
  ])
  const graph = readFileSync(join(workspace, 'graph.fbk'))
  const second = await answerOf('import', data, '--workspace', workspace)
  assert.deepEqual({ ...second.json, elapsedSeconds: 0 }, { ...first.json, elapsedSeconds: 0 })
  assert.deepEqual(readFileSync(join(workspace, 'graph.fbk')), graph)
})

test('scores, explain and a guarded audit ask for a map first', async () => {
  for (const args of [
    ['scores'],
    ['explain', 'zorblax'],
    ['audit', '--scenario', 'glancing-contact', '--recommender', 'popular'],
  ]) {
    const { exitCode, stderr } = await firebreak(...args, '--workspace', workspace)
    assert.equal(exitCode, 2)
    assert.match(stderr, /no map yet; run "firebreak map|is no account of/)
  }
})

test('map answers sizes, networks and cost', async () => {
  const { exitCode, json } = await answerOf('map', '--workspace', workspace, '--budget', '50')
  assert.equal(exitCode, 0)
  assert.deepEqual(keys(json), [
    'accounts',
    'elapsedSeconds',
    'followSourcesBeyondChance',
    'follows',
    'networks',
    'peakMemoryMiB',
    'scored',
    'seeds',
    'size',
  ])
  const { value, low, high } = json['size']
  assert.ok(low <= value && value <= high && value >= json['networks'][0].accounts)
  assert.deepEqual(keys(json['networks'][0]), [
    'accounts',
    'atRisk',
    'conductance',
    'connectors',
    'expectedRoles',
    'id',
    'seekers',
    'sources',
    'stability',
    'uniqueFollowers',
  ])
  const expected: number[] = Object.values(json['networks'][0].expectedRoles)
  const all = expected.reduce((sum, count) => sum + count, 0)
  assert.ok(Math.abs(all - json['networks'][0].accounts) < 0.01)
})

test('scores lists every account but the seeds, best first', async () => {
  assert.equal((await firebreak('scores', '--workspace', workspace, '--out', scores)).exitCode, 0)
  const [header, ...rows] = readFileSync(scores, 'utf8').trimEnd().split('\n')
  assert.equal(header, 'account,score,rank,role,network,reachable')
  const seeds = new Set(
    readFileSync(join(data, 'signals.csv'), 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0]),
  )
  assert.equal(rows.length, 4000 - (seeds.size - (seeds.has('') ? 1 : 0)))
  let before = Infinity
  rows.forEach((row, k) => {
    const [account, score, rank, , , reachable] = row.split(',')
    assert.ok(!seeds.has(account))
    assert.equal(Number(rank), k + 1)
    assert.ok(Number(score) <= before)
    assert.match(reachable, /^(true|false)$/)
    before = Number(score)
  })
  const { stdout } = await firebreak('scores', '--workspace', workspace)
  assert.equal(stdout, readFileSync(scores, 'utf8'))
  const { json } = await answerOf('scores', '--workspace', workspace)
  assert.equal(json['scores'].length, rows.length)
  assert.deepEqual(Object.keys(json['scores'][0]), header.split(','))
})

test('explain gives the share of each detector and paths from the seeds', async () => {
  const [, best] = readFileSync(scores, 'utf8').split('\n')
  const [account] = best.split(',')
  const { exitCode, json } = await answerOf('explain', account, '--workspace', workspace)
  assert.equal(exitCode, 0)
  assert.equal(json['rank'], 1)
  assert.ok(json['paths'].length > 0)
  const chances: number[] = Object.values(json['roleProbabilities'])
  assert.ok(Math.abs(chances.reduce((sum, chance) => sum + chance, 0) - 1) < 1e-6)
  const shares: { share: number }[] = json['detectors']
  assert.ok(Math.abs(shares.reduce((sum, { share }) => sum + share, 0) - 1) < 0.05)
  const { stdout } = await firebreak('explain', account, '--workspace', workspace)
  assert.match(stdout, /has rank 1 of/)
  assert.match(stdout, /Probabilities: \S+ \d+ %/)
  assert.equal((await firebreak('explain', 'nobody', '--workspace', workspace)).exitCode, 2)
})

test('audit fails an unguarded recommender, passes a guarded one, and writes a report', async () => {
  const report = join(folder, 'audit.html')
  const audit = [
    'audit',
    '--workspace',
    workspace,
    '--scenario',
    'glancing-contact',
    '--recommender',
    'co-follow',
  ]
  const off = await answerOf(...audit, '--guard', 'off', '--test-accounts', '30')
  assert.equal(off.exitCode, 1)
  assert.equal(off.json['withinBudget'], false)
  assert.deepEqual(keys(off.json['audit']), ['unguarded'])

  const both = await answerOf(...audit, '--guard', 'both', '--report', report)
  assert.equal(both.exitCode, 0)
  assert.deepEqual(keys(both.json), [
    'audit',
    'authorisedBy',
    'checks',
    'recommender',
    'scenario',
    'scenarioHash',
    'withinBudget',
  ])
  for (const arm of ['unguarded', 'guarded']) {
    const measured = both.json['audit'][arm]
    for (const key of ['exposureAt10', 'floodRatio']) {
      assert.deepEqual(keys(measured[key]), ['high', 'low', 'value'])
    }
    assert.deepEqual(keys(measured.control.exposureAt10), ['high', 'low', 'value'])
    assert.equal(measured.testAccounts, 300)
    for (const key of ['slates', 'firstExposureMedianSlates', 'amplification']) {
      assert.ok(key in measured, key)
    }
  }
  assert.ok(both.json['audit'].unguarded.exposureAt10.value > 0.3)
  assert.ok(both.json['audit'].guarded.exposureAt10.value < 0.005)

  const html = readFileSync(report, 'utf8')
  assert.match(html, /^<!doctype html>/i)
  // a report is an ordinary answer: it names nobody
  for (const line of readFileSync(scores, 'utf8').split('\n').slice(1, 60)) {
    assert.ok(!html.includes(line.split(',')[0]))
  }
})

test('a map is not used for a platform that has changed since', async () => {
  const more = join(folder, 'follows.csv')
  writeFileSync(more, 'source,target\nzorblax,quibblefen\n')
  assert.equal((await firebreak('import', more, '--workspace', workspace)).exitCode, 0)
  const { exitCode, stderr } = await firebreak('scores', '--workspace', workspace)
  assert.equal(exitCode, 2)
  assert.match(stderr, /older than what was imported since; run "firebreak map/)
})

test('demo answers the contract, and its guarded arm is calm where the unguarded one floods', async () => {
  const out = join(folder, 'demo')
  const { exitCode, json } = await answerOf('demo', '--accounts', '6000', '--out', out)
  assert.equal(exitCode, 0)
  assert.deepEqual(keys(json), ['audit', 'collateral', 'elapsedSeconds', 'map', 'network', 'world'])
  assert.deepEqual(keys(json['map']), [
    'averagePrecision',
    'budget',
    'precisionAtBudget',
    'recallAtBudget',
  ])
  assert.deepEqual(keys(json['network']), ['sources', 'uniqueFollowers'])
  assert.ok(json['audit'].guarded.floodRatio.value < json['audit'].unguarded.floodRatio.value / 10)
  assert.match(readFileSync(join(out, 'report.html'), 'utf8'), /<svg/)
})

test('a reader that has read enough is no fault', async () => {
  const out = join(folder, 'demo', 'made-up-workspace')
  const program = fileURLToPath(new URL('../bin/firebreak.js', import.meta.url))
  const child = spawn(process.execPath, [program, 'scores', '--workspace', out])
  let stderr = ''
  child.stderr.on('data', (part: Buffer) => (stderr += String(part)))
  child.stdout.once('data', () => child.stdout.destroy())
  const [exitCode] = await once(child, 'close')
  assert.equal(exitCode, 0, stderr)
  assert.equal(stderr, '')
})
