import { statSync } from 'node:fs'
import { expectedRoles } from '../detect/expected-roles.ts'
import { countScored, mapNetworks } from '../detect/map.ts'
import { mapSections, tagsBefore } from '../detect/map-file.ts'
import { mapBytes } from '../detect/map-memory.ts'
import { networkSize } from '../detect/network-size.ts'
import { countBeyondChance, sourceFollowers } from '../detect/source-followers.ts'
import { createEngine } from '../engine/engine.ts'
import { checkMemory } from '../platform/memory-limit.ts'
import { graphPath, hasPlatform, openWorkspace } from '../platform/workspace.ts'
import { graphMark, mapBefore, saveMap } from '../platform/workspace-map.ts'
import { graphRoom } from '../engine/graph-room.ts'
import { noPositionals, required, type Run, wholeNumber } from './command.ts'
import { mapSummary } from './map-summary.ts'
import { count } from './tty.ts'
import { withTakenBack } from '../platform/with-taken-back.ts'
import { withPosted } from './with-posted.ts'

export const run: Run = async (input, { progress }) => {
  noPositionals(input)
  const workspace = required(input, 'workspace')
  const asked = wholeNumber(input, 'budget', { fallback: 0, least: 1, most: 1e9 })
  const budget = asked === 0 ? null : asked
  const start = performance.now()
  checkMemory(`To map ${workspace}`, mapBytes(platformBytes(workspace)))
  const mark = graphMark(workspace)
  using engine = createEngine()
  const platform = withTakenBack(
    await withPosted(openWorkspace(workspace, graphRoom), workspace),
    Date.now(),
  )
  const before = mapBefore(workspace, mark)
  const map = mapNetworks(platform, {
    tagsBefore: before && tagsBefore(before.sections, before),
    reachedFrom: (layers, nodes) => engine.reachedFrom(layers, nodes),
    progress,
  })
  saveMap(workspace, mark, mapSections(map))

  const size = networkSize(map)
  const beyondChance = countBeyondChance(sourceFollowers(platform, map))
  const json = {
    accounts: platform.accounts.size,
    follows: platform.follows.out.targets.length,
    seeds: map.seeds.rows.length,
    scored: countScored(map),
    size,
    followSourcesBeyondChance: beyondChance,
    networks: map.networks.map((network) => ({
      id: network.id,
      accounts: network.rows.length,
      sources: network.sources,
      seekers: network.seekers,
      connectors: network.connectors,
      atRisk: network.atRisk,
      expectedRoles: expectedRoles(map, network.rows),
      uniqueFollowers: network.uniqueFollowers,
      conductance: network.conductance,
      stability: network.stability,
    })),
    elapsedSeconds: (performance.now() - start) / 1000,
    peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  }
  const cost = `${json.elapsedSeconds.toFixed(1)} s, ${count(json.peakMemoryMiB)} MiB.`
  const summary = mapSummary(platform, map, { size, beyondChance, budget, workspace })
  return { json, text: `${summary}\n${cost}\n` }
}

/** Size of the platform's file; 0 when there is none, which is for opening it to say. */
function platformBytes(workspace: string): number {
  return hasPlatform(workspace) ? statSync(graphPath(workspace)).size : 0
}
