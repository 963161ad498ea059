/**
 * Reporters with names: what few and many of them do to an innocent community, and what honest ones
 * lose by the bounds.
 *
 * @module
 */
import { believedReports } from '../../src/casework/believed-reports.ts'
import { type Signal } from '../../src/model/signal.ts'
import { shuffle } from '../../src/simulate/draws.ts'
import { membersOf } from '../../src/simulate/evasions/evasion.ts'
import { reportedCommunity } from '../../src/simulate/evasions/false-signals.ts'
import { type World } from '../../src/simulate/world.ts'
import { createRandom } from '../../src/util/random.ts'
import { type Outcome, tryWorld } from './try-world.ts'

const SIGNALS = 40
const SENDERS = [1, 10, 100]
const CONFIRMED = [0, 2]
const NONE = new Uint32Array(0)

interface Attack {
  readonly title: string
  readonly kind: Signal['kind']
  /** Whether the network's own seeds speak too. */
  readonly besides: boolean
  /** Members that each sender has reported before, and an investigator found. */
  readonly earned: number
}

const ATTACKS: readonly Attack[] = [
  { title: 'reports, a network is known', kind: 'report', besides: true, earned: 0 },
  { title: 'reports, nothing else speaks', kind: 'report', besides: false, earned: 0 },
  { title: 'systems that are listened to', kind: 'partner', besides: true, earned: 0 },
  { title: 'the same, a member confirmed of each', kind: 'partner', besides: true, earned: 1 },
]

/** The part of the page, as Markdown. */
export async function namedReporters(worlds: readonly World[]): Promise<string> {
  const attacks: string[] = []
  for (const attack of ATTACKS) {
    for (const senders of attack.earned > 0 ? [1] : SENDERS) {
      process.stderr.write(`named: ${attack.title}, ${senders}\n`)
      const signalsOf = (world: World, k: number) => attackOn(world, k, attack, senders)
      const [before, after] = bothWays(worlds, signalsOf)
      const shielded =
        attack.kind === 'report' ? await shieldedOf(attackOn(worlds[0], 0, attack, senders)) : '–'
      attacks.push(
        `| ${attack.title} | ${senders} | ${percent(before.clubClaimed)} | ${percent(before.clubWithheld)} | ${share(before.fused)} | ${percent(after.clubClaimed)} | ${percent(after.clubWithheld)} | ${share(after.fused)} | ${shielded} |`,
      )
    }
  }
  const honest: string[] = []
  for (const kind of ['partner', 'report'] as const) {
    for (const confirmed of CONFIRMED) {
      process.stderr.write(`honest: ${kind}, ${confirmed} confirmed\n`)
      const [before, after] = bothWays(worlds, (world) => honestOf(world, kind, confirmed))
      honest.push(
        `| ${kind === 'partner' ? 'a system that is listened to' : 'reports'} | ${confirmed} | ${share(before.fused)} | ${share(before.claimed)} | ${share(after.fused)} | ${share(after.claimed)} |`,
      )
    }
  }
  return `## Reporters with names

A signal may say who sent it. Here ${SIGNALS} signals on one fan club come from so many senders (from 100 senders
100, one each), without their names and with them. The last column is how many of the reported are withheld
for the reports on themselves: the first five of each reporter until people have decided about some. Two
wrong seeds are enough to have the club mapped, so a system that nobody has confirmed yet is heard in one
place, and in ten for each signal that an investigator confirmed later: it must give members away before
it is heard again, and several that are wrong together are not mended. Where nothing speaks but reports of
named reporters, nobody is claimed until a person has looked at one.

| who speaks | senders | club claimed, no names | withheld | recall, fused | club claimed, named | withheld | recall, fused | reported and withheld |
|---|---:|---:|---:|---:|---:|---:|---:|---:|
${attacks.join('\n')}

What honest ones lose: four seeds of the network are an investigator's, and one sender names 16 others. So
many of its 16 an investigator has confirmed since.

| sender | confirmed | recall, no name | claimed | recall, named | claimed |
|---|---:|---:|---:|---:|---:|
${honest.join('\n')}
`
}

function attackOn(world: World, k: number, attack: Attack, senders: number): readonly Signal[] {
  const random = createRandom(1 + k)
  const club = shuffle(random, reportedCommunity(world))
  const members = shuffle(random, membersOf(world))
  const wrong = Array.from(club.slice(0, Math.max(SIGNALS, senders)), (row, n) =>
    signalOn(world, row, attack.kind, `sender-${n % senders}`, 3),
  )
  const earned = Array.from(members.slice(0, attack.earned * senders), (row, n) => [
    signalOn(world, row, attack.kind, `sender-${n % senders}`, 1),
    signalOn(world, row, 'investigator', undefined, 2),
  ]).flat()
  return [...(attack.besides ? world.signals : []), ...earned, ...wrong]
}

function honestOf(world: World, kind: Signal['kind'], confirmed: number): readonly Signal[] {
  const rows = world.signals.map(({ subject }) =>
    world.accountIds.indexOf('account' in subject ? subject.account : ''),
  )
  return [
    ...rows.slice(-4).map((row) => signalOn(world, row, 'investigator', undefined, 2)),
    ...rows.slice(0, -4).map((row) => signalOn(world, row, kind, 'honest', 1)),
    ...rows.slice(0, confirmed).map((row) => signalOn(world, row, 'investigator', undefined, 2)),
  ]
}

function signalOn(
  world: World,
  row: number,
  kind: Signal['kind'],
  reporter: string | undefined,
  atMillis: number,
): Signal {
  return {
    subject: { account: world.accountIds[row] },
    kind,
    confidence: 0.9,
    polarity: 'harmful',
    policy: null,
    atMillis,
    reference: `${reporter}-${row}`,
    ...(reporter !== undefined && { reporter }),
  }
}

/** Without the names, and with them: the mean over all worlds. */
function bothWays(
  worlds: readonly World[],
  signalsOf: (world: World, k: number) => readonly Signal[],
): Pick<Outcome, 'clubClaimed' | 'clubWithheld' | 'fused' | 'claimed'>[] {
  return [false, true].map((isNamed) => {
    const all = worlds.map((world, k) => {
      const signals = signalsOf(world, k).map((one) => {
        const { reporter: _, ...unnamed } = one
        return isNamed ? one : unnamed
      })
      return tryWorld({ ...world, signals }, world.accountIds.length, NONE, false)
    })
    const mean = (pick: (one: Outcome) => number) =>
      all.reduce((sum, one) => sum + pick(one), 0) / all.length
    return {
      clubClaimed: mean((one) => one.clubClaimed),
      clubWithheld: mean((one) => one.clubWithheld),
      fused: mean((one) => one.fused),
      claimed: mean((one) => one.claimed),
    }
  })
}

/** Of the reports that come last, how many a service acts on by themselves. */
async function shieldedOf(signals: readonly Signal[]): Promise<string> {
  const last = signals.filter(({ kind, atMillis }) => kind === 'report' && atMillis === 3)
  const fresh = last.map((signal, n) => ({
    signal,
    identity: `${n}`,
    digest: `${n}`,
    receivedAtMillis: 3,
    shields: true,
  }))
  const nothingBefore = {
    reportedBy: async () => new Map(),
    investigated: async () => new Map(),
    standingsOf: async () => new Map(),
  }
  const marked = await believedReports(nothingBefore, fresh)
  return `${marked.filter(({ shields }) => shields).length} of ${last.length}`
}

const share = (value: number) => value.toFixed(3)
const percent = (value: number) => `${(100 * value).toFixed(1)} %`
