/**
 * A list made ready: one automaton over the coarse forms of all its terms, and beside it the terms
 * themselves, for the close look.
 *
 * The time of a query is linear in its length: at most two steps of the automaton a letter, and for each
 * place where coarse forms end a close look at those, of which a list may have `MOST_AT_ONE_PLACE`.
 *
 * @module
 */
import { InputError } from '../../model/errors.ts'
import {
  type Automaton,
  buildAutomaton,
  endsMarked,
  hitOf,
  markEnds,
  nextHit,
  step,
} from './automaton.ts'
import { Reading } from './reading.ts'
import { type SearchEntry, type SearchList, TIERS } from './search-list.ts'
import { mayEndWord, spell, type Term, termOf } from './spelling.ts'

/** Where the expression of a rule is found in a text, in UTF-16 units; null where it is not. */
export type FindRule = (text: string) => readonly [from: number, to: number] | null

/**
 * Makes a rule out of an expression in the syntax of RE2. It must take time linear in the text, as RE2
 * does: JavaScript's own RegExp does not, and one rule would let one query stop the process.
 *
 * @throws anything for an expression that is none.
 */
export type CompileRule = (expression: string) => FindRule

/** Where an entry is found, in UTF-16 units of the text. */
export interface Finding {
  readonly entry: SearchEntry
  readonly from: number
  readonly to: number
}

export interface Matcher {
  readonly list: SearchList
  readonly automaton: Automaton
  /** The terms with the pattern `p` are `termsOf[p]`, of the most severe tier first. */
  readonly termsOf: readonly (readonly ListedTerm[])[]
  readonly rules: readonly { readonly entry: SearchEntry; readonly find: FindRule }[]
}

interface ListedTerm extends Term {
  readonly entry: SearchEntry
  readonly severity: number
}

/** Ordinary lists of 100,000 terms have ten or so; only terms made for it are all read alike. */
export const MOST_AT_ONE_PLACE = 100

const EDGES = { exact: 'text', token: 'words', substring: 'none' } as const

/**
 * @throws {InputError} if a rule does not compile, or there are rules and nothing to compile them with,
 *   or more than 100 terms may end at one place of a query.
 */
export function createMatcher(list: SearchList, compileRule: CompileRule | undefined): Matcher {
  const reading = new Reading()
  const terms = new Map<string, ListedTerm[]>()
  const rules: { entry: SearchEntry; find: FindRule }[] = []
  for (const [i, entry] of list.entries.entries()) {
    if (entry.match === 'rule') {
      rules.push({ entry, find: compiled(entry.text, `list.entries[${i}]`, compileRule) })
      continue
    }
    reading.read(entry.text)
    const pattern = String.fromCharCode(...reading.runClasses.subarray(0, reading.runs))
    const term = { ...termOf(reading, EDGES[entry.match]), entry, severity: severityOf(entry) }
    const others = terms.get(pattern)
    if (others) others.push(term)
    else terms.set(pattern, [term])
  }
  const patterns = [...terms.keys()].toSorted()
  const matcher: Matcher = {
    list,
    automaton: buildAutomaton(patterns),
    termsOf: patterns.map((each) => terms.get(each)!.toSorted((a, b) => b.severity - a.severity)),
    rules,
  }
  for (const pattern of patterns) checkEnd(matcher, pattern)
  markEnds(matcher.automaton, (pattern) =>
    matcher.termsOf[pattern]!.some(({ edges }) => edges === 'none'),
  )
  return matcher
}

/** How long a query takes is up to the list: so the list is held to what keeps any query short. */
function checkEnd({ list, automaton, termsOf }: Matcher, pattern: string): void {
  let state = 0
  for (let i = 0; i < pattern.length; i++) state = step(automaton, state, pattern.charCodeAt(i))
  let count = 0
  for (let hit = hitOf(automaton, state); hit !== 0; hit = nextHit(automaton, hit)) {
    const terms = termsOf[automaton.patterns[hit]!]!
    count += terms.length
    if (count <= MOST_AT_ONE_PLACE) continue
    throw new InputError(
      `list.entries[${list.entries.indexOf(terms[0]!.entry)}] is one of over ${MOST_AT_ONE_PLACE} terms that can be read alike or end in each other; leave out those that the others find too.`,
    )
  }
}

function compiled(
  expression: string,
  where: string,
  compileRule: CompileRule | undefined,
): FindRule {
  if (!compileRule) {
    throw new InputError(
      `${where} is a rule and this guard cannot compile rules; create it with compileRule, or write the term as token or substring.`,
    )
  }
  try {
    return compileRule(expression)
  } catch {
    // the cause would show the expression, and the lists are never logged
    throw new InputError(`${where}.text is no expression in the syntax of RE2; mend it.`)
  }
}

/** 1 for resources, 2 for block. */
function severityOf({ tier }: SearchEntry): number {
  return TIERS.indexOf(tier) + 1
}

const MOST_SEVERE = TIERS.length
/** Reused from text to text: one guard answers one query after the other. */
const scratch = new Reading()

/** The most severe tier of what is found in the text: a place in `TIERS` plus 1, or 0 for none. */
export function severityIn(matcher: Matcher, text: string): number {
  let worst = 0
  scan(matcher, text, ({ entry }) => {
    worst = Math.max(worst, severityOf(entry))
    return worst
  })
  return worst
}

/** Everything that is found in the text, in the order of where it ends. For staff. */
export function findingsIn(matcher: Matcher, text: string): readonly Finding[] {
  const findings = new Map<string, Finding>()
  scan(matcher, text, (finding) => {
    findings.set(`${finding.entry.id} ${finding.from} ${finding.to}`, finding)
    return 0
  })
  return [...findings.values()].toSorted((a, b) => a.to - b.to || a.from - b.from)
}

/** Calls `found` for what is more severe than the number that it last answered. */
function scan(matcher: Matcher, text: string, found: (finding: Finding) => number): void {
  scratch.read(text)
  let over = scanTerms(matcher, 0, found)
  over = scanRules(matcher, over, found)
  if (scratch.hasSymbols && over < MOST_SEVERE) {
    scratch.read(text, true)
    over = scanTerms(matcher, over, found)
    scanRules(matcher, over, found)
  }
}

function scanTerms(
  { automaton, termsOf }: Matcher,
  over: number,
  found: (finding: Finding) => number,
): number {
  const { patterns, lengths } = automaton
  const { runClasses, runs, begins, ends } = scratch
  let state = 0
  for (let run = 0; run < runs; run++) {
    state = step(automaton, state, runClasses[run]!)
    if (hitOf(automaton, state) === 0) continue
    // nearly all that ends within a word ends here, before anything is read of the terms themselves
    if (!endsMarked(automaton, state) && !mayEndWord(scratch, run)) continue
    for (let hit = hitOf(automaton, state); hit !== 0; hit = nextHit(automaton, hit)) {
      const pattern = patterns[hit]!
      const first = run + 1 - lengths[pattern]!
      for (const term of termsOf[pattern]!) {
        if (term.severity <= over) break
        const span = spell(scratch, first, run, term)
        if (!span) continue
        over = found({ entry: term.entry, from: begins[span[0]]!, to: ends[span[1]]! })
        if (over === MOST_SEVERE) return over
      }
    }
  }
  return over
}

/** A rule sees plain letters, and one space where anything else stood. */
function scanRules({ rules }: Matcher, over: number, found: (finding: Finding) => number): number {
  if (rules.length === 0) return over
  const { text, places } = plainText()
  for (const { entry, find } of rules) {
    if (severityOf(entry) <= over) continue
    const span = find(text)
    if (!span || span[0] >= span[1]) continue
    const from = scratch.begins[places[span[0]]!]!
    over = found({ entry, from, to: scratch.ends[places[span[1] - 1]!]! })
  }
  return over
}

/** The letters that were just read as a text, and which of them stands at each place of it. */
function plainText(): { text: string; places: readonly number[] } {
  let text = ''
  const places: number[] = []
  for (let i = 0; i < scratch.length; i++) {
    const letter = String.fromCodePoint(scratch.points[i]!)
    const added = scratch.gaps[i] === 0 ? letter : ` ${letter}`
    for (let k = 0; k < added.length; k++) places.push(i)
    text += added
  }
  return { text, places }
}
