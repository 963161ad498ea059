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
import { type PlatformBuilder } from '../platform/builder.ts'
import { amount, choice, type Column, id, NO_ID, share, text, time } from './columns.ts'

export interface Stem {
  readonly name: string
  readonly columns: readonly Column[]
  /** Names of id columns of which a file, and each of its rows, must have one. */
  readonly either: readonly string[]
  /**
   * Take in a row whose cells are sound. `values` and `textOf` go by the place of a column; an id
   * is its row in the builder's dictionary, or `NO_ID`. `textOf` knows ids and what is kept as text.
   */
  readonly take: (
    builder: PlatformBuilder,
    values: Readonly<Float64Array>,
    textOf: (place: number) => string,
  ) => void
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
    take(builder, values) {
      const createdAtMillis = values[1]
      builder.describe(values[0], {
        ageBand: AGE_BANDS[values[2]],
        ...(Number.isNaN(createdAtMillis) ? {} : { createdAtMillis }),
      })
    },
  },
  {
    name: 'follows',
    columns: [
      id('source', 'accounts', 'required'),
      id('target', 'accounts', 'required'),
      time('at'),
    ],
    either: [],
    take(builder, values) {
      builder.follow(values[0], values[1])
    },
  },
  {
    name: 'edges',
    columns: [
      id('source', 'accounts', 'required'),
      id('target', 'accounts', 'required'),
      time('at'),
      amount('weight'),
    ],
    either: [],
    take(builder, values) {
      builder.follow(values[0], values[1])
      builder.follow(values[1], values[0])
    },
  },
  {
    name: 'tags',
    columns: [
      id('account', 'accounts', 'required'),
      id('tag', 'tags', 'required'),
      amount('count'),
      time('at'),
    ],
    either: [],
    take(builder, values) {
      builder.useTag(values[0], values[1], values[2])
    },
  },
  {
    name: 'interactions',
    columns: [
      id('account', 'accounts', 'required'),
      id('target', 'accounts', 'optional'),
      id('item', 'items', 'optional'),
      amount('weight'),
      time('at'),
    ],
    either: ['target', 'item'],
    take(builder, values) {
      if (values[1] !== NO_ID) builder.contact(values[0], values[1], values[3])
      if (values[2] !== NO_ID) builder.useItem(values[0], values[2], values[3])
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
    ],
    either: ['account', 'tag'],
    take(builder, values, textOf) {
      const [account, tag, kind, confidence, polarity, , atMillis] = values
      const about = {
        kind: SIGNAL_KINDS[kind],
        confidence,
        polarity: SIGNAL_POLARITIES[polarity],
        policy: textOf(5) || null,
        atMillis: Number.isNaN(atMillis) ? null : atMillis,
        reference: textOf(7) || null,
      }
      if (account !== NO_ID) builder.signal({ subject: { account: textOf(0) }, ...about })
      if (tag !== NO_ID) builder.signal({ subject: { tag: textOf(1) }, ...about })
    },
  },
  {
    // known answers of a made-up or reviewed world: for audits and measurements only
    name: 'truth',
    columns: [id('account', 'accounts', 'required'), choice('role', ROLES, null), text('network')],
    either: [],
    take(builder, values, textOf) {
      builder.know(values[0], Number.isNaN(values[1]) ? null : ROLES[values[1]], textOf(2))
    },
  },
]
