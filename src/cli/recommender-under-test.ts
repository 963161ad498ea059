/**
 * Which recommender an audit asks: a reference one by its name, or one outside by its address.
 *
 * @module
 */
import { hash } from 'node:crypto'
import { join } from 'node:path'
import { adapters } from '../audit/adapters/index.ts'
import { inProcess } from '../audit/adapters/in-process.ts'
import { bounded } from '../audit/bounded.ts'
import { openJournal } from '../audit/journal.ts'
import { type Scenario } from '../audit/scenario.ts'
import { scenarioHash } from '../audit/scenario-hash.ts'
import { type SurfaceRecommender } from '../audit/surface-recommender.ts'
import { UsageError } from '../model/errors.ts'
import { type Platform } from '../platform/platform.ts'
import { graphMark, mapMark } from '../platform/workspace-map.ts'
import { recommenders } from '../recommend/index.ts'
import { withSwaps } from '../mitigate/with-swaps.ts'
import { appliedSwaps } from './swap-file.ts'
import { type Input, oneOf, optional, required, wholeNumber } from './command.ts'

export interface UnderTest {
  readonly recommender: SurfaceRecommender
  /** Who says that it may be tested; null for a reference recommender, which nobody owns. */
  readonly authorisedBy: string | null
  /** Once the audit is written down, and also when it failed: then what was answered is kept. */
  readonly close: (isDone: boolean) => Promise<void>
}

export interface About {
  readonly workspace: string
  readonly platform: Platform
  readonly scenario: Scenario
  readonly testAccounts: number
  readonly seed: number
  readonly guard: string
}

/** @throws {UsageError} if it is neither a name nor an address, or nobody authorised the audit. */
export function recommenderUnderTest(
  input: Input,
  about: About,
  stderr: (text: string) => void,
): UnderTest {
  const address = required(input, 'recommender')
  const reference = recommenders.find(({ id }) => id === address)
  const hasSwaps = oneOf(input, 'swaps', ['off', 'on'], 'off') === 'on'
  if (reference) {
    const swaps = hasSwaps ? appliedSwaps(about.workspace, about.platform) : []
    const recommender = inProcess(withSwaps(reference, swaps), about.platform)
    return { recommender, authorisedBy: null, close: recommender.close }
  }
  const adapter = adapters.find(({ prefixes }) =>
    prefixes.some((prefix) => address.startsWith(prefix)),
  )
  if (!adapter) {
    const names = recommenders.map(({ id }) => id).join(', ')
    const prefixes = adapters.flatMap((each) => each.prefixes).join(', ')
    throw new UsageError(
      `--recommender "${address}" is none of ${names}, and begins with none of ${prefixes}.`,
    )
  }
  if (hasSwaps) {
    throw new UsageError(
      '--swaps on is for the reference recommenders; one outside this process carries out swaps.json itself.',
    )
  }
  const authorisedBy = optional(input, 'authorised-by')
  if (authorisedBy === null) {
    throw new UsageError(
      'An audit of a recommender outside this process names who authorised it; add --authorised-by "NAME, ROLE".',
    )
  }
  const mostAtOnce = wholeNumber(input, 'most-at-once', { fallback: 8, least: 1, most: 256 })
  const most = wholeNumber(input, 'most-requests', { fallback: 1_000_000, least: 1, most: 1e9 })
  const allowedHosts = (optional(input, 'allow-host') ?? '').split(',').filter(Boolean)
  const opened = adapter.open(address, { allowedHosts, mostAtOnce })

  const { workspace, scenario, testAccounts, seed, guard } = about
  const parts = [
    address,
    optional(input, 'release') ?? '',
    scenarioHash(scenario),
    testAccounts,
    seed,
    guard,
    Buffer.from(graphMark(workspace)).toString('hex'),
    // what was answered behind another map is no answer behind this one
    mapMark(workspace),
  ]
  const identity = hash('sha256', JSON.stringify(parts))
  const path = join(workspace, 'audit-journals', `${identity.slice(0, 16)}.ndjson`)
  const journal = openJournal(path, identity, bounded(opened, most))
  if (journal.found > 0) {
    stderr(`Going on where it was: ${journal.found} requests were answered before.\n`)
  }
  return {
    recommender: journal.recommender,
    authorisedBy,
    async close(isDone) {
      await opened.close()
      journal.close()
      if (isDone) journal.remove()
    },
  }
}
