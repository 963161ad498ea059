/** What every audit command does around its run. */
import { type NetworkMap } from '../detect/map.ts'
import { InputError } from '../model/errors.ts'
import { type Platform } from '../platform/platform.ts'
import { hasMap } from '../platform/workspace-map.ts'
import { readMap } from './read-map.ts'
import { type UnderTest } from './recommender-under-test.ts'

/** What was answered stays in the journal when the audit does not come to its end. */
export async function runTested<Result>(
  tested: UnderTest,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    await tested.close(false)
    throw error
  }
}

/** Without a guard a map only says who counts as the network, and an audit can do without. */
export function mapIfCurrent(
  workspace: string,
  { truth }: Platform,
  stderr: (text: string) => void,
): NetworkMap | null {
  let reason = 'There is no map yet'
  if (hasMap(workspace)) {
    try {
      return readMap(workspace)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      reason = 'The map is not used, since it is damaged or older than what was imported since'
    }
  }
  if (!truth) stderr(`${reason}: only accounts with harmful signals count as the network.\n`)
  return null
}
