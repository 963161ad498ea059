import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InputError } from '../../model/errors.ts'
import { packStanding } from '../../model/standing.ts'
import { loadState } from './followed-state.ts'

const withhold = packStanding({ level: 'withhold' })
const minor = packStanding({ ageBand: 'minor' })
const head = { format: 1, base: 'base-1', accounts: 2 }
const whole: readonly unknown[] = [
  head,
  ['kim', minor],
  ['ada', minor],
  ['ada', withhold, null],
  ['zorblax', withhold, 0],
  { version: 7 },
]

/** In batches of so many. */
async function* sent(lines: readonly unknown[], most: number): AsyncGenerator<readonly unknown[]> {
  for (let at = 0; at < lines.length; at += most) yield lines.slice(at, at + most)
}

test('a snapshot is the same guard however it is cut into parts', async () => {
  for (let most = 1; most <= whole.length; most++) {
    const state = await loadState(sent(whole, most))
    const { guard } = state
    assert.deepEqual([state.base, state.version, guard.state], ['base-1', 7, 'live'])
    assert.equal(guard.standingOf('kim'), minor)
    assert.equal(guard.standingOf('ada'), withhold)
    assert.equal(guard.standingOf('zorblax'), 0, 'what has ended does not hold')
    // taken back: what was known of everybody is beneath
    state.apply([{ account: 'ada', standing: 0, leftMillis: null }], 8)
    assert.deepEqual([guard.standingOf('ada'), state.version], [minor, 8])
  }
})

test('a snapshot that ends early, goes on late or says something else is none', async () => {
  const wrong: readonly (readonly unknown[])[] = [
    [],
    ...whole.keys().map((length) => whole.slice(0, length)),
    [...whole, ['late', minor]],
    [{ ...head, format: 2 }, { version: 7 }],
    [{ ...head, accounts: 1e12 }, { version: 7 }],
    [head, ['kim', 255], { version: 7 }],
    [head, ['', minor], { version: 7 }],
    [head, 'kim', { version: 7 }],
    [head, { version: -1 }],
  ]
  for (const lines of wrong) {
    for (const most of [1, 100]) {
      await assert.rejects(loadState(sent(lines, most)), InputError, JSON.stringify(lines))
    }
  }
})
