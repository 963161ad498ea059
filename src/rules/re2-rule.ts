/**
 * Rules of a search list in the syntax of RE2, found in time linear in the text.
 *
 * A room of its own, because the guard imports no package: a platform that runs the guard inside its own
 * process passes this to `createSearchGuard`, another compiler, or none and writes no rules.
 *
 * @module
 */
import { RE2JS } from 're2js'
import { type FindRule } from '../guard/search/index.ts'

/**
 * @throws {RE2JSException} for what RE2 has not: back references, look-around, and repeats that would
 *   make a program too large.
 */
export function re2Rule(expression: string): FindRule {
  const compiled = RE2JS.compile(expression)
  return (text) => {
    const matcher = compiled.matcher(text)
    return matcher.find() ? [matcher.start(), matcher.end()] : null
  }
}
