import { evidenceFrom, type Evidence } from '../detect/evidence.ts'
import { contributionsTo } from '../detect/contributions.ts'
import { placeIn } from '../detect/every-row.ts'
import { type NetworkMap, roleProbabilitiesOf, scoreOf } from '../detect/map.ts'
import { sourceFollowers } from '../detect/source-followers.ts'
import { type TieNode } from '../detect/ties.ts'
import { isPseudonym, pseudonymsOf } from '../export/pseudonyms.ts'
import { InputError, UsageError } from '../model/errors.ts'
import { type Role, ROLES } from '../model/role.ts'
import { type Platform } from '../platform/platform.ts'
import { openWorkspace } from '../platform/workspace.ts'
import { openAuditKey } from './audit-key.ts'
import { required, type Run } from './command.ts'
import { readMap } from './read-map.ts'
import { count, percent, printable, table } from './tty.ts'

/** Below half a percent a detector gave nothing worth a line. */
const LEAST_SHARE = 0.005

export const run: Run = async (input) => {
  const workspace = required(input, 'workspace')
  const [account, ...more] = input.positionals
  if (account === undefined || more.length > 0) {
    throw new UsageError(
      'explain needs one account; name one account, as in "firebreak explain ACCOUNT --workspace W".',
    )
  }
  const platform = openWorkspace(workspace)
  const map = readMap(workspace)
  const row = rowOf(platform, map, workspace, account)
  const place = map.ranking.indexOf(row)
  const scoredAt = placeIn(map.rows, row)
  const network = map.networks.find(({ rows }) => rows.includes(row))
  const answer: Explanation = {
    account: platform.accounts.idOf(row),
    seed: place < 0,
    score: scoreOf(map, row),
    rank: place < 0 ? null : place + 1,
    reachable: map.reachable[row] === 1,
    role: ROLES[map.roles[row]],
    roleProbabilities: roleProbabilitiesOf(map, row),
    network: network?.id ?? null,
    sourceFollows: sourceFollowsOf(platform, map, row),
    scored: scoredAt >= 0,
    detectors:
      scoredAt < 0
        ? []
        : contributionsTo(map.fused, scoredAt).filter(({ share }) => share >= LEAST_SHARE),
    paths: evidenceFrom(platform, map.seeds.rows)(row),
  }
  return { json: answer, text: inWords(answer, map.ranking.length) }
}

/** An account by its id, or a member of the map by the name that an export gave it. */
function rowOf(
  { accounts }: Platform,
  { members }: NetworkMap,
  workspace: string,
  name: string,
): number {
  const row = accounts.find(name)
  if (row >= 0) return row
  if (isPseudonym(name)) {
    const { privateKey } = openAuditKey(workspace, { mustExist: true })
    const pseudonym = pseudonymsOf(privateKey)
    const member = members.find((each) => pseudonym(accounts.idOf(each)) === name)
    if (member !== undefined) return member
  }
  throw new InputError(`"${name}" is no account of ${workspace}; ids are matched byte for byte.`)
}

interface Explanation {
  readonly account: string
  /** A seed has signals of its own; the map starts from it and does not rank it. */
  readonly seed: boolean
  readonly score: number
  readonly rank: number | null
  readonly reachable: boolean
  /** Of a large platform only the accounts closest to the seeds are scored. */
  readonly scored: boolean
  readonly role: Role
  /** How likely it has each role; null for whoever is no member. */
  readonly roleProbabilities: Record<Role, number> | null
  readonly network: string | null
  /** Null if it follows no source, is one, or may be a child. */
  readonly sourceFollows: SourceFollows | null
  readonly detectors: readonly { readonly id: string; readonly share: number }[]
  readonly paths: readonly Evidence[]
}

interface SourceFollows {
  readonly follows: number
  readonly expected: number
  readonly qValue: number
}

function sourceFollowsOf(platform: Platform, map: NetworkMap, row: number): SourceFollows | null {
  const found = sourceFollowers(platform, map).find((one) => one.row === row)
  if (!found) return null
  const { follows, expected, qValue } = found
  return { follows, expected, qValue }
}

function inWords(answer: Explanation, accounts: number): string {
  const { account, rank, score, role, network, reachable, seed } = answer
  const place =
    rank === null
      ? 'is a seed: signals of its own started the map'
      : `has rank ${count(rank)} of ${count(accounts)}, score ${score.toFixed(3)}`
  const said = [
    `${printable(account)} ${place}.`,
    `Role ${role}, in ${network ?? 'no network'}.${chancesInWords(answer)}`,
  ]
  if (answer.sourceFollows) {
    const { follows, expected, qValue } = answer.sourceFollows
    said.push(
      `It follows ${count(follows)} sources, ${expected.toFixed(2)} expected by chance (q-value ${qValue.toPrecision(2)}).`,
    )
  }
  if (!reachable) return [...said, 'No path connects it with any seed.', ''].join('\n')
  const paths = answer.paths.map((path) => `  ${pathInWords(path)}`)
  const tied = seed ? 'another seed' : 'a seed'
  said.push('', detectorsInWords(answer), '')
  said.push(
    paths.length === 0
      ? `No path of up to three hops ties it to ${tied}.`
      : `Paths from the seeds, the most telling first:`,
  )
  return [...said, ...paths, ''].join('\n')
}

/** Those of half a percent and more, the likeliest first. */
function chancesInWords({ roleProbabilities }: Explanation): string {
  if (!roleProbabilities) return ''
  const said = ROLES.map((role) => ({ role, chance: roleProbabilities[role] }))
    .filter(({ chance }) => chance >= LEAST_SHARE)
    .toSorted((a, b) => b.chance - a.chance)
    .map(({ role, chance }) => `${role} ${percent(chance, 0)}`)
  return ` Probabilities: ${said.join(', ')}.`
}

function detectorsInWords({ detectors, scored }: Explanation): string {
  if (!scored) return 'It was not scored: others are closer to the seeds.'
  if (detectors.length === 0) return 'No detector finds it closer to the seeds than is typical.'
  const rows = detectors.map(({ id, share }) => [`  ${id}`, percent(share, 0)])
  return `Share of each detector in the score:\n${table(rows)}`
}

function pathInWords({ steps }: Evidence): string {
  return steps
    .map(({ from, ties, to }, k) => {
      const words = `${ties.join(' and ')} ${nameOf(to)}`
      return k === 0 ? `${nameOf(from)} ${words}` : `which ${words}`
    })
    .join(', ')
}

function nameOf(node: TieNode): string {
  if ('account' in node) return printable(node.account)
  return 'tag' in node ? `tag ${printable(node.tag)}` : `item ${printable(node.item)}`
}
