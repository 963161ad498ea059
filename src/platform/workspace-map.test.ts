import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { InputError } from '../model/errors.ts'
import { platformOf } from './platform-of.ts'
import { saveWorkspace } from './workspace.ts'
import { graphMark, hasMap, mapBefore, openMap, saveMap } from './workspace-map.ts'

function workspace(context: TestContext): string {
  const dir = mkdtempSync(join(tmpdir(), 'firebreak-map-'))
  context.after(() => rmSync(dir, { recursive: true }))
  saveWorkspace(dir, platformOf({ follows: [['ada', 'bo']] }))
  return dir
}

const sections = [{ name: 'scores', data: Float64Array.of(0.25, 0.5) }]

test('openMap() gives back what saveMap() was given', (context) => {
  const dir = workspace(context)
  assert.equal(hasMap(dir), false)
  assert.throws(() => openMap(dir), /has no map yet; run "firebreak map/)
  saveMap(dir, graphMark(dir), sections)
  assert.equal(hasMap(dir), true)
  assert.deepEqual(openMap(dir).get('scores'), sections[0].data)
})

test('openMap() refuses a map that is older than the graph', (context) => {
  const dir = workspace(context)
  saveMap(dir, graphMark(dir), sections)
  saveWorkspace(dir, platformOf({ follows: [['ada', 'cy']] }))
  assert.throws(() => openMap(dir), /is older than what was imported since; run "firebreak map/)
})

test('openMap() refuses a damaged map with a sentence', (context) => {
  const dir = workspace(context)
  saveMap(dir, graphMark(dir), sections)
  const path = join(dir, 'map.fbk')
  const bytes = readFileSync(path)
  bytes[bytes.length - 1] ^= 1
  writeFileSync(path, bytes)
  assert.throws(() => openMap(dir), InputError)
})

test('mapBefore() reads a map of any graph, and none that is damaged or absent', (context) => {
  const dir = workspace(context)
  assert.equal(mapBefore(dir, graphMark(dir)), null)
  saveMap(dir, graphMark(dir), sections)
  const before = mapBefore(dir, graphMark(dir))
  assert.deepEqual(before?.sections.get('scores'), sections[0].data)
  assert.equal(before.isOfSameGraph, true)
  saveWorkspace(dir, platformOf({ follows: [['ada', 'cy']] }))
  assert.equal(mapBefore(dir, graphMark(dir))?.isOfSameGraph, false)
  writeFileSync(join(dir, 'map.fbk'), 'no map')
  assert.equal(mapBefore(dir, graphMark(dir)), null)
})
