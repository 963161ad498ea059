import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { GraphFileError, readSections, type Section, writeSections } from '../graph/graph-file.ts'
import { PlatformBuilder } from './builder.ts'
import { layOutPlatform, readPlatform } from './platform-file.ts'
import { platformOf } from './platform-of.ts'

const small = platformOf({
  follows: [
    ['ada', 'bo'],
    ['bo', 'ada'],
    ['çelik', 'bo'],
  ],
  tags: [['ada', 'zorblax', 3]],
  items: [['bo', 'item-1', 0.25]],
  contacts: [['bo', 'ada', 2]],
  signals: [{ subject: { account: 'ada' }, policy: 'p', atMillis: 12 }],
  ageBands: { bo: 'minor' },
  truth: [['ada', 'source', 'ring']],
})
const file = Uint8Array.from(Buffer.concat(layOutPlatform(small)))

function rewritten(change: (name: string, data: Section) => Section | null): Uint8Array {
  const sections = [...readSections(file)].flatMap(([name, data]) => {
    const changed = change(name, data)
    return changed ? [{ name, data: changed }] : []
  })
  return writeSections(sections)
}

test('a platform read from shared memory works like any other', () => {
  const shared = new Uint8Array(new SharedArrayBuffer(file.length))
  shared.set(file)
  const platform = readPlatform(shared)
  const row = platform.accounts.find('çelik')
  assert.equal(platform.accounts.idOf(row), 'çelik')
  assert.equal(platform.follows.out.targets.buffer, shared.buffer)
  assert.deepEqual(platform.signals, small.signals)
  assert.equal(new PlatformBuilder(platform).build().follows.out.targets.length, 3)
})

test('readPlatform() refuses a sound graph file that holds no platform', () => {
  for (const left of readSections(file).keys()) {
    if (left === 'truth.roles') continue // its absence means that no answer is known
    const rest = rewritten((name, data) => (name === left ? null : data))
    if (left.endsWith('.weights') || left === 'createdAtMillis') assert.ok(readPlatform(rest))
    else assert.throws(() => readPlatform(rest), GraphFileError, left)
  }
})

test('readPlatform() says which rows, ids, places or lists are not what they should be', () => {
  const cases: [name: string, data: Section, RegExp][] = [
    ['follows.out.targets', Uint32Array.of(9, 0, 1), /rows of "follows.out" are damaged: entry 0/],
    ['follows.out.targets', Uint32Array.of(1, 0), /rows of "follows.out" are damaged: end of row/],
    [
      'follows.in.starts',
      Uint32Array.of(0, 1, 0, 3),
      /rows of "follows.in" are damaged: end of row 1/,
    ],
    ['tagUses.out.weights', Float32Array.of(NaN), /rows of "tagUses.out" are damaged: weight 0/],
    ['ageBands', Uint8Array.of(0, 200, 0), /section "ageBands" expected values below 3, got 200/],
    ['truth.roles', Uint8Array.of(99, 0, 0), /section "truth.roles" expected values below/],
    [
      'truth.groups',
      Uint16Array.of(0, 0, 7),
      /section "truth.groups" expected values below 2, got 7/,
    ],
    ['truth.groupNames', text('["", 3]'), /section "truth.groupNames" expected names, got number/],
    ['signals', text('{'), /section "signals" is damaged/],
    ['signals', text('{}'), /section "signals" expected a JSON list/],
    ['signals', text('[{"kind":"shout"}]'), /section "signals" is damaged: signal/],
    ['accounts.offsets', Uint32Array.of(0, 9, 1, 8), /ids of "accounts" are damaged/],
  ]
  for (const [name, data, sentence] of cases) {
    const changed = rewritten((each, old) => (each === name ? data : old))
    assert.throws(() => readPlatform(changed), { name: 'GraphFileError', message: sentence })
  }
})

test('readPlatform() throws nothing but its own error, whatever numbers its sections hold', () => {
  const names = [...readSections(file).keys()]
  const change = fc.record({
    name: fc.constantFrom(...names),
    at: fc.nat(200),
    to: fc.oneof(fc.nat(10), fc.constantFrom(0xff, 0xffffffff, -1, NaN, Infinity)),
    length: fc.option(fc.nat(80)),
  })
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const changed = rewritten((name, old) => {
        let data = old
        for (const { name: where, at, to, length } of changes) {
          if (where !== name) continue
          data = data.slice(0, length ?? data.length)
          if (data.length > 0) data[at % data.length] = to
        }
        return data
      })
      try {
        const { follows, accounts } = readPlatform(changed)
        // whatever was let in can be walked on
        for (const target of follows.out.targets) assert.ok(target < accounts.size)
      } catch (error) {
        assert.ok(error instanceof GraphFileError, String(error))
      }
    }),
    { seed: 11, numRuns: 3000 },
  )
})

function text(json: string): Uint8Array {
  return new TextEncoder().encode(json)
}
