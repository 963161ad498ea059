/**
 * A list document as `unknown` in, a list that a guard can use out.
 *
 * No message shows the text of an entry: messages end in logs, and the lists are never logged.
 *
 * @module
 */
import { InputError } from '../../model/errors.ts'
import { readList, readObject, readOneOf, readText, shown } from '../../model/parse.ts'
import { Reading, SYMBOL, UNSPACED } from './reading.ts'
import {
  ENTRY_MATCHES,
  type EntryMatch,
  type HelpResource,
  type HelpResources,
  type NonEmpty,
  type SearchEntry,
  type SearchList,
  TIERS,
} from './search-list.ts'

export const MOST_ENTRIES = 250_000
/** Each rule is tried on each query, one after the other: what staff write by hand, no more. */
export const MOST_RULES = 100
const MOST_TERM_UNITS = 100
const MOST_RULE_UNITS = 500
const MOST_RESOURCES = 20
const MOST_REGIONS = 1_000

/**
 * The list in a document (parsed JSON or YAML), frozen. Linear in its entries: about half a second
 * for 100,000.
 *
 * @throws {InputError} with the place in the document and what may stand there.
 */
export function parseSearchList(value: unknown): SearchList {
  const spec = readObject(value, 'list', ['version', 'entries', 'resources'])
  return Object.freeze({
    version: readVersion(spec.version),
    entries: readEntries(spec.entries),
    resources: readResources(spec.resources),
  })
}

function readVersion(value: unknown): string {
  if (typeof value === 'string' && /^[\w.-]{1,64}$/.test(value)) return value
  throw new InputError(
    `list.version is ${shown(value)}; write 1 to 64 characters of A–Z, a–z, 0–9, ".", "_", "-".`,
  )
}

function readEntries(value: unknown): readonly SearchEntry[] {
  const reading = new Reading(MOST_TERM_UNITS)
  const list = readList(value, 'list.entries', { most: MOST_ENTRIES })
  const entries = list.map((entry, i) => readEntry(entry, `list.entries[${i}]`, reading))
  const places = new Map<string, number>()
  let rules = 0
  for (const [i, { id, match }] of entries.entries()) {
    const first = places.get(id)
    if (first !== undefined) {
      throw new InputError(
        `list.entries[${i}].id is that of list.entries[${first}] too; give each entry a name of its own.`,
      )
    }
    places.set(id, i)
    if (match === 'rule' && ++rules > MOST_RULES) {
      throw new InputError(
        `list.entries has more than ${MOST_RULES} rules; write terms as token or substring where they serve.`,
      )
    }
  }
  return Object.freeze(entries)
}

function readEntry(value: unknown, where: string, reading: Reading): SearchEntry {
  const spec = readObject(value, where, ['id', 'match', 'text', 'tier'])
  const match = readOneOf(spec.match, `${where}.match`, ENTRY_MATCHES)
  const text = readTerm(
    spec.text,
    `${where}.text`,
    match === 'rule' ? MOST_RULE_UNITS : MOST_TERM_UNITS,
  )
  if (match !== 'rule') checkTerm(text, `${where}.text`, match, reading)
  return Object.freeze({
    id: readText(spec.id, `${where}.id`, 64),
    match,
    text,
    tier: readOneOf(spec.tier, `${where}.tier`, TIERS),
  })
}

/** As `readText`, without showing what stood there. */
function readTerm(value: unknown, where: string, most: number): string {
  if (typeof value === 'string' && value.length > 0 && value.length <= most) return value
  const found = typeof value === 'string' ? `${value.length} characters long` : shown(value)
  throw new InputError(`${where} is ${found}; write a text of 1 to ${most} characters.`)
}

function checkTerm(text: string, where: string, match: EntryMatch, reading: Reading): void {
  reading.read(text)
  if (reading.length === 0) {
    throw new InputError(
      `${where} has no letter, digit or symbol; write a term that something is left of without spaces, punctuation and invisible characters.`,
    )
  }
  const least = leastLetters(reading, match)
  if (reading.length >= least) return
  throw new InputError(
    `${where} has ${reading.length} letters; write at least ${least}, or match it exactly: so short a part is in too many words.`,
  )
}

/** How many letters a term needs so that it is not in every other word. An emoji may stand alone. */
function leastLetters({ kinds, length }: Reading, match: EntryMatch): number {
  const has = (kind: number) => kinds.subarray(0, length).includes(kind)
  if (match === 'exact' || has(SYMBOL)) return 1
  if (has(UNSPACED)) return 2
  return match === 'substring' ? 3 : 1
}

function readResources(value: unknown): HelpResources {
  const spec = readObject(value, 'list.resources', ['everywhere', 'regions'])
  const given = spec.regions ?? {} // defaults to none
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new InputError(`list.resources.regions is ${shown(given)}; write an object of regions.`)
  }
  const regions = Object.entries(given)
  if (regions.length > MOST_REGIONS) {
    throw new InputError(
      `list.resources.regions has ${regions.length} regions; write 0 to ${MOST_REGIONS}.`,
    )
  }
  for (const [region] of regions) {
    if (/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(region)) continue
    throw new InputError(
      `list.resources.regions has the key ${shown(region)}; write ISO 3166 codes such as "DE" or "DE-BY".`,
    )
  }
  return Object.freeze({
    everywhere: readHelp(spec.everywhere, 'list.resources.everywhere'),
    regions: Object.freeze(
      Object.fromEntries(
        regions.map(([region, help]) => [
          region,
          readHelp(help, `list.resources.regions.${region}`),
        ]),
      ),
    ),
  })
}

/** Never empty: a blocked query is answered with help or not at all. */
function readHelp(value: unknown, where: string): NonEmpty<HelpResource> {
  const list = readList(value, where, { least: 1, most: MOST_RESOURCES })
  const [first, ...others] = list.map((each, i): HelpResource => {
    const spec = readObject(each, `${where}[${i}]`, ['title', 'url'])
    return Object.freeze({
      title: readText(spec.title, `${where}[${i}].title`, 200),
      url: readUrl(spec.url, `${where}[${i}].url`),
    })
  })
  return Object.freeze([first!, ...others] as const)
}

function readUrl(value: unknown, where: string): string {
  const text = readText(value, where, 2000)
  // telephone lines too; nothing that could run
  if (/^(https:\/\/|tel:|sms:)[^\s<>"]+$/.test(text)) return text
  throw new InputError(`${where} is ${shown(value)}; write an https:, tel: or sms: address.`)
}
