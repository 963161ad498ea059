/**
 * The operator's own list of terms, and the help that is offered beside or instead of results. It is
 * data with a version, so that a change is a document that can be reviewed, tried and put back. The
 * project brings no list of its own.
 *
 * @module
 */

/**
 * What an entry has to be, in the text of a query:
 *
 * - `exact`: the whole of it.
 * - `token`: a word, or several, of it. In scripts without spaces between words: any part.
 * - `substring`: any part, inside longer words too. It meets harmless longer words; try it first.
 * - `rule`: whatever the expression finds. Written by staff, in the syntax of RE2.
 */
export const ENTRY_MATCHES = ['exact', 'token', 'substring', 'rule'] as const
export type EntryMatch = (typeof ENTRY_MATCHES)[number]

/** `block` shows help instead of results, `resources` shows help beside them. */
export const TIERS = ['resources', 'block'] as const
export type Tier = (typeof TIERS)[number]

export interface SearchEntry {
  /** Stable name, unique in the list: what staff see of a match refers to it. */
  readonly id: string
  readonly match: EntryMatch
  /** The term as one would write it without disguise, or the expression of a rule. */
  readonly text: string
  readonly tier: Tier
}

/** A page or a telephone line that helps, as the platform shows it. */
export interface HelpResource {
  readonly title: string
  readonly url: string
}

export interface HelpResources {
  /** Where the region is unknown or has none of its own: never empty. */
  readonly everywhere: NonEmpty<HelpResource>
  /** By region: ISO 3166 country ("DE") or part of one ("DE-BY"). */
  readonly regions: Readonly<Record<string, NonEmpty<HelpResource>>>
}

export interface SearchList {
  /** 1 to 64 characters of A–Z, a–z, 0–9, `.`, `_`, `-`. */
  readonly version: string
  readonly entries: readonly SearchEntry[]
  readonly resources: HelpResources
}

export type NonEmpty<Item> = readonly [Item, ...Item[]]

/** The help for a region: its own, else its country's, else that for everywhere. */
export function helpFor(
  { regions, everywhere }: HelpResources,
  region: string | undefined,
): NonEmpty<HelpResource> {
  if (region === undefined) return everywhere
  const own = (name: string) => (Object.hasOwn(regions, name) ? regions[name] : undefined)
  return own(region) ?? own(region.split('-')[0]!) ?? everywhere
}
