import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformOf } from '../platform/platform-of.ts'
import { evidenceFrom } from './evidence.ts'
import { reachableAccounts } from './ties.ts'

const platform = platformOf({
  accounts: ['seed', 'ada', 'bo', 'cy', 'dot', 'far'],
  follows: [
    ['ada', 'seed'],
    ['seed', 'ada'],
    ['bo', 'ada'],
    ['far', 'farther'],
  ],
  tags: [
    ['seed', '#zorblax'],
    ['cy', '#zorblax'],
  ],
  items: [
    ['bo', 'song'],
    ['dot', 'song'],
  ],
})

test('evidenceFrom() says each hop in words, directions kept', () => {
  const evidence = evidenceFrom(platform, [platform.accounts.find('seed')])
  assert.deepEqual(evidence(platform.accounts.find('ada')), [
    {
      seed: 'seed',
      steps: [
        {
          ties: ['follows', 'is followed by'],
          from: { account: 'seed' },
          to: { account: 'ada' },
        },
      ],
      cost: 0,
    },
  ])
  const [path] = evidence(platform.accounts.find('cy'))
  assert.deepEqual(path.steps, [
    { ties: ['uses'], from: { account: 'seed' }, to: { tag: '#zorblax' } },
    { ties: ['is used by'], from: { tag: '#zorblax' }, to: { account: 'cy' } },
  ])
})

test('evidenceFrom() has nothing to say of an account that no path reaches', () => {
  assert.deepEqual(evidenceFrom(platform, [0])(platform.accounts.find('far')), [])
})

test('reachableAccounts() goes over follows, tags and items, in any direction', () => {
  const reachable = reachableAccounts(platform, [platform.accounts.find('seed')])
  const names = Array.from(reachable.keys(), (row) => platform.accounts.idOf(row))
  assert.deepEqual(
    names.filter((_, row) => reachable[row]),
    ['seed', 'ada', 'bo', 'cy', 'dot'],
  )
})
