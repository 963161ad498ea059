/**
 * Which reports have a say in the standing of the account that they are about.
 *
 * One report withholds its account, since that can be undone and nobody it is about notices it. So one
 * person with many reports could take a whole community off everybody's recommendations. Reports of a
 * named reporter are therefore bounded by what people decided about the ones before; what goes beyond
 * is kept, and says nothing by itself.
 *
 * @module
 */
import { mostShielded, type TrackRecord } from '../model/reporters.ts'
import { type Signal } from '../model/signal.ts'
import { unpackStanding } from '../model/standing.ts'
import { type NewSignal, type StoreReader } from '../store/store.ts'
import { isDecidedByPerson } from './decided-by-person.ts'

/** What a reporter said before these is not looked at: so much is enough to know it by. */
const MOST_LOOKED_AT = 1000

type Records = Pick<StoreReader, 'reportedBy' | 'investigated' | 'standingsOf'>

/** The same signals, those beyond what their reporter is believed marked as not shielding. */
export async function believedReports(
  reader: Records,
  fresh: readonly NewSignal[],
): Promise<readonly NewSignal[]> {
  const left = new Map<string, Allowance>()
  const marked: NewSignal[] = []
  for (const each of fresh) {
    const { signal } = each
    const { subject, reporter } = signal
    if (reporter === undefined || !isReport(signal) || !('account' in subject)) {
      marked.push(each)
      continue
    }
    const allowance = left.get(reporter) ?? (await allowanceOf(reader, reporter))
    left.set(reporter, allowance)
    const shields = allowance.open.has(subject.account) || allowance.open.size < allowance.most
    if (shields) allowance.open.add(subject.account)
    marked.push({ ...each, shields })
  }
  return marked
}

interface Allowance {
  /** Accounts that its reports shield and nobody has looked at. */
  readonly open: Set<string>
  readonly most: number
}

function isReport({ kind, polarity }: Signal): boolean {
  return kind === 'report' && polarity === 'harmful'
}

async function allowanceOf(reader: Records, reporter: string): Promise<Allowance> {
  const reported = await reader.reportedBy(reporter, MOST_LOOKED_AT)
  const accounts = [...reported.keys()]
  const investigated = await reader.investigated(accounts)
  const standings = await reader.standingsOf(accounts)
  const open = new Set<string>()
  const record = { agreed: 0, disagreed: 0 }
  for (const [account, reportedAtMillis] of reported) {
    const standing = standings.get(account) ?? null
    const verdict = isDecidedByPerson(standing)
      ? { harmful: isHarmful(standing!.standing), atMillis: standing!.atMillis }
      : investigated.get(account)
    if (!verdict) open.add(account)
    else if (!verdict.harmful) record.disagreed++
    else if (reportedAtMillis < verdict.atMillis) record.agreed++
  }
  return { open, most: mostShielded(record satisfies TrackRecord) }
}

/** Whoever may be a child or a victim is shielded because something was found, not because nothing was. */
function isHarmful(byte: number): boolean {
  const { level, protected: isProtected } = unpackStanding(byte)
  return isProtected || level !== 'clear'
}
