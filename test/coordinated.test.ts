/** `firebreak coordinated` on files of interactions. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { main } from '../src/cli/main.ts'
import { openSqliteStore } from '../src/store/sqlite/open.ts'

const folder = mkdtempSync(join(tmpdir(), 'firebreak-coordinated-'))
const inFolder = (name: string) => join(folder, name)
after(() => rmSync(folder, { recursive: true }))

async function type(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await main(args, {
    stdout: { write: (text) => (said.out += text) },
    stderr: { write: (text) => (said.err += text) },
  })
  return { code, ...said }
}

writeFileSync(
  inFolder('interactions-1.csv'),
  `account,item,target,at
ada,one,,2026-01-01T00:00:00Z
bea,one,,2026-01-01T00:00:20Z
ada,two,,2026-01-02T00:00:00Z
cyd,two,,2026-01-02T00:00:05Z
bea,,cyd,2026-01-03T00:00:00Z
`,
)
writeFileSync(
  inFolder('interactions-2.csv'),
  `account,target,at
ada,cyd,2026-01-02T23:59:50Z
dot,cyd,
,cyd,2026-01-03
`,
)
const files = [inFolder('interactions-1.csv'), inFolder('interactions-2.csv')]

test('it counts pairs over files, items and accounts, and names nobody', async () => {
  const { code, out } = await type('coordinated', ...files, '--times', '2', '--json')
  assert.equal(code, 0)
  const { pairs, accounts, groups, interactions, rejected, untimed } = JSON.parse(out)
  assert.deepEqual(
    { pairs, accounts, groups, interactions, rejected, untimed },
    { pairs: 1, accounts: 2, groups: 1, interactions: 7, rejected: 1, untimed: 1 },
  )
  assert.doesNotMatch(out, /ada|bea/)
})

test('who they are goes to a file for its owner, with a reason that the log keeps', async () => {
  const work = inFolder('work')
  mkdirSync(work)
  assert.equal((await type('key', 'create', '--role', 'admin', '--workspace', work)).code, 0)
  const listed = ['--out', inFolder('pairs.csv'), '--workspace', work]
  const asked = ['coordinated', ...files, '--times', '1', '--seconds', '10', ...listed]
  assert.equal((await type(...asked)).code, 2)
  const { code, err } = await type(...asked, '--reason', 'Case 7')
  assert.equal(code, 0, err)
  assert.equal(
    readFileSync(inFolder('pairs.csv'), 'utf8'),
    'account,other,times,group\nada,bea,1,1\nada,cyd,1,1\n',
  )
  assert.equal(statSync(inFolder('pairs.csv')).mode & 0o777, 0o600)
  const store = await openSqliteStore(work)
  try {
    const entries = await store.auditEntries({ after: 0, limit: 100 })
    const entry = entries.find(({ action }) => action === 'coordination.listed')
    assert.equal(entry?.reason, 'Case 7')
  } finally {
    await store.close()
  }
})

test('a file of something else is refused', async () => {
  writeFileSync(inFolder('follows.csv'), 'source,target\nada,bea\n')
  const { code, err } = await type('coordinated', inFolder('follows.csv'))
  assert.equal(code, 2)
  assert.match(err, /is no file of interactions/)
})
