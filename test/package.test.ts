/** What is published works where nothing of this checkout is: built, installed, run, typed. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createKey } from '../src/casework/api-key.ts'
import { openCasework } from '../src/cli/open-casework.ts'
import { packStanding } from '../src/model/standing.ts'
import { killServer, startServer } from './kill-server.ts'

const checkout = fileURLToPath(new URL('..', import.meta.url))
const tsc = join(checkout, 'node_modules/.bin/tsc')

function npm(args: string[], cwd: string): string {
  return execFileSync('npm', [...args, '--loglevel=error'], { cwd, encoding: 'utf8' })
}

/** An empty folder elsewhere with the packed package installed in it. */
function installed(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-package-'))
  context.after(() => rmSync(folder, { recursive: true }))
  const packed = npm(['pack', '--json', '--pack-destination', folder], checkout)
  // what prepack prints comes before the JSON; newer npm answers with an object by name
  const answer: { filename: string }[] | Record<string, { filename: string }> = JSON.parse(
    packed.slice(packed.search(/^[[{]/m)),
  )
  const [{ filename }] = Object.values(answer)
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  npm(['install', '--prefer-offline', `./${filename}`], folder)
  return folder
}

test('the packed package runs the demo and gives the guard with its types', async (context) => {
  const folder = installed(context)
  const run = (command: string, args: string[]) =>
    execFileSync(command, args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })

  const answer: { world: { accounts: number } } = JSON.parse(
    run('npx', ['--no', 'firebreak', 'demo', '--accounts', '4000', '--json']),
  )
  assert.equal(answer.world.accounts, 4000)

  // the console comes built, where the command looks for it
  assert.ok(existsSync(join(folder, 'node_modules/firebreak/console/dist/index.html')))

  writeFileSync(
    join(folder, 'use.ts'),
    `import { createGuard } from 'firebreak/guard'
const guard = createGuard({ standings: [{ account: 'zorblax', standing: 'withhold' }] })
const answer = guard.filter('viewer', 'explore', ['zorblax', 'quibblefen'])
const allowed: readonly string[] = answer.allowed
// @ts-expect-error a surface that does not exist is refused by the types
export const misspelt = () => guard.filter('viewer', 'attic', [])
console.log(JSON.stringify({ allowed, withheld: answer.withheld }))
`,
  )
  run(tsc, ['--module', 'nodenext', '--target', 'es2024', '--strict', '--types', '', 'use.ts'])
  assert.deepEqual(JSON.parse(run('npx', ['--no', 'node', 'use.js'])), {
    allowed: ['quibblefen'],
    withheld: 1,
  })

  // the guard that follows a server, as docs/service.md shows it
  const workspace = join(folder, 'work')
  const casework = await openCasework(workspace)
  const { key } = await createKey(casework, 'guard', 'test')
  await casework.store.transact((tx) =>
    tx.setStanding({
      account: 'zorblax',
      standing: packStanding({ level: 'withhold' }),
      setBy: 'software',
      reason: 'A test.',
      atMillis: Date.now(),
      expiresAtMillis: null,
    }),
  )
  await casework.store.close()
  const server = await startServer(workspace)
  try {
    const [, example] = /```ts\n([\s\S]*?)```/.exec(
      readFileSync(join(folder, 'node_modules/firebreak/docs/service.md'), 'utf8'),
    )!
    const asked = example
      .replace('http://127.0.0.1:8420', server.url)
      .replace('a key of the role guard', key)
    assert.ok(asked.includes(key) && asked.includes(server.url))
    writeFileSync(
      join(folder, 'follow.ts'),
      `${asked}
console.log(JSON.stringify({ allowed, learn, state: follower.state }))
await follower.stop()
`,
    )
    run(tsc, ['--module', 'nodenext', '--target', 'es2024', '--strict', '--types', '', 'follow.ts'])
    assert.deepEqual(JSON.parse(run('npx', ['--no', 'node', 'follow.js'])), {
      allowed: ['ada'],
      learn: [],
      state: 'live',
    })
  } finally {
    await killServer(server, 'SIGKILL')
  }
})
