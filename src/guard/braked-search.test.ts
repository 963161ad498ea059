import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Brake, type BrakeScope } from '../model/brake.ts'
import { createBrakedSearch } from './braked-search.ts'
import { createBrakes } from './brakes.ts'
import { createSearchGuard, parseSearchList } from './search/index.ts'

const HELP = { title: 'Help', url: 'https://help.example/' }
const list = parseSearchList({
  version: '1',
  entries: [{ id: 'one', match: 'token', text: 'zorblax', tier: 'block' }],
  resources: { everywhere: [HELP], regions: {} },
})

function search(scope: BrakeScope | null, withList = true) {
  const brake: Brake = {
    id: 'brake-1',
    scope: scope ?? { all: true },
    reason: 'A test.',
    pulledBy: 'ada',
    pulledAtMillis: 0,
    endsAtMillis: scope === null ? 0 : 1000,
    heldAccounts: null,
    releaseAskedBy: [],
    releasedAtMillis: null,
    endedAtMillis: null,
  }
  const brakes = createBrakes()
  brakes.set([brake], new Map())
  const searching = withList ? { guard: createSearchGuard({ list }), list } : null
  const { check } = createBrakedSearch(
    () => searching,
    brakes,
    () => 1,
  )
  return (query: string, region: string | null = null) =>
    check({ surface: 'search-accounts', query, region })
}

test('without a brake the list decides, and without a list nothing is blocked', () => {
  assert.deepEqual(search(null)('zorblax'), { action: 'block', resources: [HELP] })
  assert.deepEqual(search(null)('kittens'), { action: 'allow', resources: [] })
  assert.deepEqual(search(null, false)('zorblax'), { action: 'allow', resources: [] })
})

test('a held query is blocked with help, whatever it is', () => {
  const blocked = { action: 'block', resources: [HELP] }
  const cases: [BrakeScope, string, string | null, boolean][] = [
    [{ all: true }, 'kittens', null, true],
    [{ surface: 'search-accounts' }, 'kittens', null, true],
    [{ surface: 'feed' }, 'kittens', null, false],
    [{ region: 'XX' }, 'kittens', 'XX', true],
    [{ region: 'XX' }, 'kittens', 'YY', false],
    [{ tag: 'quibblefen' }, 'quibblefen', null, true],
    [{ tag: 'quibblefen' }, '#QuibbleFen', null, true],
    [{ tag: '#Quibblefen' }, 'quibblefen', null, true],
    [{ tag: 'quibblefen' }, 'quibble', null, false],
  ]
  for (const [scope, query, region, held] of cases) {
    const answer = search(scope)(query, region)
    assert.deepEqual(
      answer,
      held ? blocked : { action: 'allow', resources: [] },
      JSON.stringify(scope),
    )
  }
  assert.deepEqual(search({ all: true }, false)('kittens'), { action: 'block', resources: [] })
})
