/** Who acts on the same things at nearly the same time, again and again. */
import { groupsOf, type TimedPairs, timedPairs } from '../detect/timed-pairs.ts'
import { readActs } from '../ingest/read-acts.ts'
import { InputError } from '../model/errors.ts'
import { csvField } from '../util/csv-field.ts'
import { inParts } from '../util/in-parts.ts'
import { optional, required, type Run, wholeNumber } from './command.ts'
import { recordDeed } from './record-deed.ts'
import { count } from './tty.ts'
import { writeFileParts } from './write-text-file.ts'

const MOST_ACTS = 200_000_000
const MOST_PAIRS = 5_000_000
const NEAREST = 1000

export const run: Run = async (input) => {
  const seconds = wholeNumber(input, 'seconds', { fallback: 60, least: 0, most: 86_400 })
  const least = wholeNumber(input, 'times', { fallback: 3, least: 1, most: 1_000_000 })
  const out = optional(input, 'out')
  const workspace = out === null ? null : required(input, 'workspace')
  const reason = out === null ? null : required(input, 'reason')
  const acts = await readActs(input.positionals, MOST_ACTS)
  const pairs = pairsOf(acts, seconds, least)
  const { count: groupCount, groups } = groupsOf(pairs, acts.accountCount)
  const accounts = new Set([...pairs.first, ...pairs.second]).size
  const json = {
    interactions: acts.accounts.length,
    rejected: acts.rejected,
    untimed: pairs.untimed,
    cut: pairs.cutActs,
    seconds,
    times: least,
    pairs: pairs.first.length,
    accounts,
    groups: groupCount,
    out,
  }
  if (out !== null && workspace !== null) {
    await recordDeed(workspace, 'coordination.listed', reason, {
      seconds,
      times: least,
      pairs: json.pairs,
      accounts,
    })
    const idOf = (row: number) => csvField(acts.ids.idOf(row))
    writeFileParts(out, inParts(csvLines(pairs, groups, idOf)), { isPrivate: true })
  }
  const left = [
    ...(acts.rejected > 0 ? [`${count(acts.rejected)} rows were not sound`] : []),
    ...(pairs.untimed > 0 ? [`${count(pairs.untimed)} have no time`] : []),
    ...(pairs.cutActs > 0
      ? [`${count(pairs.cutActs)} lie in a crowd, of which the nearest ${count(NEAREST)} count`]
      : []),
  ]
  return {
    json,
    text: `${count(json.pairs)} pairs of ${count(accounts)} accounts, in ${count(groupCount)} groups, acted on the same thing within ${count(seconds)} s at least ${count(least)} times.
Of ${count(json.interactions)} interactions${left.length > 0 ? `: ${left.join('; ')}` : ', all with a time'}.
${out === null ? 'Who they are goes to a file: --out FILE --workspace W --reason TEXT.' : `The pairs are in ${out}, for its owner only.`} People who like the same things act together too: look before deciding.
`,
  }
}

function pairsOf(acts: Parameters<typeof timedPairs>[0], seconds: number, least: number) {
  try {
    const limits = { windowMillis: seconds * 1000, least, nearest: NEAREST, most: MOST_PAIRS }
    return timedPairs(acts, limits)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new InputError(
      `More than ${count(MOST_PAIRS)} pairs act together so often; raise --times or lower --seconds.`,
      { cause },
    )
  }
}

function* csvLines(
  { first, second, weights }: TimedPairs,
  groups: Uint32Array,
  idOf: (row: number) => string,
): Generator<string> {
  yield 'account,other,times,group\n'
  for (const [k, row] of first.entries()) {
    yield `${idOf(row)},${idOf(second[k])},${weights[k]},${groups[k] + 1}\n`
  }
}
