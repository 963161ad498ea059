import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { GraphFileError, readSections, writeSections } from '../graph/graph-file.ts'
import { InputError } from '../model/errors.ts'
import { PlatformBuilder } from './builder.ts'
import { readPlatform, writePlatform } from './platform-file.ts'
import { platformOf } from './platform-of.ts'
import { lockWorkspace } from './workspace-lock.ts'
import { openWorkspace, saveWorkspace } from './workspace.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-workspace-'))
after(() => rmSync(root, { recursive: true }))
const fresh = () => mkdtempSync(join(root, 'w-'))

const small = platformOf({
  follows: [
    ['ada', 'bo'],
    ['bo', 'ada'],
    ['çelik', 'bo'],
  ],
  tags: [['ada', 'zorblax', 3]],
  items: [['bo', 'item-1', 0.25]],
  contacts: [['bo', 'ada', 2]],
  signals: [{ subject: { account: 'ada' }, policy: 'p', atMillis: 12 }],
  ageBands: { bo: 'minor' },
  truth: [['ada', 'source', 'ring']],
})

test('openWorkspace() gives back the platform that saveWorkspace() put there', () => {
  const dir = join(fresh(), 'made', 'on', 'the', 'way')
  saveWorkspace(dir, small)
  const opened = openWorkspace(dir)
  const { accounts, tags, items, ...rest } = small
  const { accounts: openedAccounts, tags: openedTags, items: openedItems, ...openedRest } = opened
  assert.deepEqual(openedRest, rest)
  assert.deepEqual(openedAccounts.columns(), accounts.columns())
  assert.deepEqual(openedTags.columns(), tags.columns())
  assert.deepEqual(openedItems.columns(), items.columns())
  assert.equal(openedAccounts.find('çelik'), 2)
  assert.equal(openedAccounts.find('nobody'), -1)
})

test('a platform read from shared memory works like any other', () => {
  const file = writePlatform(small)
  const shared = new SharedArrayBuffer(file.length)
  new Uint8Array(shared).set(file)
  const platform = readPlatform(shared)
  assert.equal(platform.accounts.find('çelik'), 2)
  assert.equal(platform.accounts.idOf(2), 'çelik')
  assert.deepEqual(platform.signals, small.signals)
  assert.equal(new PlatformBuilder(platform).build().follows.out.targets.length, 3)
})

test('an empty platform survives the file', () => {
  const dir = fresh()
  saveWorkspace(dir, platformOf({}))
  assert.equal(openWorkspace(dir).accounts.size, 0)
})

test('opening, adding nothing and saving leaves the same bytes', () => {
  const dir = fresh()
  saveWorkspace(dir, small)
  const before = readFileSync(join(dir, 'graph.fbk'))
  saveWorkspace(dir, new PlatformBuilder(openWorkspace(dir)).build())
  assert.deepEqual(readFileSync(join(dir, 'graph.fbk')), before)
})

test('saveWorkspace() removes what killed processes left, and nothing else', () => {
  const dir = fresh()
  const ended = spawnSync(process.execPath, ['--version']).pid
  writeFileSync(join(dir, `graph.fbk.${ended}.partial`), 'half')
  writeFileSync(join(dir, `graph.fbk.${process.ppid}.partial`), 'still being written')
  writeFileSync(join(dir, 'notes.txt'), 'mine')
  saveWorkspace(dir, small)
  const left = readdirSync(dir).toSorted()
  assert.deepEqual(left, ['graph.fbk', `graph.fbk.${process.ppid}.partial`, 'notes.txt'].toSorted())
})

test('openWorkspace() says what to do when there is nothing to open', () => {
  const dir = fresh()
  assert.throws(() => openWorkspace(dir), {
    name: 'InputError',
    message: `${dir} is no workspace: it has no graph.fbk; run "firebreak import PATH… --workspace ${dir}" first.`,
  })
})

test('openWorkspace() names the file when it is damaged, cut short or of a newer version', () => {
  const dir = fresh()
  const path = join(dir, 'graph.fbk')
  saveWorkspace(dir, small)
  const whole = readFileSync(path)
  const damaged = Buffer.from(whole)
  damaged[whole.length - 1] ^= 1
  const newer = Buffer.from(whole)
  newer[8] = 2
  const cases: [Uint8Array, string][] = [
    [damaged, 'section "truth.groupNames" is damaged'],
    [whole.subarray(0, 1000), `expected ${whole.length} bytes, got 1000`],
    [new Uint8Array(), 'expected at least 64 bytes, got 0'],
    [newer, 'version 2 is newer than 1, the newest known here'],
  ]
  for (const [bytes, what] of cases) {
    writeFileSync(path, bytes)
    assert.throws(() => openWorkspace(dir), {
      name: 'InputError',
      message: `${path} cannot be used: ${what}; import the files into a new workspace.`,
    })
  }
})

test('readPlatform() refuses a sound graph file that holds no platform', () => {
  const sections = [...readSections(writePlatform(small).buffer)]
  for (const [left] of sections) {
    if (left === 'truth.roles') continue // its absence means that no answer is known
    const rest = sections.filter(([name]) => name !== left)
    const file = writeSections(rest.map(([name, data]) => ({ name, data })))
    const isUnweighted = left.endsWith('.weights')
    if (isUnweighted) assert.ok(readPlatform(file.buffer))
    else assert.throws(() => readPlatform(file.buffer), GraphFileError, left)
  }
  const full = sections.map(([name, data]) => ({
    name,
    data: name === 'accounts.slots' ? Uint32Array.of(0, 0) : data,
  }))
  assert.throws(() => readPlatform(writeSections(full).buffer), /expected more than 3, got 2/)
})

test('saveWorkspace() says so when the directory cannot be made', () => {
  const path = join(fresh(), 'file')
  writeFileSync(path, '')
  assert.throws(() => saveWorkspace(path, small), {
    name: 'InputError',
    message: `${path}/graph.fbk could not be written (EEXIST) and is as it was; make room or choose another --workspace.`,
  })
})

test('lockWorkspace() lets one in after the other', async () => {
  const dir = fresh()
  const order: string[] = []
  const one = async (name: string) => {
    const lock = await lockWorkspace(dir)
    order.push(`${name} in`)
    await new Promise((resolve) => setTimeout(resolve, 5))
    order.push(`${name} out`)
    lock.release()
  }
  await Promise.all(['a', 'b', 'c'].map(one))
  for (let i = 0; i < 6; i += 2) assert.equal(order[i].slice(0, 2), order[i + 1].slice(0, 2))
  assert.deepEqual(readdirSync(dir), [])
})

test('lockWorkspace() takes over what a dead process left, and an unreadable lock', async () => {
  const dir = fresh()
  const { pid } = spawnSync(process.execPath, ['--version'])
  const left = [JSON.stringify({ pid, startedAt: null }), 'nonsense', 'null']
  // the same pid, but a process that started at another time
  if (existsSync('/proc/self/stat')) left.push(JSON.stringify({ pid: process.pid, startedAt: '1' }))
  for (const text of left) {
    writeFileSync(join(dir, 'import.lock'), text)
    const lock = await lockWorkspace(dir, { patienceMillis: 0 })
    lock.release()
  }
})

test('lockWorkspace() believes a process elsewhere that shows itself, and not one long silent', async () => {
  const dir = fresh()
  const path = join(dir, 'import.lock')
  writeFileSync(path, JSON.stringify({ pid: 1, host: 'a machine far away', startedAt: null }))
  await assert.rejects(lockWorkspace(dir, { patienceMillis: 0 }), InputError)
  utimesSync(path, 0, 0)
  const lock = await lockWorkspace(dir, { patienceMillis: 0 })
  lock.keep()
  lock.release()
})

test('lockWorkspace() gives up with a sentence when the other import does not end', async () => {
  const dir = fresh()
  const lock = await lockWorkspace(dir)
  await assert.rejects(
    lockWorkspace(dir, { patienceMillis: 0 }),
    (error) =>
      error instanceof InputError &&
      error.message.includes(`imported into by process ${process.pid}`),
  )
  lock.release()
})
