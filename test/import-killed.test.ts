/** Imports that end badly or meet each other: what was there stays, and nothing is lost. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { importPaths } from '../src/ingest/import.ts'
import { openWorkspace } from '../src/platform/workspace.ts'
import { createRandom } from '../src/util/random.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-killed-'))
after(() => rmSync(root, { recursive: true }))

const small = join(root, 'follows-small.csv')
const large = join(root, 'follows-large.csv')
before(() => {
  writeFileSync(small, 'source,target\nada,bo\n')
  const lines = Array.from({ length: 200_000 }, (_, i) => `u${(i * 7919) % 50_021},u${i % 4999}\n`)
  writeFileSync(large, `source,target\n${lines.join('')}`)
})

/** An import in a process of its own, which can be killed. */
function startImport(path: string, workspace: string): ChildProcess {
  const script = `
    import { importPaths } from ${JSON.stringify(join(import.meta.dirname, '../src/ingest/import.ts'))}
    process.stdout.write('ready')
    await importPaths([${JSON.stringify(path)}], ${JSON.stringify(workspace)})
  `
  return spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

test('an import killed at any moment leaves the last good state, and a later one is right', async () => {
  const workspace = join(root, 'killed')
  const graph = join(workspace, 'graph.fbk')
  await importPaths([small], workspace)
  const before = readFileSync(graph)
  const wanted = join(root, 'wanted')
  const start = performance.now()
  await importPaths([small], wanted)
  await importPaths([large], wanted)
  const duration = performance.now() - start
  const finished = readFileSync(join(wanted, 'graph.fbk'))

  const random = createRandom(7)
  let killed = 0
  for (let round = 0; round < 10; round++) {
    writeFileSync(graph, before)
    const child = startImport(large, workspace)
    const ended = once(child, 'exit')
    await once(child.stdout!, 'data')
    await sleep(random.next() * duration * 1.2)
    child.kill('SIGKILL')
    const [, signal] = await ended
    if (signal === 'SIGKILL') killed++
    const left = readFileSync(graph)
    assert.ok(left.equals(before) || left.equals(finished), `round ${round}`)
    openWorkspace(workspace)
  }
  assert.ok(killed > 0)

  await importPaths([large], workspace)
  assert.deepEqual(readFileSync(graph), finished)
  assert.deepEqual(readdirSync(workspace), ['graph.fbk'], 'no lock and no half-written file')
})

test('imports that run at once into one workspace all arrive', async () => {
  const workspace = join(root, 'shared')
  const paths = Array.from({ length: 4 }, (_, i) => {
    const path = join(root, `follows-${i}.csv`)
    writeFileSync(path, `source,target\nada,only-${i}\n`)
    return path
  })
  const [mine, ...others] = paths
  const children = others.map((path) => startImport(path, workspace))
  const ends = children.map((child) => once(child, 'exit'))
  await importPaths([mine], workspace)
  for (const end of ends) assert.deepEqual(await end, [0, null])

  const { accounts } = openWorkspace(workspace)
  for (let i = 0; i < paths.length; i++) assert.ok(accounts.find(`only-${i}`) >= 0)
  assert.deepEqual(readdirSync(workspace), ['graph.fbk'])
})

test('an import that fails leaves the lock open for the next', async () => {
  const workspace = join(root, 'failed')
  const wrong = join(root, 'follows-wrong.csv')
  copyFileSync(small, wrong)
  writeFileSync(wrong, 'from,to\n')
  await assert.rejects(importPaths([wrong], workspace))
  assert.deepEqual(readdirSync(workspace), [])
  await importPaths([small], workspace)
  assert.equal(openWorkspace(workspace).accounts.size, 2)
})
