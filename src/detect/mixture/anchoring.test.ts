import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildCsr, digraph } from '../../graph/csr.ts'
import { penaliseStrays } from './anchoring.ts'
import { createRoleBelief } from './role-belief.ts'

test('penaliseStrays() leaves a network full of seeds alone and loosens a family that hangs on it', () => {
  // seekers 0..9 follow sources 10..13; family 14..19 follow each other; one of them follows source 10
  const pairs: [number, number][] = []
  for (let seeker = 0; seeker < 10; seeker++) {
    for (let source = 10; source < 14; source++) pairs.push([seeker, source])
  }
  for (let a = 14; a < 20; a++) {
    for (let b = 14; b < 20; b++) if (a !== b) pairs.push([a, b])
  }
  pairs.push([14, 10])
  const sources = pairs.map(([source]) => source)
  const targets = pairs.map(([, target]) => target)
  const follows = digraph(buildCsr(20, 20, sources, targets))
  const isSeed = new Uint8Array(20)
  isSeed[0] = isSeed[1] = 1
  const seekers = createRoleBelief(20)
  const believed = createRoleBelief(20)
  for (let i = 0; i < 20; i++) {
    if (i < 10 || i >= 14) seekers.weights[i] = 1
    if (i >= 10) believed.weights[i] = 1
  }
  penaliseStrays(follows, seekers, believed, isSeed)
  for (let seeker = 0; seeker < 10; seeker++) assert.equal(seekers.penalties[seeker], 0)
  for (let source = 10; source < 14; source++) assert.equal(believed.penalties[source], 0)
  for (let member = 15; member < 20; member++) {
    assert.ok(seekers.penalties[member] < -5, `seeker ${member}: ${seekers.penalties[member]}`)
    assert.ok(believed.penalties[member] < -5, `source ${member}: ${believed.penalties[member]}`)
  }
})

test('penaliseStrays() takes nothing off when nobody but the seeds is believed', () => {
  const follows = digraph(buildCsr(3, 3, [0], [1]))
  const seekers = createRoleBelief(3)
  const sources = createRoleBelief(3)
  seekers.weights[0] = sources.weights[0] = 1
  penaliseStrays(follows, seekers, sources, Uint8Array.of(1, 0, 0))
  assert.deepEqual([...seekers.penalties, ...sources.penalties], [0, 0, 0, 0, 0, 0])
})
