import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGuard, DEFAULT_POLICY } from '../guard/index.ts'
import { recommenders } from '../recommend/index.ts'
import { networkRows } from './network-rows.ts'
import { fans, plantedPlatform, seekers, sources } from './planted.case.ts'
import { type ArmResult, type AuditOptions, runAudit } from './run-audit.ts'
import { inProcess } from './adapters/in-process.ts'
import { parseScenario } from './scenario.ts'
import { glancingContact } from './scenarios/glancing-contact.ts'
import { handfulOfFollows } from './scenarios/handful-of-follows.ts'
import { scenarios } from './scenarios/index.ts'

const platform = plantedPlatform()
const harmful = networkRows(platform)
const [coFollow] = recommenders
const audit = (options: Partial<AuditOptions> = {}): Promise<ArmResult> =>
  runAudit({
    platform,
    recommender: inProcess(coFollow, platform),
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

test('runAudit() shows the harm that an unguarded recommender does, and that a control does not see it', async () => {
  for (const scenario of [glancingContact, handfulOfFollows]) {
    const arm = await audit({ scenario })
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

test('runAudit() sees nothing of a network that the guard withholds whole, and innocent slates stay', async () => {
  for (const scenario of [glancingContact, handfulOfFollows]) {
    const arm = await audit({ scenario, guard: guardOf([...sources, ...seekers]) })
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

test('runAudit() counts what the guard takes from innocent accounts', async () => {
  const arm = await audit({
    guard: guardOf([...sources, ...seekers, ...fans.slice(0, 3), 'person-1']),
  })
  const share = arm.benignWithheldShare ?? Number.NaN
  assert.ok(share > 0 && share < 0.05)
  assert.equal(arm.lookAlikes[0].withheld, 3)
})

test('runAudit() does not claim to know who is innocent where there are no known answers', async () => {
  const unknown = { ...platform, truth: null }
  const known = [...sources, ...seekers]
  const counted = networkRows(
    unknown,
    known.map((id) => platform.accounts.find(id)),
  )
  const arm = await audit({ platform: unknown, harmful: counted, guard: guardOf(known) })
  assert.equal(arm.exposureAt10.value, 0)
  assert.equal(arm.benignWithheldShare, null)
})

test('a guard that stops only what is learnt already keeps a glancing contact from leading anywhere', async () => {
  // only the account that is met is known; all others are unknown to the guard
  const firstContacts = [platform.accounts.find('source-0')]
  const unguarded = await audit({ scenario: glancingContact, firstContacts })
  const guarded = await audit({
    scenario: glancingContact,
    firstContacts,
    guard: guardOf(['source-0']),
  })
  assert.ok(unguarded.exposureAt10.value > 0.2)
  assert.ok(guarded.exposureAt10.value < unguarded.exposureAt10.value / 5)
})

test('a guard in shadow mode changes nothing of what is shown', async () => {
  const shadow = guardOf([...sources, ...seekers], { ...DEFAULT_POLICY, mode: 'shadow' })
  const { exposureBySlate } = await audit()
  assert.deepEqual((await audit({ guard: shadow })).exposureBySlate, exposureBySlate)
})

test('runAudit() finds no amplification between two arms of innocent accounts', async () => {
  const people = Array.from({ length: 300 }, (_, row) => row)
  const arm = await audit({ firstContacts: people, testAccounts: 100 })
  const { treated, control } = { treated: arm.exposureAt10, control: arm.control.exposureAt10 }
  assert.ok(treated.low <= control.high && control.low <= treated.high)
  assert.ok(arm.amplification > 1 / 3 && arm.amplification < 3, `${arm.amplification}`)
  const { low, high } = arm.amplificationInterval
  assert.ok(low < 1 && high > 1)
  assert.ok(arm.againstControl.every(({ adjusted }) => adjusted > 0.05))
})

test('runAudit() gives the same result for the same seed and another for another', async () => {
  const randomWalk = recommenders.find(({ id }) => id === 'random-walk')!
  const recommender = inProcess(randomWalk, platform)
  const run = (seed: number) => audit({ recommender, seed, testAccounts: 10 })
  assert.deepEqual(await run(7), await run(7))
  assert.notDeepEqual(await run(7), await run(8))
})

test('runAudit() has the keys that its JSON promises and holds no account id', async () => {
  const arm = await audit({ testAccounts: 12 })
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

test('runAudit() tells how far it has come', async () => {
  const told: string[] = []
  await audit({
    testAccounts: 2,
    progress: (done, total, what) => told.push(`${done}/${total} ${what}`),
  })
  assert.deepEqual(told, ['1/2 test accounts', '2/2 test accounts'])
})

test('runAudit() refuses what it cannot measure, in a sentence', async () => {
  await assert.rejects(() => audit({ firstContacts: [] }), {
    name: 'InputError',
    message: /no known source account for a first contact; import signals/,
  })
  await assert.rejects(() => audit({ harmful: new Uint8Array(platform.accounts.size).fill(1) }), {
    name: 'InputError',
    message: /All 376 accounts of the platform are of the network/,
  })
  await assert.rejects(() => audit({ harmful: new Uint8Array(3) }), /expected length 376, got 3/)
  await assert.rejects(() => audit({ testAccounts: 0 }), /expected a whole number above 0, got 0/)
})

test('every ready scenario runs on every surface it names, with every arm', async () => {
  for (const scenario of scenarios) {
    const arm = await audit({ scenario, testAccounts: 12 })
    const surfaces = new Set(
      scenario.steps.flatMap((step) =>
        step.kind === 'look' ? [step.surface ?? scenario.surface] : [],
      ),
    )
    assert.deepEqual(new Set(arm.bySurface.map(({ surface }) => surface)), surfaces, scenario.name)
    assert.deepEqual(Object.keys(arm.furtherArms), [...scenario.arms])
  }
})

test('a fresh account and one that nobody is known by see less of the network than a treated one', async () => {
  const scenario = parseScenario({
    name: 'arms',
    arms: ['fresh', 'non-personalised', 'preference-matched'],
    steps: [
      { kind: 'look', slates: 2 },
      { kind: 'meet', by: 'follow' },
      { kind: 'look', slates: 6 },
    ],
  })
  const { exposureAt10, furtherArms, lag, slates } = await audit({ scenario })
  for (const arm of scenario.arms) {
    assert.ok(furtherArms[arm]!.exposureAt10.value < exposureAt10.value / 3, arm)
    assert.ok(furtherArms[arm]!.amplification > 3, arm)
  }
  assert.equal(slates, 6)
  assert.ok(lag.before! < exposureAt10.value / 3 && lag.lift! > 3)
})

test('accounts that are removed are not shown again, and others of the network take their place', async () => {
  const scenario = parseScenario({
    name: 'removal',
    steps: [
      { kind: 'meet', by: 'follow' },
      { kind: 'look', slates: 1 },
      { kind: 'remove-network' },
      { kind: 'look', slates: 3 },
    ],
  })
  const { replacementRate, bySurface } = await audit({ scenario })
  assert.ok(replacementRate! > 0)
  assert.equal(bySurface.length, 1)
  const withheld = await audit({ scenario, guard: guardOf([...sources, ...seekers]) })
  assert.equal(withheld.replacementRate, 0)
})

test('each end of a guard can be measured alone, and both together do no less', async () => {
  const guard = guardOf(sources.slice(0, 6))
  const firstContacts = sources.slice(0, 6).map((id) => platform.accounts.find(id))
  const run = async (end: 'both' | 'candidates' | 'learning') =>
    (await audit({ guard, end, firstContacts })).exposureAt10.value
  const off = (await audit({ firstContacts })).exposureAt10.value
  const [both, candidates, learning] = [
    await run('both'),
    await run('candidates'),
    await run('learning'),
  ]
  assert.ok(candidates < off && learning < off)
  assert.ok(both <= candidates && both <= learning)
})

test('a graded exposure of ones and noughts is the binary one', async () => {
  const arm = await audit({ grades: harmful })
  assert.ok(Math.abs(arm.gradedExposureAt10!.value - arm.exposureAt10.value) < 1e-12)
  assert.equal((await audit({ testAccounts: 2 })).gradedExposureAt10, null)
})
