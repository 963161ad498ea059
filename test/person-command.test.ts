/** The people who sign in, made and let go through the command line. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { signIn } from '../src/casework/session.ts'
import { main } from '../src/cli/main.ts'
import { openCasework } from '../src/cli/open-casework.ts'

delete process.env['DATABASE_URL'] // these are about the store of a workspace

const root = mkdtempSync(join(tmpdir(), 'firebreak-person-'))
after(() => rmSync(root, { recursive: true }))

async function person(...args: string[]) {
  let stdout = ''
  let stderr = ''
  const exitCode = await main(['person', ...args, '--workspace', root], {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  })
  return { exitCode, stdout, stderr }
}

async function answerOf(...args: string[]) {
  const { exitCode, stdout, stderr } = await person(...args, '--json')
  assert.equal(exitCode, 0, stderr)
  const json: Record<string, any> = JSON.parse(stdout) // eslint-disable-line typescript/no-explicit-any
  return json
}

async function opens(name: string, password: string): Promise<boolean> {
  const casework = await openCasework(root)
  try {
    return (await signIn(casework, { name, password })) !== null
  } finally {
    await casework.store.close()
  }
}

test('a person is made, given a new password and disabled; each password opens as long as it counts', async () => {
  const made = await answerOf(
    'create',
    '--name',
    ' Ada  Quibble',
    '--role',
    'lead',
    '--child-safety',
  )
  const { id, password, ...who } = made
  assert.deepEqual(who, { name: 'Ada Quibble', role: 'lead', childSafety: true })
  assert.equal(await opens('ada quibble', password), true)
  const reset = await answerOf('reset', '--name', 'ADA QUIBBLE')
  assert.equal(await opens('Ada Quibble', password), false)
  assert.equal(await opens('Ada Quibble', reset['password']), true)
  await answerOf('create', '--name', 'bo@platform.example', '--role', 'auditor', '--provider')
  assert.equal(await opens('bo@platform.example', ''), false)

  const { people } = await answerOf('list')
  assert.deepEqual(
    people.map(({ name, disabledAt }: { name: string; disabledAt: string }) => [name, disabledAt]),
    [
      ['Ada Quibble', null],
      ['bo@platform.example', null],
    ],
  )
  // neither what opens something, nor its hash
  assert.ok(!JSON.stringify(people).includes('scrypt'))
  assert.equal((await answerOf('disable', '--name', 'Ada Quibble'))['id'], id)
  assert.equal(await opens('Ada Quibble', reset['password']), false)
  assert.match((await person('list')).stdout, /Ada Quibble +lead +yes/)
})

test('misuse of person is exit 2 with the way out', async () => {
  const cases: [string[], RegExp][] = [
    [[], /person expects "create", "list", "reset" or "disable"/],
    [['create', '--role', 'lead'], /--name is needed/],
    [['create', '--name', 'Cy', '--role', 'guard'], /--role expects one of investigator, lead/],
    [
      ['create', '--name', 'ada quibble', '--role', 'lead'],
      /There is a person ada quibble already/,
    ],
    [['disable', '--name', 'Nobody'], /no person Nobody; "firebreak person list"/],
    [['list', 'all'], /"all" is not expected here/],
  ]
  for (const [args, message] of cases) {
    const { exitCode, stderr } = await person(...args)
    assert.equal(exitCode, 2, args.join(' '))
    assert.match(stderr, message)
  }
})
