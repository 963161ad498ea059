import { mapNetworks, type NetworkMap } from '../detect/map.ts'
import { mapSections } from '../detect/map-file.ts'
import { openWorkspace } from '../platform/workspace.ts'
import { graphMark, saveMap } from '../platform/workspace-map.ts'
import { noPositionals, required, type Run, wholeNumber } from './command.ts'
import { count, percent, table } from './tty.ts'

export const run: Run = async (input, { progress }) => {
  noPositionals(input)
  const workspace = required(input, 'workspace')
  const start = performance.now()
  const mark = graphMark(workspace)
  const platform = openWorkspace(workspace)
  const map = mapNetworks(platform, { progress })
  saveMap(workspace, mark, mapSections(map))

  const budget = wholeNumber(input, 'budget', {
    fallback: Math.max(map.members.length - map.seeds.rows.length, 0),
    least: 0,
    most: 1e9,
  })
  const json = {
    accounts: platform.accounts.size,
    follows: platform.follows.out.targets.length,
    seeds: map.seeds.rows.length,
    scored: scored(map),
    networks: map.networks.map(({ id, rows, sources, seekers, uniqueFollowers }) => ({
      id,
      accounts: rows.length,
      sources,
      seekers,
      uniqueFollowers,
    })),
    elapsedSeconds: (performance.now() - start) / 1000,
    peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  }
  return { json, text: inWords(json, map, budget, workspace) }
}

/** Accounts that anything at all speaks for, seeds left out. */
function scored({ fused, ranking }: NetworkMap): number {
  let found = 0
  for (const row of ranking) if (fused.scores[row] > 0) found++
  return found
}

function inWords(
  json: {
    seeds: number
    accounts: number
    scored: number
    networks: readonly {
      id: string
      accounts: number
      sources: number
      seekers: number
      uniqueFollowers: number
    }[]
    elapsedSeconds: number
    peakMemoryMiB: number
  },
  { fused }: NetworkMap,
  budget: number,
  workspace: string,
): string {
  if (json.seeds === 0) {
    return `There is nothing to start from: no account has an accepted harmful signal.
Import signals (account,kind) and map again.
`
  }
  const networks = json.networks.map((network) => [
    `  ${network.id}`,
    count(network.accounts),
    count(network.sources),
    count(network.seekers),
    count(network.uniqueFollowers),
  ])
  const total = fused.parts.reduce((sum, { weight }) => sum + weight, 0)
  const parts = fused.parts
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ id, weight, heldOutFound }) => [
      `  ${id}`,
      percent(weight / total, 0),
      heldOutFound === null ? 'none held out' : percent(heldOutFound, 0),
    ])
  return `${count(json.scored)} of ${count(json.accounts)} accounts are connected with the ${count(json.seeds)} seeds.

${table([['network', 'accounts', 'sources', 'seekers', 'unique followers'], ...networks])}

${table([['detector', 'share', 'held-out seeds in its first 1 %'], ...parts])}

For review: the first ${count(budget)} of "firebreak scores --workspace ${workspace}".
${json.elapsedSeconds.toFixed(1)} s, ${count(json.peakMemoryMiB)} MiB.
`
}
