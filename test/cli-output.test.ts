/** Where an answer cannot be written, the command line says so in one sentence and exits with 2. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const folder = mkdtempSync(join(tmpdir(), 'firebreak-output-'))
after(() => rmSync(folder, { recursive: true }))
const program = fileURLToPath(new URL('../bin/firebreak.js', import.meta.url))
const workspace = join(folder, 'workspace')
const file = join(folder, 'file')
const hasFullDevice = existsSync('/dev/full')

function firebreak(
  args: string[],
  { stdout = 'pipe', flags = [] }: { stdout?: 'pipe' | number; flags?: string[] } = {},
) {
  const { status, stderr } = spawnSync(process.execPath, [...flags, program, ...args], {
    stdio: ['ignore', stdout, 'pipe'],
    encoding: 'utf8',
  })
  return { exitCode: status, stderr }
}

function refused(args: string[], sentence: RegExp, options = {}) {
  const { exitCode, stderr } = firebreak(args, options)
  const last = stderr.trimEnd().split('\n').at(-1) ?? ''
  assert.match(last, sentence)
  assert.ok(!/^ +at /m.test(stderr), stderr)
  assert.equal(exitCode, 2)
}

before(() => {
  writeFileSync(file, '')
  const data = join(folder, 'data')
  for (const args of [
    ['simulate', '--out', data, '--accounts', '1000'],
    ['import', data, '--workspace', workspace],
    ['map', '--workspace', workspace],
  ]) {
    const { exitCode, stderr } = firebreak(args)
    assert.equal(exitCode, 0, stderr)
  }
})

test('scores makes the folders of --out, and refuses a place that cannot be written', () => {
  const scores = ['scores', '--workspace', workspace]
  const out = join(folder, 'made', 'here', 'scores.csv')
  assert.equal(firebreak([...scores, '--out', out]).exitCode, 0)
  assert.match(readFileSync(out, 'utf8'), /^account,score,rank/)
  refused([...scores, '--out', folder], /^firebreak: .* cannot be written \(EISDIR\)/)
  refused([...scores, '--out', join(file, 'scores.csv')], /cannot be written \(E(NOTDIR|EXIST)\)/)
  if (!hasFullDevice) return
  refused([...scores, '--out', '/dev/full'], /cannot be written \(ENOSPC\)/)
  const stdout = openSync('/dev/full', 'w')
  refused(scores, /^firebreak: what it printed could not be written \(ENOSPC\)/, { stdout })
})

test('simulate refuses a file in the place of its folder, and never replaces files of others', () => {
  const simulate = ['simulate', '--accounts', '1000', '--out']
  refused([...simulate, file], /^firebreak: .* cannot be written \(EEXIST\)/)
  const exports = join(folder, 'exports')
  mkdirSync(exports)
  const own = 'source,target\nzorblax,quibblefen\n'
  writeFileSync(join(exports, 'follows.csv'), own)
  refused([...simulate, exports], /follows\.csv is there already and was not made up here/)
  assert.equal(readFileSync(join(exports, 'follows.csv'), 'utf8'), own)
  assert.equal(existsSync(join(exports, 'accounts.csv')), false)
  assert.equal(firebreak([...simulate, join(folder, 'data')]).exitCode, 0)
})

test('a workspace that is a file, or whose graph is no file, is refused', () => {
  refused(['map', '--workspace', file], /is no workspace/)
  refused(['import', join(folder, 'data'), '--workspace', file], /cannot be written \(E/)
  const odd = join(folder, 'odd')
  mkdirSync(join(odd, 'graph.fbk'), { recursive: true })
  for (const args of [['map'], ['scores'], ['explain', 'zorblax']]) {
    refused([...args, '--workspace', odd], /^firebreak: .*(cannot be read \(EISDIR\)|no map yet)/)
  }
})

test('a Node that cannot run TypeScript is told which one can', () => {
  refused(['--version'], /cannot run a checkout; run "npx firebreak"/, {
    flags: ['--no-experimental-strip-types'],
  })
})
