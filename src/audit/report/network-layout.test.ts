import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../../util/random.ts'
import { layoutNetwork } from './network-layout.ts'

const BOX = { width: 680, height: 600 }

test('layoutNetwork() puts every node into the box, alone, in line, or unlinked', () => {
  const cases: [number, [number, number][]][] = [
    [0, []],
    [1, []],
    [2, [[0, 1]]],
    [
      5,
      [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 4],
      ],
    ],
    [40, []],
  ]
  for (const [count, links] of cases) {
    const radii = Array.from({ length: count }, () => 4)
    const { xs, ys } = layoutNetwork(radii, links, BOX)
    for (let i = 0; i < count; i++) {
      assert.ok(xs[i] >= 4 && xs[i] <= BOX.width - 4, `x ${xs[i]}`)
      assert.ok(ys[i] >= 4 && ys[i] <= BOX.height - 4, `y ${ys[i]}`)
    }
  }
})

test('layoutNetwork() lays two cliques apart and gives the same places again', () => {
  const links: [number, number][] = []
  for (let i = 0; i < 24; i++) {
    for (let j = i + 1; j < 24; j++) if (i < 12 === j < 12) links.push([i, j])
  }
  links.push([0, 12])
  const radii = Array.from({ length: 24 }, () => 3)
  const first = layoutNetwork(radii, links, BOX)
  const within = meanDistance(first, (i, j) => i < 12 === j < 12)
  const between = meanDistance(first, (i, j) => i < 12 !== j < 12)
  assert.ok(between > 2 * within, `${between} between, ${within} within`)
  assert.deepEqual(layoutNetwork(radii, links, BOX), first)
})

test('layoutNetwork() leaves few marks covering each other', () => {
  const random = createRandom(3)
  const radii = Array.from({ length: 150 }, (_, i) => (i < 15 ? 9 : 3))
  const links = Array.from({ length: 500 }, (): [number, number] => [
    15 + random.below(135),
    random.below(15),
  ])
  const { xs, ys } = layoutNetwork(radii, links, BOX)
  let covering = 0
  for (let i = 0; i < radii.length; i++) {
    for (let j = 0; j < i; j++) {
      if (Math.hypot(xs[i] - xs[j], ys[i] - ys[j]) < radii[i] + radii[j] - 0.5) covering++
    }
  }
  assert.ok(covering <= 3, `${covering} pairs cover each other`)
})

function meanDistance(
  { xs, ys }: { xs: Float64Array; ys: Float64Array },
  counts: (i: number, j: number) => boolean,
): number {
  let sum = 0
  let pairs = 0
  for (let i = 0; i < xs.length; i++) {
    for (let j = 0; j < i; j++) {
      if (!counts(i, j)) continue
      sum += Math.hypot(xs[i] - xs[j], ys[i] - ys[j])
      pairs++
    }
  }
  return sum / pairs
}
