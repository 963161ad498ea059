import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { Client } from 'pg'
import { openAuditKey } from './audit-key.ts'
import { hasStore, openCasework } from './open-casework.ts'

const url = process.env['FIREBREAK_TEST_DATABASE_URL']
delete process.env['DATABASE_URL']

function emptyWorkspace(context: TestContext): string {
  const workspace = mkdtempSync(join(tmpdir(), 'firebreak-casework-'))
  context.after(() => rmSync(workspace, { recursive: true }))
  return workspace
}

test('a workspace whose key has only signed reports has no store', async (context) => {
  const workspace = emptyWorkspace(context)
  openAuditKey(workspace)
  assert.equal(hasStore(workspace), false)
  const { store } = await openCasework(workspace)
  await store.close()
  assert.equal(hasStore(workspace), true)
})

test(
  'a workspace whose state is in PostgreSQL is not taken for one without',
  { skip: url === undefined && 'set FIREBREAK_TEST_DATABASE_URL to a PostgreSQL 15 to run this' },
  async (context) => {
    const name = `test_casework_${process.pid}`
    const client = new Client(url)
    await client.connect()
    await client.query(`create database ${name}`)
    context.after(async () => {
      delete process.env['DATABASE_URL']
      await client.query(`drop database ${name} with (force)`)
      await client.end()
    })
    const own = new URL(url!)
    own.pathname = name
    process.env['DATABASE_URL'] = own.href

    const workspace = emptyWorkspace(context)
    const { store } = await openCasework(workspace)
    await store.close()
    assert.equal(hasStore(workspace), true)
    delete process.env['DATABASE_URL']
    assert.throws(() => hasStore(workspace), /is in PostgreSQL; set DATABASE_URL to where/)
  },
)
