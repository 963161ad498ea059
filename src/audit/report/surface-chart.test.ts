import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyArm } from './arms.ts'
import { markupText } from './markup.ts'
import { type ReportArm } from './report-data.ts'
import { surfaceChart } from './surface-chart.ts'

test('surfaceChart() draws a bar as long as its share, for each surface and arm', () => {
  const html = drawn({ unguarded: armWith([0.4, 0.1]), guarded: armWith([0.2, 0]) })
  const [wide] = html.split('class="narrow"')
  const lengths = (look: string) =>
    [...wide.matchAll(new RegExp(`class="bar-${look}"[^>]* width="([^"]*)"`, 'g'))].map(
      ([, width]) => Number(width),
    )
  const [off, on] = [lengths('off'), lengths('on')]
  assert.equal(off.length, 2)
  assert.ok(Math.abs(off[0] / off[1] - 4) < 0.01)
  assert.ok(Math.abs(off[0] / on[0] - 2) < 0.01)
  assert.equal(on[1], 0)
  assert.match(html, /Search accounts/)
})

test('surfaceChart() names each end of the guard apart, between off and on', () => {
  const html = drawn({
    unguarded: armWith([0.4, 0.1]),
    guarded: armWith([0, 0]),
    candidatesOnly: armWith([0.1, 0]),
    learningOnly: armWith([0.2, 0.1]),
  })
  const names = [...html.matchAll(/>(Guard off|Learning only|Candidates only|Guard on)<\/text>/g)]
  assert.deepEqual(
    names.slice(0, 4).map(([, name]) => name),
    ['Guard off', 'Learning only', 'Candidates only', 'Guard on'],
  )
})

test('surfaceChart() is left out when there is one surface, or none was measured', () => {
  assert.equal(surfaceChart(everyArm({ unguarded: armWith([0.4]) })), null)
  assert.equal(surfaceChart([]), null)
})

function drawn(arms: Parameters<typeof everyArm>[0]): string {
  const chart = surfaceChart(everyArm(arms))
  assert.ok(chart)
  return markupText(chart)
}

function armWith(shares: readonly number[]): ReportArm {
  const interval = { value: 0, low: 0, high: 0 }
  return {
    testAccounts: 60,
    slates: 6,
    exposureAt10: interval,
    floodRatio: interval,
    firstExposureMedianSlates: null,
    control: { exposureAt10: interval },
    amplification: null,
    bySurface: shares.map((value, k) => ({
      surface: ['feed', 'search-accounts'][k],
      exposureAt10: { value, low: value * 0.9, high: value },
    })),
  }
}
