/**
 * A list made ready: one automaton over the coarse forms of all its terms, and its entries in columns.
 *
 * It is typed arrays nearly throughout, so that another thread can make it and hand it over in some
 * microseconds: for 100,000 terms that is half a second of work which a thread that serves cannot spare.
 *
 * @module
 */
import { InputError } from '../../model/errors.ts'
import { type Automaton, buildAutomaton, hitOf, markEnds, nextHit, step } from './automaton.ts'
import { Reading } from './reading.ts'
import {
  ENTRY_MATCHES,
  type HelpResources,
  type SearchEntry,
  type SearchList,
  TIERS,
} from './search-list.ts'

export interface ReadyList {
  readonly version: string
  readonly resources: HelpResources
  readonly automaton: Automaton
  /** The terms with the pattern `p` are `termsOf[starts[p] .. starts[p + 1]]`, of the most severe tier first. */
  readonly starts: Uint32Array<ArrayBuffer>
  readonly termsOf: Uint32Array<ArrayBuffer>
  /** Those entries that are rules. */
  readonly rules: Uint32Array<ArrayBuffer>
  /** Of each entry: its place in `ENTRY_MATCHES`, and its place in `TIERS` plus 1. */
  readonly matches: Uint8Array<ArrayBuffer>
  readonly severities: Uint8Array<ArrayBuffer>
  readonly ids: TextColumn
  readonly texts: TextColumn
}

/** Texts one after the other, in UTF-16 units, and where each ends. */
export interface TextColumn {
  readonly units: Uint16Array<ArrayBuffer>
  readonly ends: Uint32Array<ArrayBuffer>
}

/** Ordinary lists of 100,000 terms have ten or so; only terms made for it are all read alike. */
export const MOST_AT_ONE_PLACE = 100

/** @throws {InputError} if more than 100 terms may end at one place of a query. */
export function makeReady({ version, resources, entries }: SearchList): ReadyList {
  const severities = Uint8Array.from(entries, ({ tier }) => TIERS.indexOf(tier) + 1)
  const reading = new Reading()
  const alike = new Map<string, number[]>()
  const rules: number[] = []
  for (const [i, { match, text }] of entries.entries()) {
    if (match === 'rule') {
      rules.push(i)
      continue
    }
    reading.read(text)
    const pattern = String.fromCharCode(...reading.runClasses.subarray(0, reading.runs))
    const others = alike.get(pattern)
    if (others) others.push(i)
    else alike.set(pattern, [i])
  }
  const patterns = [...alike.keys()].toSorted()
  const starts = new Uint32Array(patterns.length + 1)
  const termsOf = new Uint32Array(entries.length - rules.length)
  for (const [p, pattern] of patterns.entries()) {
    const terms = alike.get(pattern)!.toSorted((a, b) => severities[b]! - severities[a]!)
    termsOf.set(terms, starts[p])
    starts[p + 1] = starts[p]! + terms.length
  }
  const ready: ReadyList = {
    version,
    resources,
    automaton: buildAutomaton(patterns),
    starts,
    termsOf,
    rules: Uint32Array.from(rules),
    matches: Uint8Array.from(entries, ({ match }) => ENTRY_MATCHES.indexOf(match)),
    severities,
    ids: columnOf(entries.map(({ id }) => id)),
    texts: columnOf(entries.map(({ text }) => text)),
  }
  for (const pattern of patterns) checkEnd(ready, pattern)
  markEnds(ready.automaton, (pattern) => alike.get(patterns[pattern]!)!.some(isSubstring))
  return ready

  function isSubstring(entry: number): boolean {
    return entries[entry]!.match === 'substring'
  }
}

/** How long a query takes is up to the list: so the list is held to what keeps any query short. */
function checkEnd({ automaton, starts, termsOf }: ReadyList, pattern: string): void {
  let state = 0
  for (let i = 0; i < pattern.length; i++) state = step(automaton, state, pattern.charCodeAt(i))
  let count = 0
  for (let hit = hitOf(automaton, state); hit !== 0; hit = nextHit(automaton, hit)) {
    const found = automaton.patterns[hit]!
    count += starts[found + 1]! - starts[found]!
    if (count <= MOST_AT_ONE_PLACE) continue
    throw new InputError(
      `list.entries[${termsOf[starts[found]!]}] is one of over ${MOST_AT_ONE_PLACE} terms that can be read alike or end in each other; leave out those that the others find too.`,
    )
  }
}

/** The entry as it stood in the list. */
export function entryAt(ready: ReadyList, i: number): SearchEntry {
  return {
    id: textAt(ready.ids, i),
    match: ENTRY_MATCHES[ready.matches[i]!]!,
    text: textAt(ready.texts, i),
    tier: TIERS[ready.severities[i]! - 1]!,
  }
}

/** What to hand over rather than copy when a ready list goes to another thread. */
export function buffersOf(ready: ReadyList): readonly ArrayBuffer[] {
  const { automaton, ids, texts, starts, termsOf, rules, matches, severities } = ready
  const { nodes, patterns, lengths, roots } = automaton
  const columns = [nodes, patterns, lengths, roots, starts, termsOf, rules, matches, severities]
  return [...columns, ids.units, ids.ends, texts.units, texts.ends].map(({ buffer }) => buffer)
}

function columnOf(texts: readonly string[]): TextColumn {
  const ends = new Uint32Array(texts.length)
  let size = 0
  for (const [i, { length }] of texts.entries()) ends[i] = size += length
  const units = new Uint16Array(size)
  let at = 0
  for (const text of texts) {
    for (let k = 0; k < text.length; k++) units[at++] = text.charCodeAt(k)
  }
  return { units, ends }
}

function textAt({ units, ends }: TextColumn, i: number): string {
  return String.fromCharCode(...units.subarray(i === 0 ? 0 : ends[i - 1], ends[i]))
}
