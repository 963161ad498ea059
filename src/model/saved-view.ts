/**
 * A way of looking at a network that somebody wants to come back to, or to hand on: what is opened
 * and who is selected.
 *
 * @module
 */
import { readAccounts } from './case.ts'
import { readBoolean, readList, readObject, readPlainText, readWhole } from './parse.ts'
import { type Holder } from './person.ts'

export const MOST_VIEWS = 100
export const MOST_VIEW_NAME_CHARACTERS = 120
const MOST_COMMUNITIES = 1000

export interface SavedView {
  /** Its name in the case; a view that is saved under it again takes its place. */
  readonly name: string
  /** Tells the map that the communities are of: another one numbers them otherwise. */
  readonly map: string
  readonly summarised: boolean
  readonly communities: readonly number[]
  readonly accounts: readonly string[]
  readonly by: Holder
  readonly atMillis: number
}

export type ViewToSave = Omit<SavedView, 'by' | 'atMillis'>

/** @throws {InputError} with the place of what is wrong. */
export function parseViewToSave(value: unknown): ViewToSave {
  const keys = ['name', 'map', 'summarised', 'communities', 'accounts']
  const spec = readObject(value, 'view', keys)
  const communities = readList(spec.communities, 'view.communities', {
    least: 0,
    most: MOST_COMMUNITIES,
  })
  const isNobody = Array.isArray(spec.accounts) && spec.accounts.length === 0
  return {
    name: readPlainText(spec.name, 'view.name', MOST_VIEW_NAME_CHARACTERS),
    map: readPlainText(spec.map, 'view.map', 128),
    summarised: readBoolean(spec.summarised, 'view.summarised'),
    communities: communities.map((each, i) =>
      readWhole(each, `view.communities[${i}]`, 0, 0xffff_ffff),
    ),
    accounts: isNobody ? [] : readAccounts(spec.accounts, 'view.accounts'),
  }
}
