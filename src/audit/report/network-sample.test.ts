import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../../util/random.ts'
import { MAX_FOLLOWS, MAX_NODES, sampleNetwork } from './network-sample.ts'
import { type ReportNode } from './report-data.ts'

test('sampleNetwork() keeps a small network whole, without self-follows and strays', () => {
  const nodes: ReportNode[] = [{ role: 'source' }, { role: 'seeker' }]
  const sample = sampleNetwork({
    nodes,
    follows: [
      [1, 0],
      [0, 0],
      [1, 7],
    ],
  })
  assert.deepEqual(sample.nodes, nodes)
  assert.deepEqual(sample.follows, [[1, 0]])
  assert.equal(sample.followsBefore, 1)
})

test('sampleNetwork() bounds a large network and keeps who it turns on', () => {
  const random = createRandom(11)
  const nodes = Array.from({ length: 100_000 }, (_, i): ReportNode => ({
    role: i % 2000 === 0 ? 'source' : i % 5000 === 1 ? 'at-risk' : 'seeker',
    seed: i % 10_000 === 2,
  }))
  const follows = Array.from({ length: 300_000 }, (): [number, number] => [
    random.below(100_000),
    2000 * random.below(50),
  ])
  const sample = sampleNetwork({ nodes, follows })
  assert.equal(sample.nodes.length, MAX_NODES)
  assert.equal(sample.nodes.filter(({ role }) => role === 'source').length, 50)
  assert.equal(sample.nodes.filter(({ role }) => role === 'at-risk').length, 20)
  assert.equal(sample.nodes.filter(({ seed }) => seed).length, 10)
  assert.ok(sample.follows.length <= MAX_FOLLOWS)
  assert.deepEqual(sampleNetwork({ nodes, follows }), sample)
})

test('sampleNetwork() leaves no account without a follow when it thins follows', () => {
  const random = createRandom(12)
  const nodes = Array.from({ length: 400 }, (_, i): ReportNode => ({
    role: i < 40 ? 'source' : 'seeker',
  }))
  const follows = Array.from({ length: 20_000 }, (_, e): [number, number] => [
    40 + (e % 360),
    random.below(40),
  ])
  const sample = sampleNetwork({ nodes, follows })
  assert.equal(sample.follows.length, MAX_FOLLOWS)
  assert.equal(sample.followsBefore, 20_000)
  assert.equal(new Set(sample.follows.flat()).size, 400)
})
