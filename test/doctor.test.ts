import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { main } from '../src/cli/main.ts'

delete process.env['DATABASE_URL'] // these are about the store of a workspace

const folder = mkdtempSync(join(tmpdir(), 'firebreak-doctor-'))
after(() => rmSync(folder, { recursive: true }))

async function firebreak(...args: string[]) {
  let stdout = ''
  const exitCode = await main(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: () => {} },
  })
  return { exitCode, stdout }
}

async function sickIn(workspace: string): Promise<Record<string, string>> {
  const { exitCode, stdout } = await firebreak('doctor', '--workspace', workspace, '--json')
  const json: { healthy: boolean; checks: { check: string; healthy: boolean; says: string }[] } =
    JSON.parse(stdout)
  const sick = json.checks.filter(({ healthy }) => !healthy)
  assert.equal(json.healthy, sick.length === 0)
  assert.equal(exitCode, json.healthy ? 0 : 1)
  return Object.fromEntries(sick.map(({ check, says }) => [check, says]))
}

test('doctor names what a workspace lacks, step by step, each with the command that mends it', async () => {
  const workspace = join(folder, 'workspace')
  const nothing = await sickIn(workspace)
  for (const check of ['platform', 'disk', 'map', 'store', 'server']) {
    assert.match(nothing[check], /firebreak (?:import|map|key create|serve)/, check)
  }

  const data = join(folder, 'data')
  await firebreak('simulate', '--out', data, '--accounts', '2000')
  await firebreak('import', data, '--workspace', workspace)
  const imported = await sickIn(workspace)
  assert.equal(imported['platform'], undefined)
  assert.match(imported['map'], /has no map yet; run "firebreak map/)

  await firebreak('map', '--workspace', workspace)
  await firebreak('key', 'create', '--role', 'admin', '--workspace', workspace)
  const { map, store } = await sickIn(workspace)
  assert.deepEqual([map, store], [undefined, undefined])

  writeFileSync(join(workspace, 'policy.json'), '{')
  assert.match((await sickIn(workspace))['documents'], /policy\.json/)
})

test('doctor alone looks at the machine', async () => {
  const { stdout } = await firebreak('doctor')
  assert.match(stdout, /^good {5}node {7}Node \d+/)
})
