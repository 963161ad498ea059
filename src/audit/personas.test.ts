import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PlatformBuilder } from '../platform/builder.ts'
import { createRandom } from '../util/random.ts'
import { drawOrdinary, ordinaryRows, termOf, warmUpSize } from './personas.ts'
import { parseScenario } from './scenario.ts'

const builder = new PlatformBuilder()
const [ada, bo, carl, dee] = ['ada', 'bo', 'carl', 'dee'].map((id) => builder.accounts.add(id))
const use = (row: number, tag: string, count: number) =>
  builder.useTag(row, builder.tags.add(tag), count)
use(ada, 'common', 2)
use(ada, 'rare', 2)
use(ada, 'once', 1)
use(bo, 'common', 1)
use(carl, 'common', 5)
const platform = builder.build()
const harmful = Uint8Array.from([0, 0, 1, 0])

test('ordinaryRows() are the innocent users of the interests, and all innocents when there are none', () => {
  assert.deepEqual(ordinaryRows(platform, ['common', 'unheard'], harmful), [ada, bo])
  assert.deepEqual(ordinaryRows(platform, ['unheard'], harmful), [ada, bo, dee])
  assert.deepEqual(ordinaryRows(platform, [], harmful), [ada, bo, dee])
})

test('termOf() is the most used tag, of equals the rarest, else the id', () => {
  assert.equal(termOf(platform, ada), 'rare')
  assert.equal(termOf(platform, carl), 'common')
  assert.equal(termOf(platform, dee), 'dee')
})

test('drawOrdinary() draws each once, and no more than there are', () => {
  const drawn = drawOrdinary([4, 5, 6], 9, createRandom(1))
  assert.deepEqual(
    drawn.toSorted((a, b) => a - b),
    [4, 5, 6],
  )
  assert.equal(new Set(drawOrdinary([1, 2, 3, 4], 2, createRandom(2))).size, 2)
})

test('warmUpSize() counts follows and views of every warm-up', () => {
  const steps = [
    { kind: 'warm-up', follows: 5, views: 2 },
    { kind: 'meet', by: 'follow' },
    { kind: 'look', slates: 5 },
  ]
  assert.equal(warmUpSize(parseScenario({ name: 'any', surface: 'feed', steps })), 7)
})
