import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { runStoreCases } from '../store.case.ts'
import { openSqliteStore } from './open.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-sqlite-'))
after(() => rmSync(root, { recursive: true }))

const key = {
  id: 'k',
  role: 'guard',
  person: null,
  childSafety: false,
  hash: 'h',
  createdAtMillis: 1,
  revokedAtMillis: null,
} as const

runStoreCases((name) => openSqliteStore(join(root, name)))

test('a store is on disk at each commit, and its write-ahead log is its own file', async () => {
  const store = await openSqliteStore(join(root, 'durable'))
  await store.transact((tx) => tx.putKey(key))
  assert.ok(statSync(join(root, 'durable', 'firebreak.sqlite-wal')).size > 0)
  await store.close()
  const database = new DatabaseSync(join(root, 'durable', 'firebreak.sqlite'))
  const mode = database.prepare('pragma journal_mode').get()
  assert.equal(mode?.['journal_mode'], 'wal')
  database.close()
})

test('a store that is not there, is no store, or was made by a newer one gets one sentence', async () => {
  await assert.rejects(openSqliteStore(join(root, 'nowhere'), { mustExist: true }), {
    name: 'StoreError',
    message: /nowhere has no store yet; make a first key with "firebreak key create/,
  })
  const other = mkdtempSync(join(root, 'other-'))
  writeFileSync(join(other, 'firebreak.sqlite'), 'no database at all, and long enough to be read')
  await assert.rejects(openSqliteStore(other), {
    message: /SQLITE_NOTADB\): it is no store of ours/,
  })

  const file = join(other, 'firebreak.sqlite')
  await assert.rejects(openSqliteStore(file), { message: /\(EEXIST\): check the path/ })

  const newer = join(root, 'newer')
  await (await openSqliteStore(newer)).close()
  const database = new DatabaseSync(join(newer, 'firebreak.sqlite'))
  database.exec(
    `insert into migrations select max(number) + 1, 'from the future', 0 from migrations`,
  )
  database.close()
  await assert.rejects(openSqliteStore(newer), {
    message: /changed by a newer Firebreak \(step \d+, "from the future"; this one knows \d+\)/,
  })
})

test('a writer that another process holds up gives way to everything else meanwhile', async () => {
  const dir = join(root, 'held')
  const store = await openSqliteStore(dir)
  const other = new DatabaseSync(join(dir, 'firebreak.sqlite'))
  other.exec('begin immediate')
  let written = false
  const writing = store.transact(async (tx) => {
    await tx.putKey(key)
    written = true
  })
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
  assert.equal(written, false)
  other.exec('rollback')
  await writing
  assert.equal((await store.keys()).length, 1)
  other.close()
  await store.close()
})

test('a commit that waits for the disk holds up nobody else in the process', async () => {
  const store = await openSqliteStore(join(root, 'aside'))
  let turns = 0
  const turning = setInterval(() => turns++, 0)
  const written = Array.from({ length: 200 }, async (_, i) => {
    await store.transact((tx) => tx.putKey({ ...key, id: `k${i}`, hash: `h${i}` }))
    return turns
  })
  const at = await Promise.all(written)
  clearInterval(turning)
  // timers went on between the first statement and the last
  assert.ok(at.at(-1)! > 1, String(at.at(-1)))
  assert.equal((await store.keys()).length, 200)
  await store.close()
})
