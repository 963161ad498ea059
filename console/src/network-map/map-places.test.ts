/** Where the accounts of a map stand, and what a line around them holds: the console's own arithmetic. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { test } from 'node:test'
import { moveApart } from './apart.ts'
import { addedBy, drawingOf, firstSeen, isApart } from './drawing.ts'
import { isInside } from './inside.ts'
import { placesAround, placesOpened, startingPlaces } from './places.ts'
import { groupsOf, rowsOf } from './tree-rows.ts'
import type { DrawnAccount } from '../../../src/investigate/draw.ts'
import type { NetworkPicture } from '../../../src/investigate/map-network.ts'

const ROLES = ['source', 'seeker', 'connector', 'at-risk', 'bystander'] as const
const PLAIN = { showsTags: false, hasAnchors: false }
const ROLE_COUNTS = { source: 1, seeker: 2, connector: 0, 'at-risk': 0, bystander: 0 }

const account = (k: number, more: Partial<DrawnAccount> = {}): DrawnAccount => ({
  account: `a${k}`,
  role: ROLES[k % ROLES.length],
  score: 1 / (k + 1),
  rank: k === 0 ? null : k,
  roleProbabilities: null,
  seed: k === 0,
  level: 'withhold',
  protected: false,
  network: 'network-1',
  community: k % 3,
  createdAt: null,
  signalledAt: null,
  ...more,
})

function pictureOf(count: number, pairs: readonly number[] = []): NetworkPicture {
  return {
    map: 'm',
    network: 'network-1',
    size: count + 40,
    accounts: Array.from({ length: count }, (_, k) => account(k)),
    follows: { pairs, more: 0 },
    communities: [0, 1, 2, 3].map((id) => ({
      id,
      accounts: id < 3 ? Math.ceil((count - id) / 3) : 40,
      roles: ROLE_COUNTS,
      seeds: 0,
      tag: null,
      open: id < 3,
    })),
    links: [{ from: 2, to: 3, follows: 7 }],
    tags: [{ tag: 'zorblax', spellings: [], uses: 3, lift: 9, standardErrors: 4, usedBy: [0, 1] }],
    rising: null,
    leftOut: { shielded: 0, overLimit: 0 },
  }
}

test('every node has a place, no two the same, and again the same each time', () => {
  for (const count of [0, 1, 2, 30, 400]) {
    const drawing = drawingOf(pictureOf(count), [], PLAIN)
    const places = startingPlaces(drawing)
    assert.deepEqual(new Set(places.keys()), new Set(drawing.byKey.keys()))
    const spots = [...places.values()].map(({ x, y }) => `${x.toFixed(6)} ${y.toFixed(6)}`)
    assert.equal(new Set(spots).size, spots.length)
    assert.ok([...places.values()].every(({ x, y }) => Number.isFinite(x + y)))
    assert.deepEqual(startingPlaces(drawing), places)
  }
})

test('whoever may be a child stands to the right of everybody else', () => {
  const drawing = drawingOf(pictureOf(60), [], PLAIN)
  const places = startingPlaces(drawing)
  const xOf = (wanted: boolean) =>
    drawing.nodes.filter((node) => isApart(node) === wanted).map(({ key }) => places.get(key)!.x)
  assert.ok(xOf(true).length > 5)
  assert.ok(Math.min(...xOf(true)) > Math.max(...xOf(false)))
})

test('what comes by an expansion moves nothing that stood there before, and stands outside', () => {
  const picture = pictureOf(30, [1, 0, 2, 0])
  const before = drawingOf(picture, [], PLAIN)
  const places = startingPlaces(before)
  const drawn = picture.accounts.map((each) => each.account)
  const fresh = [100, 101].map((k) => account(k, { community: null, role: 'bystander' }))
  const added = addedBy(
    {
      map: 'm',
      accounts: fresh,
      drawn: drawn.length,
      follows: { pairs: [30, 0, 31, 2, 31, 30], more: 0 },
      leftOut: { shielded: 0, overLimit: 0, unknown: 0 },
    },
    drawn,
  )
  const after = drawingOf(picture, [added], PLAIN)
  const keys = new Set(after.lines.map(({ from, to }) => `${from} ${to}`))
  for (const line of ['a:a1 a:a0', 'a:a100 a:a0', 'a:a101 a:a2', 'a:a101 a:a100']) {
    assert.ok(keys.has(line), line)
  }
  const moved = placesAround(after, places)
  for (const node of before.nodes) {
    if (!isApart(node)) assert.deepEqual(moved.get(node.key), places.get(node.key))
  }
  assert.equal(moved.size, places.size + 2)
  // the same again changes nothing: a follow is drawn once
  assert.equal(drawingOf(picture, [added, added], PLAIN).lines.length, after.lines.length)
})

test('a community opens where it stood closed, and the others stay about where they were', () => {
  const closed = pictureOf(90)
  const communities = closed.communities.map((each) => ({ ...each, open: false }))
  const before = drawingOf({ ...closed, accounts: [], communities }, [], PLAIN)
  const known = new Map([0, 1, 2, 3].map((id) => [`c:${id}`, { x: 400 * id, y: 300 * (id % 2) }]))
  assert.deepEqual(new Set(known.keys()), new Set(before.byKey.keys()))
  const open = closed.communities.map((each) => ({ ...each, open: each.id === 1 }))
  const accounts = closed.accounts.filter((each) => each.community === 1)
  const after = drawingOf({ ...closed, accounts, communities: open }, [], {
    ...PLAIN,
    hasAnchors: true,
  })
  const places = placesOpened(after, known)
  for (const [key, from] of known) {
    const to = places.get(key)!
    assert.ok(Math.hypot(to.x - from.x, to.y - from.y) < 60, key)
  }
  const anchor = places.get('c:1')!
  for (const node of after.nodes) {
    if (node.kind !== 'account' || isApart(node)) continue
    const place = places.get(node.key)!
    assert.ok(Math.hypot(place.x - anchor.x, place.y - anchor.y) < 100)
  }
})

test('communities moved apart keep their shape, and nine in ten of each lie outside the others', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
        minLength: 6,
        maxLength: 60,
      }),
      (points) => {
        const places = Float32Array.from(points.flat())
        const groups = Int32Array.from(points, (_, k) => k % 3)
        const from = places.slice()
        moveApart(places, groups)
        const middles = [0, 1, 2].map((group) => middleOf(places, groups, group))
        for (const [k, group] of groups.entries()) {
          const other = groups.indexOf(group)
          for (const axis of [0, 1]) {
            const was = from[2 * k + axis] - from[2 * other + axis]
            const is = places[2 * k + axis] - places[2 * other + axis]
            assert.ok(Math.abs(was - is) < 1e-2)
          }
        }
        for (const [k, a] of middles.entries()) {
          for (const b of middles.slice(0, k)) {
            assert.ok(Math.hypot(a.x - b.x, a.y - b.y) > a.radius + b.radius)
          }
        }
      },
    ),
  )
})

function middleOf(places: Float32Array, groups: Int32Array, group: number) {
  const nodes = [...groups.keys()].filter((k) => groups[k] === group)
  const x = nodes.reduce((sum, k) => sum + places[2 * k], 0) / nodes.length
  const y = nodes.reduce((sum, k) => sum + places[2 * k + 1], 0) / nodes.length
  const away = nodes
    .map((k) => Math.hypot(places[2 * k] - x, places[2 * k + 1] - y))
    .toSorted((a, b) => a - b)
  return { x, y, radius: away[Math.floor(0.9 * (away.length - 1))] }
}

test('a line drawn by hand holds what lies inside it, whichever way round', () => {
  const square = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
    { x: 0, y: 10 },
  ]
  fc.assert(
    fc.property(
      fc.double({ min: -5, max: 15, noNaN: true }),
      fc.double({ min: -5, max: 15, noNaN: true }),
      (x, y) => {
        const edges = [0, 10]
        fc.pre(!edges.includes(x) && !edges.includes(y))
        const expected = x > 0 && x < 10 && y > 0 && y < 10
        assert.equal(isInside({ x, y }, square), expected)
        assert.equal(isInside({ x, y }, square.toReversed()), expected)
      },
    ),
  )
})

test('the list has each account once, under its community or apart, and finds by id, role, rank', () => {
  const picture = pictureOf(60)
  const drawing = drawingOf(picture, [], { ...PLAIN, showsTags: true })
  const groups = groupsOf(picture, drawing)
  const unfolded = new Set(groups.map(({ key }) => key))
  const listed = rowsOf(groups, unfolded, '').flatMap((row) =>
    row.kind === 'account' ? [row.account.account] : [],
  )
  assert.deepEqual(listed.toSorted(), picture.accounts.map((each) => each.account).toSorted())
  const found = (search: string) =>
    rowsOf(groups, new Set(), search).flatMap((row) =>
      row.kind === 'account' ? [row.account.account] : [],
    )
  assert.deepEqual(found('a17'), ['a17'])
  assert.deepEqual(found('rank 5'), ['a5'])
  assert.deepEqual(found('seed'), ['a0'])
  assert.equal(found('sources').length, 12)
  assert.deepEqual(found('quibblefen'), [])
  // one that is not opened has its row and no account
  assert.ok(groups.some(({ community, accounts }) => community?.id === 3 && accounts.length === 0))
})

test('first seen is when the account was made, or else its first signal', () => {
  const at = '2026-01-02T03:04:05.000Z'
  assert.equal(firstSeen(account(1)), null)
  assert.equal(firstSeen(account(1, { signalledAt: at })), Date.parse(at))
  assert.equal(firstSeen(account(1, { createdAt: at, signalledAt: null })), Date.parse(at))
})
