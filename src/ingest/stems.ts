/**
 * What can be imported: one entry a stem, whatever the format. A new stem is a new entry here.
 *
 * `at` is checked wherever it stands, so that a column that is no time does not go unnoticed, but
 * it is kept only for signals: the graph holds the largest weight of a pair, not its history.
 * Columns that are not named here are kept out of the way: among them `region` and the `kind` of an
 * interaction, which nothing reads yet. Nobody follows themselves: such a row means nothing, and is
 * neither kept nor rejected.
 *
 * @module
 */
import { AGE_BANDS } from '../model/age-band.ts'
import { ROLES } from '../model/role.ts'
import { SIGNAL_KINDS, SIGNAL_POLARITIES } from '../model/signal.ts'
import { type PlatformColumns } from '../platform/platform-columns.ts'
import {
  amount,
  choice,
  type Column,
  id,
  name,
  NO_ID,
  onlyChecked,
  share,
  text,
  time,
} from './columns.ts'

export interface Stem {
  readonly name: string
  readonly columns: readonly Column[]
  /** Names of id columns of which a file, and each of its rows, must have one. */
  readonly either: readonly string[]
  /** Whether a row may overrule an earlier one, so that segments are taken in by file and range. */
  readonly isOrdered: boolean
  /** Take in rows whose cells are sound. */
  readonly take: (platform: PlatformColumns, rows: StemRows) => void
}

/** What was kept of some rows, by the place of a column. */
export interface StemRows {
  readonly size: number
  /** Of a column of ids: their rows in the platform, or `NO_ID`. */
  readonly rows: (place: number) => Uint32Array
  readonly weights: (place: number) => Float32Array
  readonly numbers: (place: number) => Float64Array
  /** The id or text itself; empty for none. */
  readonly textOf: (place: number, row: number) => string
}

export const STEMS: readonly Stem[] = [
  {
    name: 'accounts',
    columns: [
      id('account', 'accounts', 'required'),
      time('created_at'),
      choice('age_band', AGE_BANDS, 'unknown'),
    ],
    either: [],
    isOrdered: true,
    take(platform, { size, rows, numbers }) {
      const [accounts, times, bands] = [rows(0), numbers(1), numbers(2)]
      for (let i = 0; i < size; i++) {
        const createdAtMillis = times[i]
        platform.describe(accounts[i], {
          ageBand: AGE_BANDS[bands[i]],
          ...(Number.isNaN(createdAtMillis) ? {} : { createdAtMillis }),
        })
      }
    },
  },
  {
    name: 'follows',
    columns: [
      id('source', 'accounts', 'required'),
      id('target', 'accounts', 'required'),
      onlyChecked(time('at')),
    ],
    either: [],
    isOrdered: false,
    take(platform, { rows }) {
      platform.followMany(rows(0), rows(1))
    },
  },
  {
    name: 'edges',
    columns: [
      id('source', 'accounts', 'required'),
      id('target', 'accounts', 'required'),
      onlyChecked(time('at')),
      onlyChecked(amount('weight')),
    ],
    either: [],
    isOrdered: false,
    take(platform, { rows }) {
      platform.followMany(rows(0), rows(1))
      platform.followMany(rows(1), rows(0))
    },
  },
  {
    name: 'tags',
    columns: [
      id('account', 'accounts', 'required'),
      id('tag', 'tags', 'required'),
      amount('count'),
      onlyChecked(time('at')),
    ],
    either: [],
    isOrdered: false,
    take(platform, { rows, weights }) {
      platform.useTags(rows(0), rows(1), weights(2))
    },
  },
  {
    name: 'interactions',
    columns: [
      id('account', 'accounts', 'required'),
      id('target', 'accounts', 'optional'),
      id('item', 'items', 'optional'),
      amount('weight'),
      onlyChecked(time('at')),
    ],
    either: ['target', 'item'],
    isOrdered: false,
    take(platform, { size, rows, weights }) {
      const [accounts, targets, items, amounts] = [rows(0), rows(1), rows(2), weights(3)]
      for (let i = 0; i < size; i++) {
        if (targets[i] !== NO_ID) platform.contact(accounts[i], targets[i], amounts[i])
        if (items[i] !== NO_ID) platform.useItem(accounts[i], items[i], amounts[i])
      }
    },
  },
  {
    name: 'signals',
    columns: [
      id('account', 'accounts', 'optional'),
      id('tag', 'tags', 'optional'),
      choice('kind', SIGNAL_KINDS, null, 'required'),
      share('confidence'),
      choice('polarity', SIGNAL_POLARITIES, 'harmful'),
      text('policy'),
      time('at'),
      text('reference'),
      name('reporter'),
    ],
    either: ['account', 'tag'],
    isOrdered: true,
    take(platform, { size, numbers, textOf }) {
      for (let i = 0; i < size; i++) {
        const atMillis = numbers(6)[i]
        const reporter = textOf(8, i)
        const about = {
          kind: SIGNAL_KINDS[numbers(2)[i]],
          confidence: numbers(3)[i],
          polarity: SIGNAL_POLARITIES[numbers(4)[i]],
          policy: textOf(5, i) || null,
          atMillis: Number.isNaN(atMillis) ? null : atMillis,
          reference: textOf(7, i) || null,
          ...(reporter !== '' && { reporter }),
        }
        const [account, tag] = [textOf(0, i), textOf(1, i)]
        if (account !== '') platform.signal({ subject: { account }, ...about })
        if (tag !== '') platform.signal({ subject: { tag }, ...about })
      }
    },
  },
  {
    // known answers of a made-up or reviewed world: for audits and measurements only
    name: 'truth',
    columns: [id('account', 'accounts', 'required'), choice('role', ROLES, null), text('network')],
    either: [],
    isOrdered: true,
    take(platform, { size, rows, numbers, textOf }) {
      for (let i = 0; i < size; i++) {
        const role = numbers(1)[i]
        platform.know(rows(0)[i], Number.isNaN(role) ? null : ROLES[role], textOf(2, i))
      }
    },
  },
]
