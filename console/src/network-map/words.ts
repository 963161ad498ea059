/** What a person reads of nodes, places and paths. Ids stand in it only where they were asked for. */
import type { Evidence, EvidenceStep } from '../../../src/detect/evidence.ts'
import { count } from '../kit/count.ts'
import { accountKey, type DrawnPath, type MapNode } from './drawing.ts'
import type { DrawnAccount, DrawnCommunity } from './networks.ts'
import { ROLE_LOOKS, ROLE_ORDER } from './roles.ts'

export function placeWords({ seed, rank }: Pick<DrawnAccount, 'seed' | 'rank'>): string {
  if (seed) return 'seed'
  return rank === null ? 'not ranked' : `rank ${count(rank)}`
}

export function communityName({ id, tag }: Pick<DrawnCommunity, 'id' | 'tag'>): string {
  return tag === null ? `Community ${id + 1}` : `Community ${id + 1} · #${tag}`
}

/** "12 sources, 96 seekers". */
export function roleWords(roles: DrawnCommunity['roles']): string {
  return ROLE_ORDER.filter((role) => roles[role] > 0)
    .map((role) => `${count(roles[role])} ${ROLE_LOOKS[role][roles[role] === 1 ? 'word' : 'many']}`)
    .join(', ')
}

/** "source 82 %, connector 12 %": the likeliest first, those below 1 % left out. */
export function chanceWords(chances: NonNullable<DrawnAccount['roleProbabilities']>): string {
  return ROLE_ORDER.filter((role) => chances[role] >= 0.01)
    .toSorted((a, b) => chances[b] - chances[a])
    .map((role) => `${ROLE_LOOKS[role].word} ${Math.round(100 * chances[role])} %`)
    .join(', ')
}

/** What of a path is on the map. */
export function drawnPath(paths: readonly Evidence[]): DrawnPath {
  const nodes = new Set<string>()
  const lines = new Set<string>()
  for (const { steps } of paths) {
    for (const { from, to } of steps) {
      const ends = [keyOf(from), keyOf(to)]
      for (const key of ends) nodes.add(key)
      lines.add(ends.join(' '))
    }
  }
  return { nodes, lines }
}

function keyOf(node: EvidenceStep['from']): string {
  if ('account' in node) return accountKey(node.account)
  return 'tag' in node ? `t:${node.tag}` : `i:${node.item}`
}

export function nameOf(node: MapNode): string {
  if (node.kind === 'community') return communityName(node.community)
  if (node.kind === 'tag') return `tag #${node.tag.tag}`
  return `${ROLE_LOOKS[node.account.role].word}, ${placeWords(node.account)}`
}

const MOST_SPELLINGS = 6

/** Spellings as they are, and with which letters where they would look the same. */
export function spellingWords(tag: string, spellings: readonly string[]): string[] {
  const said = spellings.slice(0, MOST_SPELLINGS).map((spelling) => {
    const strange = new Set(
      Array.from(spelling).filter((letter) => letter > '\u{7f}' && !tag.includes(letter)),
    )
    const letters = Array.from(strange, (letter) => {
      const point = letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
      return `U+${point}`
    })
    return strange.size === 0 ? `#${spelling}` : `#${spelling} (${letters.join(' ')})`
  })
  const left = spellings.length - said.length
  return left > 0 ? [...said, `${count(left)} more`] : said
}
