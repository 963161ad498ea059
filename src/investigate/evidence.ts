/**
 * Why the map says so: the paths that tie accounts to the seeds, and what each detector gave.
 *
 * @module
 */
import { type Contribution, contributionsTo } from '../detect/contributions.ts'
import { type Evidence, evidenceFrom } from '../detect/evidence.ts'
import { placeIn } from '../detect/every-row.ts'
import { type Investigation, networkNamed, rowsNamed } from './investigation.ts'
import { seenBy, type StandingsOf } from './shielded.ts'

export const MOST_EXPLAINED = 20
const PATHS_EACH = 3

export interface EvidenceQuestion {
  readonly kind: 'evidence'
  readonly network: string
  readonly accounts: readonly string[]
  readonly childSafety: boolean
}

export interface AccountEvidence {
  readonly account: string
  readonly detectors: readonly Contribution[]
  readonly paths: readonly Evidence[]
}

export interface EvidenceAnswer {
  readonly map: string
  readonly accounts: readonly AccountEvidence[]
  readonly leftOut: {
    readonly shielded: number
    readonly unknown: number
    /** Paths that go through a shielded account. */
    readonly paths: number
  }
}

type PathsTo = (row: number) => readonly Evidence[]
const known = new WeakMap<Investigation, PathsTo>()

/** The first time linear in the ties; then as far as the accounts' neighbours have any. */
export async function evidenceOf(
  investigation: Investigation,
  { network, accounts, childSafety }: EvidenceQuestion,
  standingsOf: StandingsOf,
): Promise<EvidenceAnswer> {
  networkNamed(investigation, network)
  const { platform, map, mark } = investigation
  const { rows, unknown } = rowsNamed(investigation, accounts)
  const seen = await seenBy(investigation, rows, childSafety, standingsOf)
  const pathsTo = pathsOf(investigation)
  const found = seen.rows.map((row) => ({ row, paths: pathsTo(row) }))
  const onTheWay = new Set(found.flatMap(({ paths }) => paths.flatMap(accountsOf)))
  const named = rowsNamed(investigation, [...onTheWay])
  const shown = await seenBy(investigation, named.rows, childSafety, standingsOf)
  const isShown = new Set(shown.rows.map((row) => platform.accounts.idOf(row)))
  const isOpen = (path: Evidence) => accountsOf(path).every((each) => isShown.has(each))
  const explained = found.map(({ row, paths }) => {
    const place = placeIn(map.rows, row)
    return {
      account: platform.accounts.idOf(row),
      detectors: place < 0 ? [] : contributionsTo(map.fused, place),
      paths: paths.filter(isOpen),
    }
  })
  const total = found.reduce((sum, { paths }) => sum + paths.length, 0)
  const open = explained.reduce((sum, { paths }) => sum + paths.length, 0)
  return {
    map: mark,
    accounts: explained,
    leftOut: { shielded: seen.shielded, unknown, paths: total - open },
  }
}

function pathsOf(investigation: Investigation): PathsTo {
  const before = known.get(investigation)
  if (before) return before
  const { platform, map } = investigation
  const pathsTo = evidenceFrom(platform, map.seeds.rows, PATHS_EACH)
  known.set(investigation, pathsTo)
  return pathsTo
}

function accountsOf({ steps }: Evidence): string[] {
  return steps.flatMap(({ from, to }) =>
    [from, to].flatMap((node) => ('account' in node ? [node.account] : [])),
  )
}
