/**
 * Finds what a list names in a text.
 *
 * The time of a query is linear in its length: at most two steps of the automaton a letter, and for each
 * place where coarse forms end a close look at those, of which a list may have `MOST_AT_ONE_PLACE`.
 *
 * @module
 */
import { InputError } from '../../model/errors.ts'
import { endsMarked, hitOf, nextHit, step } from './automaton.ts'
import { Reading } from './reading.ts'
import { entryAt, type ReadyList } from './ready-list.ts'
import { type SearchEntry, TIERS } from './search-list.ts'
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
  readonly ready: ReadyList
  readonly rules: readonly { readonly entry: number; readonly find: FindRule }[]
  /** Terms for the close look, by entry: each read when it is first met, which few ever are. */
  readonly terms: (Term | undefined)[]
}

const EDGES = { exact: 'text', token: 'words', substring: 'none' } as const

/** @throws {InputError} if a rule does not compile, or there are rules and nothing to compile them with. */
export function createMatcher(ready: ReadyList, compileRule: CompileRule | undefined): Matcher {
  const rules = Array.from(ready.rules, (entry) => ({
    entry,
    find: compiled(entryAt(ready, entry).text, `list.entries[${entry}]`, compileRule),
  }))
  return { ready, rules, terms: Array.from({ length: ready.matches.length }) }
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

const MOST_SEVERE = TIERS.length
/** Reused from text to text: one guard answers one query after the other. */
const scratch = new Reading()

/** The most severe tier of what is found in the text: a place in `TIERS` plus 1, or 0 for none. */
export function severityIn(matcher: Matcher, text: string): number {
  const { severities } = matcher.ready
  let worst = 0
  scan(matcher, text, (entry) => {
    worst = Math.max(worst, severities[entry]!)
    return worst
  })
  return worst
}

/** Everything that is found in the text, in the order of where it ends. For staff. */
export function findingsIn(matcher: Matcher, text: string): readonly Finding[] {
  const findings = new Map<string, Finding>()
  scan(matcher, text, (entry, from, to) => {
    findings.set(`${entry} ${from} ${to}`, { entry: entryAt(matcher.ready, entry), from, to })
    return 0
  })
  return [...findings.values()].toSorted((a, b) => a.to - b.to || a.from - b.from)
}

/** Told of an entry and where it is, answers the severity over which to be told of another. */
type Found = (entry: number, from: number, to: number) => number

function scan(matcher: Matcher, text: string, found: Found): void {
  scratch.read(text)
  let over = scanTerms(matcher, 0, found)
  over = scanRules(matcher, over, found)
  if (scratch.hasSymbols && over < MOST_SEVERE) {
    scratch.read(text, true)
    over = scanTerms(matcher, over, found)
    scanRules(matcher, over, found)
  }
}

function scanTerms(matcher: Matcher, over: number, found: Found): number {
  const { automaton, starts, termsOf, severities } = matcher.ready
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
      for (let k = starts[pattern]!; k < starts[pattern + 1]!; k++) {
        const entry = termsOf[k]!
        if (severities[entry]! <= over) break
        const span = spell(scratch, first, run, termAt(matcher, entry))
        if (!span) continue
        over = found(entry, begins[span[0]]!, ends[span[1]]!)
        if (over === MOST_SEVERE) return over
      }
    }
  }
  return over
}

/** Terms are read apart from the text that is being looked at. */
const termScratch = new Reading()

function termAt({ ready, terms }: Matcher, entry: number): Term {
  const known = terms[entry]
  if (known) return known
  const { match, text } = entryAt(ready, entry)
  if (match === 'rule') throw new RangeError(`"entry" expected a term, got the rule ${entry}`)
  termScratch.read(text)
  return (terms[entry] = termOf(termScratch, EDGES[match]))
}

/** A rule sees plain letters, and one space where anything else stood. */
function scanRules({ ready, rules }: Matcher, over: number, found: Found): number {
  if (rules.length === 0) return over
  const { text, places } = plainText()
  for (const { entry, find } of rules) {
    if (ready.severities[entry]! <= over) continue
    const span = find(text)
    if (!span || span[0] >= span[1]) continue
    const from = scratch.begins[places[span[0]]!]!
    over = found(entry, from, scratch.ends[places[span[1] - 1]!]!)
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
