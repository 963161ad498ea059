/** Keys and the audit log through the command line, and what is said when somebody edits the file. */
import assert from 'node:assert/strict'
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import { main } from '../src/cli/main.ts'

delete process.env['DATABASE_URL'] // these are about the store of a workspace

const root = mkdtempSync(join(tmpdir(), 'firebreak-verify-'))
after(() => rmSync(root, { recursive: true }))
const whole = join(root, 'whole')

async function firebreak(...args: string[]) {
  let stdout = ''
  let stderr = ''
  const exitCode = await main(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  })
  return { exitCode, stdout, stderr }
}

async function answerOf(...args: string[]) {
  const { exitCode, stdout, stderr } = await firebreak(...args, '--json')
  assert.equal(stdout.trimEnd().split('\n').length, 1, stderr)
  const json: Record<string, any> = JSON.parse(stdout) // eslint-disable-line typescript/no-explicit-any
  return { exitCode, json }
}

before(async () => {
  for (const role of ['guard', 'ingest', 'investigator', 'lead', 'auditor', 'admin']) {
    const { exitCode, json } = await answerOf('key', 'create', '--role', role, '--workspace', whole)
    assert.equal(exitCode, 0)
    assert.deepEqual(Object.keys(json), ['id', 'role', 'key'])
    assert.equal(json['role'], role)
  }
})

/** A copy of the workspace that somebody has had their hands on. */
function tampered(name: string, ...statements: string[]): string {
  const copy = join(root, name)
  cpSync(whole, copy, { recursive: true })
  const database = new DatabaseSync(join(copy, 'firebreak.sqlite'))
  for (const statement of statements) database.exec(statement)
  database.close()
  return copy
}

test('keys are listed without what opens anything, and revoked by id', async () => {
  const copy = tampered('keys')
  const { json } = await answerOf('key', 'list', '--workspace', copy)
  assert.equal(json['keys'].length, 6)
  assert.deepEqual(Object.keys(json['keys'][0]), ['id', 'role', 'createdAt', 'revokedAt'])
  const [{ id }] = json['keys']
  const revoked = await answerOf('key', 'revoke', id, '--workspace', copy)
  assert.equal(revoked.json['id'], id)
  assert.ok(revoked.json['revokedAt'])
  assert.equal((await answerOf('verify', '--workspace', copy)).json['entries'], 7)
})

test('misuse of key and verify is exit 2 with the way out', async () => {
  const cases: [string[], RegExp][] = [
    [['key'], /key expects "create --role ROLE"/],
    [['key', 'create', '--workspace', whole], /--role expects one of guard, ingest/],
    [['key', 'create', '--role', 'king', '--workspace', whole], /got "king"/],
    [['key', 'revoke', '--workspace', whole], /key expects/],
    [['key', 'revoke', 'key-none', '--workspace', whole], /no key key-none; "firebreak key list"/],
    [['verify', '--workspace', join(root, 'nowhere')], /has no store yet; make a first key/],
  ]
  for (const [args, message] of cases) {
    const { exitCode, stderr } = await firebreak(...args)
    assert.equal(exitCode, 2, args.join(' '))
    assert.match(stderr, message)
  }
})

test('what is secret or says who is suspected is for its owner only', async () => {
  for (const name of ['audit-key.pem', 'firebreak.sqlite']) {
    assert.equal(statSync(join(whole, name)).mode & 0o777, 0o600, name)
  }
  const copy = tampered('open')
  chmodSync(join(copy, 'audit-key.pem'), 0o644)
  const { exitCode, stderr } = await firebreak('verify', '--workspace', copy)
  assert.equal(exitCode, 2)
  assert.match(stderr, /can be read by others; run "chmod 600/)
})

test('verify passes what nobody touched, and says what pins it', async () => {
  const { exitCode, json } = await answerOf('verify', '--workspace', whole)
  assert.equal(exitCode, 0)
  assert.deepEqual(
    [json['intact'], json['entries'], json['checkpoints'], json['breaks']],
    [true, 6, 6, []],
  )
  assert.equal(json['head'].sequence, 6)
})

const swap = (from: number, to: number) =>
  `update audit_entries set sequence = ${to} where sequence = ${from}`

test('verify names what was changed, removed, inserted or reordered, and exits 1', async () => {
  const columns = 'at_millis, actor, action, subject, reason, details, previous, hash'
  const cases: [string, string[], string[]][] = [
    ['edited', [`update audit_entries set actor = 'nobody' where sequence = 3`], ['changed 3']],
    ['unreadable', [`update audit_entries set details = '{' where sequence = 3`], ['changed 3']],
    ['gone', ['delete from audit_entries where sequence = 3'], ['removed 3']],
    ['cut', ['delete from audit_entries where sequence > 4'], ['removed 5', 'removed 6']],
    [
      'added',
      [
        `insert into audit_entries (sequence, ${columns}) select 7, ${columns} from audit_entries where sequence = 2`,
      ],
      ['inserted 7'],
    ],
    [
      'swapped',
      [swap(2, 99), swap(5, 2), swap(99, 5)],
      ['reordered 3', 'reordered 4', 'reordered 5'],
    ],
    [
      'resigned',
      [
        `update checkpoints set signature = (select signature from checkpoints where sequence = 1) where sequence = 6`,
      ],
      ['forged-checkpoint 6'],
    ],
  ]
  for (const [name, statements, expected] of cases) {
    const { exitCode, json } = await answerOf(
      'verify',
      '--workspace',
      tampered(name, ...statements),
    )
    assert.equal(exitCode, 1, name)
    const breaks: { kind: string; sequence: number }[] = json['breaks']
    assert.deepEqual(
      breaks.map(({ kind, sequence }) => `${kind} ${sequence}`),
      expected,
      name,
    )
  }
})

test('without the key that it was begun with a log is not verified, and no new key is put in its place', async () => {
  const copy = tampered('keyless')
  const path = join(copy, 'audit-key.pem')
  const key = readFileSync(path)
  rmSync(path)
  for (const args of [['verify'], ['key', 'create', '--role', 'guard']]) {
    const { exitCode, stderr } = await firebreak(...args, '--workspace', copy)
    assert.equal(exitCode, 2)
    assert.match(stderr, /audit-key.pem is missing; put back the copy/)
  }
  assert.ok(key.length > 0)
})
