import assert from 'node:assert/strict'
import { test } from 'node:test'
import { COMMANDS } from './commands.ts'
import { main } from './main.ts'

async function run(...args: string[]) {
  let stdout = ''
  let stderr = ''
  const exitCode = await main(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  })
  return { exitCode, stdout, stderr }
}

test('main() lists every command without being asked for one', async () => {
  const { exitCode, stdout } = await run()
  assert.equal(exitCode, 0)
  for (const { name, summary } of COMMANDS) assert.match(stdout, new RegExp(`${name} +${summary}`))
})

test('main() draws the manual of each command from its table', async () => {
  for (const { name, options } of COMMANDS) {
    const { exitCode, stdout } = await run(name, '--help')
    assert.equal(exitCode, 0)
    for (const option of Object.keys(options)) assert.ok(stdout.includes(`--${option}`), option)
  }
})

test('main() prints the manual of a command when help is asked about it', async () => {
  assert.deepEqual(await run('help', 'map'), await run('map', '--help'))
})

const MISUSES: readonly [string[], RegExp][] = [
  [['mapp'], /^firebreak: "mapp" is not a command; the commands are demo, simulate,/],
  [['map', '--wurkspace', 'W'], /Unknown option '--wurkspace'; see "firebreak map --help"/],
  [['map'], /--workspace is needed/],
  [['map', 'W'], /"W" is not expected here/],
  [['import', '--workspace', 'W'], /name at least one file or folder/],
  [['explain', '--workspace', 'W'], /name one account/],
  [['simulate'], /--out is needed/],
  [['simulate', '--out', 'D', '--accounts', 'many'], /--accounts expects a whole number from/],
  [['demo', '--seed=-1'], /--seed expects a whole number from 0 to/],
  [['audit', '--workspace', 'W'], /--scenario/],
  [['demo', '--seed', '-1'], /--seed is followed by "-1", .* write --seed=-1 if it is the value/],
  [['demo', '--seed'], /Option '--seed <value>' argument missing; see/],
  [['explain', '-dash'], /Unknown option '-d'; write -- -dash at the end/],
  [['help', 'mapp'], /"mapp" is not a command/],
  [['--json', 'map'], /"--json" stands before the command; the command comes first/],
  [['ma\u{1b}p\n'], /"ma\\u\{1b\}p\\u\{a\}" is not a command/],
]

for (const [args, sentence] of MISUSES) {
  test(`main() answers ${JSON.stringify(args.join(' '))} with one sentence and exit 2`, async () => {
    const { exitCode, stdout, stderr } = await run(...args)
    assert.equal(exitCode, 2)
    assert.equal(stdout, '')
    assert.match(stderr, sentence)
    assert.equal(stderr.trim().split('\n').length, 1)
  })
}

test('main() prints the version of the package', async () => {
  assert.match((await run('--version')).stdout, /^\d+\.\d+\.\d+\n$/)
})
