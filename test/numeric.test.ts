/** The same question in JSON and in bytes, over real HTTP: the same answer. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { DEFAULT_POLICY } from '../src/model/default-policy.ts'
import { allStandings, packStanding } from '../src/model/standing.ts'
import { SURFACES } from '../src/model/surface.ts'
import { askNumbers, type NumericQuestion, postNumbers, writeNumbers } from './numeric.ts'
import { type Running, runService } from './service.ts'

/** Small ones, and those at the edges of 32, 53 and 64 bits. */
const IDS = [0n, 7n, 10n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 53n + 1n, 2n ** 63n, 2n ** 64n - 1n]
const id = fc.oneof(fc.constantFrom(...IDS), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }))
const question: fc.Arbitrary<NumericQuestion> = fc.record({
  viewer: fc.option(id),
  surface: fc.constantFrom(...SURFACES),
  candidates: fc.array(id, { maxLength: 40 }),
  region: fc.option(fc.constantFrom('no', 'zörb')),
  tag: fc.option(fc.constantFrom('quibblefen', 'zorblax')),
})
const standings = fc.array(
  fc.record({
    account: fc.constantFrom(...IDS.map(String)),
    standing: fc.constantFrom(...allStandings().map((one) => packStanding(one))),
  }),
  { minLength: 4, maxLength: 12 },
)

async function run(use: (running: Running) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'firebreak-numeric-'))
  const running = await runService(dir)
  try {
    await use(running)
  } finally {
    await running.close()
    rmSync(dir, { recursive: true })
  }
}

/** Ask both ways; how many candidates were not allowed. */
async function askBoth({ ask, keys, url }: Running, asked: NumericQuestion): Promise<number> {
  const { body, status } = await ask(keys.guard, 'POST', '/v1/recommendations/filter', {
    ...asked,
    viewer: asked.viewer === null ? null : String(asked.viewer),
    candidates: asked.candidates.map(String),
  })
  assert.equal(status, 200)
  const numbers = await askNumbers(url, keys.guard, writeNumbers(asked))
  const having = (action: number) =>
    asked.candidates.filter((_, i) => numbers.actions[i] === action).map(String)
  assert.equal(numbers.decision, body.decision)
  assert.deepEqual(having(0), body.allowed)
  assert.deepEqual(having(1), body.demoted)
  const { demoted, withheld } = body.shadow ?? { ...body, demoted: body.demoted.length }
  assert.equal(numbers.isShadow, body.shadow !== undefined)
  assert.equal(numbers.demoted, demoted)
  assert.equal(numbers.withheld, withheld)
  if (!body.shadow) assert.equal(having(2).length, body.withheld)
  return demoted + withheld
}

test('numbers and text are decided alike, under brakes, in shadow mode and with a draft beside', () =>
  run(async (running) => {
    const { service, ask, keys } = running
    let held = 0
    await fc.assert(
      fc.asyncProperty(
        standings,
        question,
        fc.constantFrom('enforce', 'shadow'),
        async (all, asked, mode) => {
          service.guard.replaceStandings(all)
          service.guard.setPolicy({ ...DEFAULT_POLICY, mode })
          held += await askBoth(running, asked)
        },
      ),
      { numRuns: 150 },
    )
    assert.ok(held > 0)

    service.guard.setPolicy(DEFAULT_POLICY)
    // seven is at limit, which the draft withholds
    service.guard.replaceStandings([{ account: '7', standing: 'limit' }])
    const show = DEFAULT_POLICY.show.map((rule) =>
      rule.action === 'demote' ? { ...rule, action: 'withhold' as const } : rule,
    )
    service.guard.setDraft({ ...DEFAULT_POLICY, version: 'draft', show })
    for (const scope of [null, { region: 'zörb' }, { tag: 'zorblax' }, { surface: 'explore' }]) {
      if (scope) {
        const pull = { scope, reason: 'A test.', minutes: 5 }
        assert.equal((await ask(keys.lead, 'POST', '/v1/brakes', pull)).status, 201)
      }
      await fc.assert(
        fc.asyncProperty(question, (asked) => askBoth(running, asked).then(() => {})),
        { numRuns: 60 },
      )
    }
    const { compared, differences } = service.guard.shadowCounts()!
    assert.ok(compared > 0 && differences.length > 0)
    // each was asked twice, so either way counts as much as the other
    for (const { count } of differences) assert.equal(count % 2, 0)
  }))

test('a body of numbers that is none is refused in a sentence, and never a fault', () =>
  run(async ({ url, keys }) => {
    const sound = writeNumbers({
      viewer: 7n,
      surface: 'explore',
      candidates: [7n],
      region: null,
      tag: 'x',
    })
    const changed = fc
      .array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { maxLength: 3 })
      .map((changes) => {
        const bytes = Buffer.from(sound)
        for (const [at, byte] of changes) bytes[at] = byte
        return bytes
      })
    const cut = fc.nat(sound.length).map((length) => sound.subarray(0, length))
    const statuses = new Set<number>()
    await fc.assert(
      fc.asyncProperty(fc.oneof(changed, cut, fc.uint8Array({ maxLength: 200 })), async (bytes) => {
        const response = await postNumbers(url, keys.guard, bytes)
        statuses.add(response.status)
        const answer = await response.text()
        if (response.status === 200) return
        assert.equal(response.status, 400)
        const { error }: { error: object } = JSON.parse(answer)
        assert.deepEqual(Object.keys(error), ['code', 'message'])
      }),
      { numRuns: 300 },
    )
    assert.deepEqual(statuses, new Set([200, 400]))
  }))
