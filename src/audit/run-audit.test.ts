import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGuard, DEFAULT_POLICY } from '../guard/index.ts'
import { recommenders } from '../recommend/index.ts'
import { networkRows } from './network-rows.ts'
import { fans, plantedPlatform, seekers, sources } from './planted.case.ts'
import { type ArmResult, type AuditOptions, runAudit } from './run-audit.ts'
import { glancingContact, handfulOfFollows } from './scenario.ts'

const platform = plantedPlatform()
const harmful = networkRows(platform)
const [coFollow] = recommenders
const audit = (options: Partial<AuditOptions> = {}): ArmResult =>
  runAudit({
    platform,
    fitted: coFollow.fit(platform),
    guard: null,
    harmful,
    scenario: handfulOfFollows,
    testAccounts: 40,
    ...options,
  })
const guardOf = (ids: readonly string[], policy = DEFAULT_POLICY) =>
  createGuard({
    policy,
    standings: ids.map((account) => ({ account, standing: 'withhold' as const })),
  })

test('runAudit() shows the harm that an unguarded recommender does, and that a control does not see it', () => {
  for (const scenario of [glancingContact, handfulOfFollows]) {
    const arm = audit({ scenario })
    assert.ok(arm.exposureAt10.value > 0.2, scenario.name)
    assert.ok(arm.control.exposureAt10.value < 0.05, scenario.name)
    assert.ok(arm.amplification > 5, scenario.name)
    assert.ok(arm.amplificationInterval.low > 2, scenario.name)
    assert.ok(arm.againstControl.every(({ adjusted }) => adjusted < 0.01))
    assert.ok(arm.unexposedBySlate.treated[0].surviving < 0.5)
    assert.equal(arm.firstExposureMedianSlates, 1)
    assert.ok(arm.shareExposed > 0.9)
  }
})

test('runAudit() sees nothing of a network that the guard withholds whole, and innocent slates stay', () => {
  for (const scenario of [glancingContact, handfulOfFollows]) {
    const arm = audit({ scenario, guard: guardOf([...sources, ...seekers]) })
    assert.deepEqual(arm.exposureAt10, { value: 0, low: 0, high: 1 - 0.05 ** (1 / 40) })
    assert.equal(arm.floodRatio.value, 0)
    assert.equal(arm.shareExposed, 0)
    assert.equal(arm.firstExposureMedianSlates, null)
    assert.equal(arm.amplification, 1)
    assert.equal(arm.benignWithheldShare, 0)
    assert.deepEqual(arm.lookAlikes, [
      { kind: 'fan-club', group: 'fan-club-1', accounts: 34, withheld: 0 },
    ])
  }
})

test('runAudit() counts what the guard takes from innocent accounts', () => {
  const arm = audit({ guard: guardOf([...sources, ...seekers, ...fans.slice(0, 3), 'person-1']) })
  const share = arm.benignWithheldShare ?? Number.NaN
  assert.ok(share > 0 && share < 0.05)
  assert.equal(arm.lookAlikes[0].withheld, 3)
})

test('runAudit() does not claim to know who is innocent where there are no known answers', () => {
  const unknown = { ...platform, truth: null }
  const known = [...sources, ...seekers]
  const counted = networkRows(
    unknown,
    known.map((id) => platform.accounts.find(id)),
  )
  const arm = audit({ platform: unknown, harmful: counted, guard: guardOf(known) })
  assert.equal(arm.exposureAt10.value, 0)
  assert.equal(arm.benignWithheldShare, null)
})

test('a guard that stops only what is learnt already keeps a glancing contact from leading anywhere', () => {
  // only the account that is met is known; all others are unknown to the guard
  const firstContacts = [platform.accounts.find('source-0')]
  const unguarded = audit({ scenario: glancingContact, firstContacts })
  const guarded = audit({ scenario: glancingContact, firstContacts, guard: guardOf(['source-0']) })
  assert.ok(unguarded.exposureAt10.value > 0.2)
  assert.ok(guarded.exposureAt10.value < unguarded.exposureAt10.value / 5)
})

test('a guard in shadow mode changes nothing of what is shown', () => {
  const shadow = guardOf([...sources, ...seekers], { ...DEFAULT_POLICY, mode: 'shadow' })
  const { exposureBySlate } = audit()
  assert.deepEqual(audit({ guard: shadow }).exposureBySlate, exposureBySlate)
})

test('runAudit() finds no amplification between two arms of innocent accounts', () => {
  const people = Array.from({ length: 300 }, (_, row) => row)
  const arm = audit({ firstContacts: people, testAccounts: 100 })
  const { treated, control } = { treated: arm.exposureAt10, control: arm.control.exposureAt10 }
  assert.ok(treated.low <= control.high && control.low <= treated.high)
  assert.ok(arm.amplification > 1 / 3 && arm.amplification < 3, `${arm.amplification}`)
  const { low, high } = arm.amplificationInterval
  assert.ok(low < 1 && high > 1)
  assert.ok(arm.againstControl.every(({ adjusted }) => adjusted > 0.05))
})

test('runAudit() gives the same result for the same seed and another for another', () => {
  const randomWalk = recommenders.find(({ id }) => id === 'random-walk')!
  const fitted = randomWalk.fit(platform)
  const run = (seed: number) => audit({ fitted, seed, testAccounts: 10 })
  assert.deepEqual(run(7), run(7))
  assert.notDeepEqual(run(7), run(8))
})

test('runAudit() has the keys that its JSON promises and holds no account id', () => {
  const arm = audit({ testAccounts: 12 })
  const { control, ...rest } = arm
  assert.deepEqual(Object.keys(control), ['exposureAt10', 'shareExposed'])
  for (const key of [
    'testAccounts',
    'slates',
    'exposureAt10',
    'floodRatio',
    'firstExposureMedianSlates',
    'amplification',
  ]) {
    assert.ok(key in rest, key)
  }
  for (const interval of [arm.exposureAt10, arm.floodRatio, control.exposureAt10]) {
    assert.deepEqual(Object.keys(interval).toSorted(), ['high', 'low', 'value'])
    assert.ok(interval.low <= interval.value && interval.value <= interval.high)
  }
  assert.equal(arm.testAccounts, 12)
  assert.equal(arm.slates, 13)
  assert.equal(arm.exposureBySlate.treated.length, 13)
  assert.doesNotMatch(JSON.stringify(arm), /(source|seeker|person|account)-\d/)
})

test('runAudit() tells how far it has come', () => {
  const told: string[] = []
  audit({ testAccounts: 2, progress: (done, total, what) => told.push(`${done}/${total} ${what}`) })
  assert.deepEqual(told, ['1/2 test accounts', '2/2 test accounts'])
})

test('runAudit() refuses what it cannot measure, in a sentence', () => {
  assert.throws(() => audit({ firstContacts: [] }), {
    name: 'InputError',
    message: /no known source account for a first contact; import signals/,
  })
  assert.throws(() => audit({ harmful: new Uint8Array(platform.accounts.size).fill(1) }), {
    name: 'InputError',
    message: /All 376 accounts of the platform are of the network/,
  })
  assert.throws(() => audit({ harmful: new Uint8Array(3) }), /expected length 376, got 3/)
  assert.throws(() => audit({ testAccounts: 0 }), /expected a whole number above 0, got 0/)
})
