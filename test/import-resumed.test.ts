/** A long import that was killed is taken up where it was; what it left is believed only if sound. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { importPaths } from '../src/ingest/import.ts'
import { checkPart, partPaths } from '../src/ingest/part-file.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-resumed-'))
after(() => rmSync(root, { recursive: true }))

const OPTIONS = { threads: 2, rangeBytes: 40_000, spillFrom: 0, partBytes: 100_000 }
const follows = join(root, 'follows.csv')
const accounts = join(root, 'accounts.csv')
const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('')
writeFileSync(
  follows,
  `source,target\n${lines(400_000, (i) => (i % 50_000 === 9 ? 'bad\n' : `user-${(i * 7919) % 50_021},user-${i % 4999}\n`))}`,
)
// the later row of an account stands, whichever part it is in
writeFileSync(
  accounts,
  `account,age_band\n${lines(20_000, (i) => `user-${i % 5000},${i % 3 ? 'adult' : 'minor'}\n`)}`,
)
const paths = [accounts, follows]
const size = readFileSync(follows).length + readFileSync(accounts).length

const reference = join(root, 'reference')
await importPaths(paths, reference, { threads: 1 })
const contents = (workspace: string) => ({
  graph: readFileSync(join(workspace, 'graph.fbk')),
  rejects: readFileSync(join(workspace, 'rejects', 'follows.csv.ndjson'), 'utf8'),
  names: readdirSync(workspace).toSorted(),
})
const wanted = contents(reference)

/** Kill an import as soon as it has left so many parts; the names of their files. */
async function killedAfter(parts: number, workspace: string): Promise<string[]> {
  const script = `
    import { importPaths } from ${JSON.stringify(join(import.meta.dirname, '../src/ingest/import.ts'))}
    await importPaths(${JSON.stringify(paths)}, ${JSON.stringify(workspace)}, ${JSON.stringify(OPTIONS)})
  `
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: 'inherit',
  })
  const ended = once(child, 'exit')
  const spill = join(workspace, 'spill')
  const names = () =>
    existsSync(spill) ? readdirSync(spill).filter((name) => name.endsWith('.ids.part')) : []
  while (names().length < parts && child.exitCode === null) await sleep(1)
  child.kill('SIGKILL')
  await ended
  return names()
}

/** How many bytes the parts hold that a killed import has left. */
function bytesLeft(workspace: string): number {
  let bytes = 0
  for (const path of partPaths(join(workspace, 'spill'))) {
    for (const { key } of checkPart(path)?.about.ranges ?? []) {
      // the last range of a file has no end of its own
      const [, fileSize, , , start, end]: (number | null)[] = JSON.parse(key)
      bytes += (end ?? fileSize ?? 0) - (start ?? 0)
    }
  }
  return bytes
}

/** How many bytes are read anew. */
async function resume(workspace: string): Promise<number> {
  let read = 0
  const progress = (done: number, _total: number, what: string) => {
    if (what !== 'saving') read = Math.max(read, done)
  }
  await importPaths(paths, workspace, { ...OPTIONS, progress })
  return read
}

test('a killed import is taken up with the parts that it left, and they go in the end', async () => {
  const workspace = join(root, 'killed')
  const names = await killedAfter(4, workspace)
  assert.ok(names.length >= 4)
  assert.ok(!existsSync(join(workspace, 'graph.fbk')))
  // whatever was ready when it was killed is not read again: all of it, on a quick machine
  const left = bytesLeft(workspace)
  assert.ok(left > 0)
  const read = await resume(workspace)
  assert.ok(read <= size - left, `${read} of ${size}, of which ${left} were there`)
  assert.deepEqual(contents(workspace), wanted)
})

test('parts that are damaged, cut short, of another file or no parts at all are read again', async () => {
  const workspace = join(root, 'damaged')
  const names = await killedAfter(6, workspace)
  const spill = join(workspace, 'spill')
  const [flipped, cut, lonely] = names.map((name) => join(spill, name))
  const bytes = readFileSync(flipped)
  bytes[bytes.length >> 1] ^= 1
  writeFileSync(flipped, bytes)
  truncateSync(cut, 1000)
  rmSync(lonely.replace('.ids.part', '.rows.part'))
  writeFileSync(join(spill, 'zorblax.ids.part'), 'no part')
  writeFileSync(join(spill, 'zorblax.rows.part.1.partial'), 'half a part')
  await resume(workspace)
  assert.deepEqual(contents(workspace), wanted)
})

test('parts of a file that has changed since are not believed', async () => {
  const workspace = join(root, 'changed')
  await killedAfter(5, workspace)
  const text = readFileSync(follows)
  writeFileSync(follows, text) // the same, but who can tell
  await resume(workspace)
  assert.deepEqual(contents(workspace), wanted)
})
