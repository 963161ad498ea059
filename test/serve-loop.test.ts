/** From files to a served answer: what was mapped is withheld, and a mapped network can be braked. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { main } from '../src/cli/main.ts'
import { DEFAULT_POLICY } from '../src/model/default-policy.ts'
import { killServer, startServer } from './kill-server.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-served-'))
after(() => rmSync(root, { recursive: true }))
const workspace = join(root, 'workspace')

async function firebreak(...args: string[]) {
  let stdout = ''
  let stderr = ''
  const exitCode = await main([...args, '--json'], {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  })
  assert.equal(exitCode, 0, stderr)
  const json: Record<string, any> = JSON.parse(stdout) // eslint-disable-line typescript/no-explicit-any
  return json
}

test('a platform that was imported and mapped is guarded by a server of its workspace', async () => {
  const data = join(root, 'data')
  await firebreak('simulate', '--out', data, '--accounts', '4000')
  await firebreak('import', data, '--workspace', workspace)
  const { networks } = await firebreak('map', '--workspace', workspace)
  const { scores } = await firebreak('scores', '--workspace', workspace)
  const key = async (role: string) =>
    (await firebreak('key', 'create', '--role', role, '--workspace', workspace))['key']
  const [guard, lead] = [await key('guard'), await key('lead')]
  const policy = { ...DEFAULT_POLICY, version: 'of-the-operator' }
  writeFileSync(join(workspace, 'policy.json'), JSON.stringify(policy))
  const server = await startServer(workspace)
  const ask = async (path: string, by: string, body: object) => {
    const response = await fetch(server.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${by}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const answer: Record<string, any> = JSON.parse(await response.text()) // eslint-disable-line typescript/no-explicit-any
    return answer
  }
  const [seeded] = readFileSync(join(data, 'signals.csv'), 'utf8').split('\n').slice(1)
  const [seed] = seeded.split(',')
  const rows: { account: string; network: string; role: string }[] = scores
  const far = rows.at(-1)!.account
  const filter = (...candidates: string[]) =>
    ask('/v1/recommendations/filter', guard, { viewer: null, surface: 'explore', candidates })
  const before = await filter(seed, rows[0].account, far)
  assert.deepEqual(before['allowed'], [far])
  assert.match(before['decision'], /^of-the-operator\/\d+$/)

  const { id } = networks[0]
  const members = rows.filter(({ network }) => network === id).map(({ account }) => account)
  const pull = { scope: { network: id }, reason: 'A test.', minutes: 5 }
  const brake = await ask('/v1/brakes', lead, pull)
  assert.equal(brake['live'], true)
  const held = await filter(...members, far)
  assert.deepEqual(held['allowed'], [far])
  assert.deepEqual(held['demoted'], [])
  assert.equal(held['withheld'], members.length)
  assert.match(held['decision'], /\/brake$/)
  assert.equal(await killServer(server, 'SIGTERM'), 0)
})
