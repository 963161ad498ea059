/** `firebreak live` as a person or a program meets it: lines in, lines out. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { main } from '../src/cli/main.ts'
import { seedsOf } from '../src/detect/seeds.ts'
import { platformOf } from '../src/platform/platform-of.ts'
import { graphPath, openWorkspace, saveWorkspace } from '../src/platform/workspace.ts'

interface Answer {
  line: number
  change: string
  micros: number
  changed: number
  settled: boolean
  closest: { account: string; score: number; rank: number }[]
}

function workspaceWith(context: TestContext): string {
  const workspace = mkdtempSync(join(tmpdir(), 'firebreak-live-'))
  context.after(() => rmSync(workspace, { recursive: true }))
  const follows = [
    ['ada', 'bo'],
    ['bo', 'cy'],
    ['cy', 'dee'],
    ['eve', 'flo'],
  ] as const
  saveWorkspace(workspace, platformOf({ follows, signals: [{ subject: { account: 'ada' } }] }))
  return workspace
}

async function live(workspace: string, lines: readonly string[], ...options: string[]) {
  let stdout = ''
  let stderr = ''
  const exitCode = await main(['live', '--workspace', workspace, ...options], {
    stdin: (async function* () {
      for (const line of lines) yield new TextEncoder().encode(`${line}\n`)
    })(),
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  })
  const answers: Answer[] = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  return { exitCode, answers, stderr }
}

test('live answers each change with who is closest, and writes nothing unless told to', async (context) => {
  const workspace = workspaceWith(context)
  const before = readFileSync(graphPath(workspace))
  const { exitCode, answers, stderr } = await live(
    workspace,
    [
      '{"seed":"eve"}',
      '{"follow":["gus","eve"]}',
      '{"unfollow":["bo","cy"]}',
      '',
      '{"withdraw":"ada"}',
    ],
    '--top',
    '2',
  )
  assert.equal(exitCode, 0, stderr)
  assert.deepEqual(
    answers.map(({ line, change, settled }) => [line, change, settled]),
    [
      [1, 'seed', true],
      [2, 'follow', true],
      [3, 'unfollow', true],
      [5, 'withdraw', true],
    ],
  )
  for (const { changed, micros, closest } of answers) {
    assert.ok(changed > 0 && micros >= 0 && closest.length <= 2)
    assert.ok(closest.every(({ score, rank }) => score > 0 && rank >= 1))
  }
  assert.deepEqual(
    new Set(answers[3].closest.map(({ account }) => account)),
    new Set(['flo', 'gus']),
  )
  assert.match(stderr, /4 changes taken in, 0 lines refused; .* is as it was/)
  assert.deepEqual(readFileSync(graphPath(workspace)), before)
})

const REFUSED: readonly [string, RegExp][] = [
  ['{"seed":', /line 1 is not JSON/],
  ['["seed","a"]', /line 1 is no change/],
  ['{"seed":"a","withdraw":"b"}', /line 1 is no change/],
  ['{"follow":["a"]}', /line 1 is no change/],
  ['{"block":"a"}', /line 1 is no change; write one of \{"seed":ID\}/],
  ['null', /line 1 is no change/],
  ['{"seed":""}', /line 1 has an id that is none; an id is a string of 1 to 256 bytes/],
  ['{"seed":7}', /line 1 has an id that is none/],
  ['{"seed":"\\ud800"}', /line 1 has an id that is none/],
  [`{"seed":"${'a'.repeat(257)}"}`, /line 1 has an id that is none/],
  [`{"seed":"${'a'.repeat(5000)}"}`, /line 1 is longer than 4,096 bytes/],
]

for (const [line, sentence] of REFUSED) {
  test(`live refuses ${line.slice(0, 40)} in one sentence, goes on, and exits with 1`, async (context) => {
    const { exitCode, answers, stderr } = await live(workspaceWith(context), [
      line,
      '{"seed":"cy"}',
    ])
    assert.equal(exitCode, 1)
    assert.deepEqual(
      answers.map(({ line }) => line),
      [2],
    )
    const said = stderr.split('\n').filter((each) => each.startsWith('firebreak:'))
    assert.equal(said.length, 1)
    assert.match(said[0], sentence)
  })
}

test('live --save puts seeds, follows and accounts into the workspace', async (context) => {
  const workspace = workspaceWith(context)
  const { exitCode, answers } = await live(
    workspace,
    [
      '{"follow":["gus","eve"]}',
      '{"unfollow":["bo","cy"]}',
      '{"seed":"gus"}',
      '{"withdraw":"ada"}',
    ],
    '--save',
    '--json',
  )
  assert.equal(exitCode, 0)
  assert.deepEqual(
    { ...answers.at(-1), elapsedSeconds: 0 },
    { changes: 4, refused: 0, accounts: 7, follows: 4, seeds: 1, saved: true, elapsedSeconds: 0 },
  )
  const platform = openWorkspace(workspace)
  const { accounts, follows } = platform
  const gus = accounts.find('gus')
  assert.deepEqual([...seedsOf(platform).rows], [gus])
  assert.equal(follows.out.targets[follows.out.starts[gus]], accounts.find('eve'))
  assert.equal(follows.out.targets.length, 4)
  const again = await live(workspace, ['{"seed":"ada"}', '{"withdraw":"gus"}'])
  assert.ok(again.answers[1].closest.every(({ account }) => account !== 'ada'))
})

test('live says what is wrong with a workspace before it reads a line', async () => {
  const { exitCode, stderr } = await live('no-such-folder', ['{"seed":"a"}'])
  assert.equal(exitCode, 2)
  assert.match(stderr, /no-such-folder is no workspace/)
})
