/**
 * The platform that a live map has become: what to save.
 *
 * @module
 */
import { seedsOf } from '../detect/seeds.ts'
import { type Csr, type Digraph } from '../graph/csr.ts'
import { Ids } from '../graph/ids.ts'
import { mergeChanges, turned } from '../graph/merge-changes.ts'
import { type Signal } from '../model/signal.ts'
import { stillCounting } from '../model/taken-back.ts'
import { type Platform } from '../platform/platform.ts'
import { type LiveMap } from './live-map.ts'

/**
 * `platform` with the follows, accounts and seeds as `live`, which started from it, has them now.
 * A new seed is an investigator's signal, and a withdrawn one an investigator's benign signal.
 *
 * @param atMillis when these signals were given, since 1970.
 */
export function platformOfLive(platform: Platform, live: LiveMap, atMillis: number): Platform {
  const size = live.accounts
  const accounts = new Ids(platform.accounts.columns())
  for (let row = platform.accounts.size; row < size; row++) accounts.add(live.idOf(row))
  const { follows, changes } = live.graph
  const { createdAtMillis, truth } = platform
  return Object.freeze({
    ...platform,
    accounts,
    ageBands: longer(platform.ageBands, new Uint8Array(size)),
    createdAtMillis: createdAtMillis && longer(createdAtMillis, new Float64Array(size).fill(NaN)),
    follows: Object.freeze({
      out: mergeChanges(follows.out, size, changes),
      in: mergeChanges(follows.in, size, turned(changes)),
    }),
    tagUses: withRows(platform.tagUses, size),
    itemUses: withRows(platform.itemUses, size),
    contacts: square(platform.contacts, size),
    signals: Object.freeze(signalsOf(platform, live, atMillis)),
    takenBack: Object.freeze(stillCounting(live.takenBack, atMillis)),
    truth: truth && {
      ...truth,
      roles: longer(truth.roles, new Uint8Array(size)),
      groups: longer(truth.groups, new Uint16Array(size)),
    },
  })
}

function signalsOf(platform: Platform, live: LiveMap, atMillis: number): Signal[] {
  const before = new Set(seedsOf(platform).rows)
  const added = new Set([...live.seeds.keys()].filter((row) => !before.has(row)))
  const withdrawn = [...before].filter((row) => !live.seeds.has(row))
  // a benign word of an investigator would outweigh the new one, and so has been taken back
  const signals = platform.signals.filter(
    ({ subject, kind, polarity }) =>
      !(
        'account' in subject &&
        kind === 'investigator' &&
        polarity === 'benign' &&
        added.has(live.find(subject.account))
      ),
  )
  const said = (row: number, polarity: Signal['polarity']): Signal => ({
    subject: { account: live.idOf(row) },
    kind: 'investigator',
    confidence: 1,
    polarity,
    policy: null,
    atMillis,
    reference: null,
  })
  for (const row of added) signals.push(said(row, 'harmful'))
  for (const row of withdrawn) signals.push(said(row, 'benign'))
  return signals
}

function withRows({ out, in: back }: Digraph, size: number): Digraph {
  return Object.freeze({ out: moreRows(out, size), in: { ...back, columns: size } })
}

function square({ out, in: back }: Digraph, size: number): Digraph {
  return Object.freeze({
    out: { ...moreRows(out, size), columns: size },
    in: { ...moreRows(back, size), columns: size },
  })
}

/** New rows have no entries. */
function moreRows(csr: Csr, rows: number): Csr {
  const starts = new Uint32Array(rows + 1).fill(csr.starts[csr.rows])
  return { ...csr, rows, starts: longer(csr.starts, starts) }
}

function longer<Column extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(
  from: Column,
  to: Column,
): Column {
  to.set(from)
  return to
}
