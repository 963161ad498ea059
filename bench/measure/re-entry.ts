/**
 * Networks whose sources were removed and are back by other names, among newcomers who are not.
 *
 * @module
 */
import { reEntries } from '../../src/detect/re-entry.ts'
import { buildCsr, digraph } from '../../src/graph/csr.ts'
import { ROLES } from '../../src/model/role.ts'
import { simulateWorld } from '../../src/simulate/simulate-world.ts'
import { createRandom } from '../../src/util/random.ts'

export const title = 'Who takes the place of removed accounts'

const SEEDS = [41, 42, 43]
const ACCOUNTS = 20_000
const BACK = [0.5, 0.2, 0.1, 0.05]
/** Each names rows; only the last asks of all accounts and not of newcomers alone. */
const RULES = ['5 % of the followers', 'beyond chance', 'beyond chance, without dates'] as const

export async function run(): Promise<string> {
  const lines = BACK.flatMap((back) => {
    const worlds = SEEDS.map((seed) => reFormed(seed, back))
    return RULES.map((rule, k) => {
      const sums = { right: 0, named: 0, returned: 0 }
      for (const { follows, removed, first, returned } of worlds) {
        const isNew = (row: number) => row >= first
        const named =
          k === 0
            ? sharing(follows, removed, first, 0.05)
            : reEntries(follows, removed, k === 1 ? isNew : () => true).map(({ row }) => row)
        sums.named += named.length
        sums.right += named.filter((row) => row >= first && row < first + returned).length
        sums.returned += returned
      }
      const { right, named, returned } = sums
      const precision = named === 0 ? '–' : (right / named).toFixed(3)
      return `| ${100 * back} % | ${rule} | ${returned} | ${named} | ${precision} | ${(right / returned).toFixed(3)} |`
    })
  })
  return `Made-up worlds of ${ACCOUNTS.toLocaleString('en-US')} accounts (seeds ${SEEDS.join(', ')}): all sources of the network are removed and come back as
new accounts, which a share of their followers follows again, with as many followers by chance; beside each
comes one innocent newcomer, followed by as large a share of those who follow an account without a role that the
followers of the removed follow too. Named: newcomers of whose followers at least 5 % followed the removed, or whose followers shared
with one removed account are beyond chance (\`src/detect/re-entry.ts\`). Without dates: the same rule where nobody
knows who was there before, so that everybody is asked about.

| follow again | rule | came back | named | precision | recall |
|---:|---|---:|---:|---:|---:|
${lines.join('\n')}
`
}

/** Newcomers stand from row `first` on: those who came back, then innocents. */
function reFormed(seed: number, back: number) {
  const world = simulateWorld({ accounts: ACCOUNTS, seed })
  const random = createRandom(seed)
  const source = 1 + ROLES.indexOf('source')
  const first = world.accountIds.length
  const { sources, targets } = world.follows
  const followersOf = new Map<number, number[]>()
  for (const [k, target] of targets.entries()) {
    const known = followersOf.get(target)
    if (known) known.push(sources[k])
    else followersOf.set(target, [sources[k]])
  }
  const removed = Uint32Array.from(
    [...followersOf.keys()].filter((row) => world.roles[row] === source),
  ).toSorted()
  const copied = [...removed]
  // what those who followed the removed follow besides: the innocents most easily taken for them
  const besides = new Set([...removed].flatMap((row) => followersOf.get(row) ?? []))
  const followed = [...targets.keys()].filter(
    (k) => besides.has(sources[k]) && world.roles[targets[k]] === 0,
  )
  while (copied.length < 2 * removed.length)
    copied.push(targets[followed[random.below(followed.length)]])
  const entries: [number, number][] = Array.from(sources, (by, k) => [by, targets[k]])
  for (const [k, row] of copied.entries()) {
    const again = followersOf.get(row)!.filter(() => random.next() < back)
    for (const by of again)
      entries.push([by, first + k], [sources[random.below(sources.length)], first + k])
  }
  const size = first + copied.length
  const from = Uint32Array.from(entries, ([by]) => by)
  const to = Uint32Array.from(entries, ([, row]) => row)
  return {
    follows: digraph(buildCsr(size, size, from, to)),
    removed,
    first,
    returned: removed.length,
  }
}

function sharing(
  follows: ReturnType<typeof digraph>,
  removed: Uint32Array,
  first: number,
  least: number,
): number[] {
  const { in: followers, out } = follows
  const isRemoved = new Set(removed)
  return Array.from({ length: followers.rows - first }, (_, k) => first + k).filter((row) => {
    const by = followers.targets.subarray(followers.starts[row], followers.starts[row + 1])
    const shared = by.filter((each) =>
      out.targets
        .subarray(out.starts[each], out.starts[each + 1])
        .some((target) => isRemoved.has(target)),
    ).length
    return shared > 0 && shared >= least * by.length
  })
}
