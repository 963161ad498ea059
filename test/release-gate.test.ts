/** What docs/release-gate.md tells a team to run does run, and fails a recommender over its budget. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { main } from '../src/cli/main.ts'

const folder = mkdtempSync(join(tmpdir(), 'firebreak-gate-'))
after(() => rmSync(folder, { recursive: true }))
const quiet = { stdout: { write: () => true }, stderr: { write: () => true } }

test('the commands of the release gate run as they stand', async () => {
  const page = readFileSync(new URL('../docs/release-gate.md', import.meta.url), 'utf8')
  const [, script] = /```sh\n([\s\S]*?)```/.exec(page) ?? []
  const [data, workspace] = [join(folder, 'data'), join(folder, 'workspace')]
  await main(['simulate', '--out', data, '--accounts', '2000'], quiet)
  await main(['import', data, '--workspace', workspace], quiet)
  const codes: unknown[] = []
  for (const line of script.trim().split('\n')) {
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare)
    const args = words.slice(2).map((word) => {
      if (/^(audit|card)(-key)?\.\w+$/.test(word)) return join(folder, word)
      if (word === 'WORKSPACE') return workspace
      return word === 'RECOMMENDER' ? 'co-follow' : word === '300' ? '20' : word
    })
    codes.push(await main(args, quiet))
  }
  assert.deepEqual(codes, [1, 0, 0])
  for (const file of ['audit.xml', 'audit.sarif', 'audit.md', 'card.html']) {
    assert.ok(existsSync(join(folder, file)), file)
  }
})
