/** What the README shows is what happens. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseScenarioText } from '../src/audit/load-scenario.ts'
import { slateCount } from '../src/audit/scenario.ts'
import { COMMANDS } from '../src/cli/commands.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

test('the example of the guard runs as it stands and does what it says', (context) => {
  const [, example] = /```ts\n([\s\S]*?)```/.exec(readme) ?? []
  assert.ok(example)
  const guard = new URL('../src/guard/index.ts', import.meta.url).href
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-readme-'))
  context.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'example.mts')
  writeFileSync(
    file,
    `${example.replace("'firebreak/guard'", `'${guard}'`)}
console.log(JSON.stringify({ allowed, learn }))`,
  )
  const answer: unknown = JSON.parse(execFileSync(process.execPath, [file], { encoding: 'utf8' }))
  assert.deepEqual(answer, { allowed: ['ada'], learn: [] })
})

test('the scenario that the README shows is one', () => {
  const [, example] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? []
  const scenario = parseScenarioText(example, 'README.md')
  assert.equal(slateCount(scenario), 13)
})

test('every command that the README calls exists and takes the options it is given', () => {
  const lines = readme.matchAll(/npx firebreak ([\w-]+)(.*)/g)
  for (const [, name, rest] of lines) {
    const command = COMMANDS.find((each) => each.name === name)
    assert.ok(command, name)
    for (const [, option] of rest.matchAll(/--([a-z-]+)/g)) {
      assert.ok(option in command.options, `${name} --${option}`)
    }
  }
})

test('both commands for a fresh machine stand where the main job looks for them', () => {
  assert.match(readme, /```sh demo\nnpm ci && npx firebreak demo\n```/)
  assert.match(readme, /```sh test\nnpm ci && npm test\n```/)
})
