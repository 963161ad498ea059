import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { planSections, writeSections } from '../graph/graph-file.ts'
import { platformOf } from '../platform/platform-of.ts'
import { saveWorkspaceBy } from '../platform/workspace.ts'
import { startCrew, startHand } from './crew.ts'
import { shared } from './shared.ts'
import { writePlan } from './write-sections.ts'

const dir = mkdtempSync(join(tmpdir(), 'firebreak-sections-'))
after(() => rmSync(dir, { recursive: true }))
const numbers = (length: number) => Uint32Array.from({ length }, (_, i) => i * 2654435761)

test('writePlan() makes the file that writeSections() makes, whoever holds the sections', async () => {
  const sections = [
    { name: 'here', data: numbers(1001) },
    { name: 'short', data: shared(numbers(3)) },
    { name: 'long', data: shared(numbers(5000)) },
    { name: 'view', data: shared(Uint8Array.from(numbers(300))).subarray(3, 200) },
    { name: 'nothing', data: shared(new Uint32Array()) },
  ]
  for (const size of [1, 3]) {
    const path = join(dir, `by-${size}`)
    writeFileSync(path, '')
    const crew = startCrew(size)
    await writePlan(crew, path, planSections(sections))
    await Promise.all(crew.map((hand) => hand.end()))
    assert.ok(readFileSync(path).equals(writeSections(sections)), `${size}`)
  }
})

test('what a system refuses a thread is said in the sentence of any import', async () => {
  const workspace = join(dir, 'workspace')
  const hand = startHand()
  const write = saveWorkspaceBy(workspace, platformOf({ follows: [['ada', 'bo']] }), async () => {
    await hand.write({
      path: join(dir, 'none', 'such'),
      offset: 0,
      data: shared(new Uint8Array(9)),
    })
  })
  await assert.rejects(write, { name: 'InputError', message: /could not be written \(ENOENT\)/ })
  assert.deepEqual(readdirSync(workspace), [])
  await hand.end()
})
