/**
 * A desk in this process: what a server asks a thread of its own for, without the thread.
 *
 * @module
 */
import { openInvestigation } from '../src/investigate/investigation.ts'
import { answer, type NetworkDesk } from '../src/investigate/question.ts'
import { mapNetworks } from '../src/detect/map.ts'
import { type Platform } from '../src/platform/platform.ts'

export function deskOf(
  platform: Platform,
  standingOf: (account: string) => number = () => 0,
): NetworkDesk {
  const investigation = openInvestigation(platform, mapNetworks(platform), 'map-of-test')
  return {
    ask: (question) =>
      answer(investigation, question, async (accounts) => Uint8Array.from(accounts, standingOf)),
  }
}
