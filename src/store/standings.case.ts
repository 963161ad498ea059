/**
 * What every store must do with standings and the automation that sets them, run beside `store.case.ts`.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Automation, NO_AUTOMATION } from '../model/automation.ts'
import { standingOf } from './examples.case.ts'
import { type Store } from './store.ts'

const PAGE = { after: 0, limit: 100 }

export function runStandingCases(open: (name: string) => Promise<Store>): void {
  test('standings keep their history, and the feed has the latest of each in order', async () => {
    const store = await open('standings')
    const set = (account: string, standing: number) =>
      store.transact((tx) => tx.setStanding(standingOf(account, standing)))
    assert.equal((await set('ada', 131)).version, 1)
    assert.equal((await set('bo', 129)).version, 2)
    assert.equal((await set('ada', 128)).version, 3)
    assert.deepEqual(versions(await store.standings(PAGE)), [
      [2, 'bo'],
      [3, 'ada'],
    ])
    assert.deepEqual(await store.standings({ after: 2, limit: 100 }), [
      { version: 3, ...standingOf('ada', 128) },
    ])
    assert.deepEqual(versions(await store.standings({ after: 0, limit: 1 })), [[2, 'bo']])
    assert.equal(await store.countStandings(), 2)
    assert.deepEqual(versions(await store.standingHistory('ada')), [
      [1, 'ada'],
      [3, 'ada'],
    ])
    await store.close()
  })

  test('many standings at once are each one change, and are found by their accounts', async () => {
    const store = await open('many')
    await store.transact((tx) => tx.setStanding(standingOf('ada', 131)))
    const many = Array.from({ length: 4500 }, (_, k) => standingOf(`a${k}`, 130))
    await store.transact((tx) => tx.setStandings([standingOf('ada', 132), ...many]))
    const found = await store.standingsOf(['ada', 'nobody', ...many.map(({ account }) => account)])
    assert.equal(found.size, 4501)
    assert.deepEqual(found.get('ada'), { version: 2, ...standingOf('ada', 132) })
    assert.deepEqual(found.get('a4499'), { version: 4502, ...standingOf('a4499', 130) })
    assert.equal((await store.standingHistory('ada')).length, 2)
    assert.equal((await store.standingsOf([])).size, 0)
    await store.close()
  })

  test('the automation is as it was put last, and its changes are counted by their time', async () => {
    const store = await open('automation')
    assert.deepEqual(await store.automation(), NO_AUTOMATION)
    assert.equal(await store.inferredChangesSince(0), 0)
    const halted: Automation = {
      holder: 'one',
      heldUntilMillis: 2 ** 41,
      haltedAtMillis: 7,
      countedFromMillis: 5,
      allowance: null,
    }
    const resumed = { ...halted, haltedAtMillis: null, allowance: 9 }
    await store.transact((tx) => tx.putAutomation(halted))
    assert.deepEqual(await store.automation(), halted)
    await store.transact(async (tx) => {
      await tx.putAutomation(resumed)
      for (const atMillis of [1, 2, 3]) await tx.addInferredChanges({ atMillis, count: 10 })
    })
    assert.deepEqual(await store.automation(), resumed)
    assert.equal(await store.inferredChangesSince(1), 20)
    assert.equal(await store.inferredChangesSince(3), 0)
    await store.close()
  })
}

const versions = (rows: readonly { version: number; account: string }[]) =>
  rows.map(({ version, account }) => [version, account])
