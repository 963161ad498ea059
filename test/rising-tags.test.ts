/** Two maps of one workspace: what came up between them is told, and still after a third of the same data. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { main } from '../src/cli/main.ts'
import { readMap } from '../src/cli/read-map.ts'
import { importPaths } from '../src/ingest/import.ts'
import { openWorkspace } from '../src/platform/workspace.ts'
import { simulateWorld } from '../src/simulate/simulate-world.ts'
import { writeWorld } from '../src/simulate/write-world.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-rising-'))
after(() => rmSync(root, { recursive: true }))

const silent = { stdout: { write: () => true }, stderr: { write: () => true } }
const workspace = join(root, 'workspace')

async function mapped() {
  assert.equal(await main(['map', '--workspace', workspace, '--json'], silent), 0)
  return readMap(workspace)
}

test('a tag that a network takes up between two maps rises with it, and one that others take up does not', async () => {
  const data = join(root, 'data')
  await writeWorld(simulateWorld({ accounts: 3000, planted: 120 }), data)
  await importPaths([data], workspace)
  const first = await mapped()
  assert.equal(first.networks[0].risingTags, null)

  const { accounts } = openWorkspace(workspace)
  const members = [...first.networks[0].rows].map((row) => accounts.idOf(row))
  const others = Array.from(Array(300).keys(), (k) => accounts.idOf(10 * k))
  const more = join(root, 'more')
  mkdirSync(more)
  const lines = [
    ...members.slice(0, 15).map((account) => `${account},zorbquint`),
    ...others.map((account) => `${account},snackplume`),
  ]
  writeFileSync(join(more, 'tags.csv'), ['account,tag', ...lines].join('\n'))
  await importPaths([more], workspace)
  for (let times = 0; times < 2; times++) {
    const { networks, tagsBefore } = await mapped()
    assert.deepEqual(
      networks[0].risingTags?.map(({ tag }) => tag),
      ['zorbquint'],
    )
    assert.deepEqual(tagsBefore?.census, first.tags)
  }
})
