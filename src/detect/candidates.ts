/**
 * Candidates: the accounts worth scoring, so that a map costs what its surroundings cost and not
 * what the platform has grown to.
 *
 * A platform of up to `MOST_CANDIDATES` accounts is scored whole. Of a larger one the closest are
 * taken, by one walk along follows and one along shared tags, divided by √degree as in `walk`. The
 * two walks take turns, so that whoever is tied to the seeds by tags alone gets in too.
 *
 * Members who hide behind many follows elsewhere are far from a few seeds, and close to those that
 * can be found near them. So there are further looks, from the seeds and whom the mixture found among
 * the candidates before, as long as that finds more. With a third of 60,000 accounts as candidates
 * one look lost 0.006 of the average precision, further ones nothing; what is lost with a sixth stands
 * in docs/results.md.
 *
 * @module
 */
import { type Layers } from '../graph/layers.ts'
import { type Platform } from '../platform/platform.ts'
import { type Seeds } from './detector.ts'
import { everyRow } from './every-row.ts'
import { fitOnce } from './mixture.ts'
import { followLayers, tagLayers } from './platform-layers.ts'
import { walkCloseness, walkNear } from './walk-closeness.ts'

export const MOST_CANDIDATES = 100_000
/** Follows, both ways, and uses of tags that all candidates may have, for each that may be one… */
const LINKS_EACH = 50
/** …and the share of these that one candidate may have: a few celebrities would use them up. */
const MOST_OF_LINKS = 1 / 100
/** Looks are mostly two; each is a walk and a fit… */
const MOST_LOOKS = 4
/** …and worth another if it found this much more than the one before. */
const GROWN = 1.02

/**
 * Rows of at most `most` accounts, rising: the seeds, however many, and those closest to them and
 * to members found near them. Everybody where there are no more accounts than `most`.
 *
 * None is taken that has more than `most` / 2 follows and uses of tags, seeds excepted, and none
 * that has more than are left of 50 · `most` for all. Time: two to four walks each along follows and
 * tags and fits of the mixture, whatever the platform's size.
 */
export function candidatesOf(
  platform: Platform,
  seeds: Seeds,
  most: number = MOST_CANDIDATES,
): Uint32Array {
  if (platform.accounts.size <= most) return everyRow(platform)
  let rows = closestTo(platform, seeds, most)
  let members = 0
  for (let look = 1; look < MOST_LOOKS; look++) {
    const { logOdds } = fitOnce(platform, seeds, rows)
    const found = rows.filter((_row, place) => logOdds[place] > 0)
    if (found.length <= GROWN * members) break
    members = found.length
    rows = closestTo(platform, joined(seeds, found), most)
  }
  return rows
}

/** The seeds, and accounts that count as much as they do, all together. */
function joined({ rows, weights }: Seeds, found: Uint32Array): Seeds {
  const weightOf = new Map<number, number>()
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  for (const row of found) weightOf.set(row, Math.min(1, total / found.length))
  for (const [k, row] of rows.entries()) weightOf.set(row, weights[k])
  const all = rising(weightOf.keys())
  return { rows: all, weights: Float32Array.from(all, (row) => weightOf.get(row)!) }
}

/** How to walk from the seeds; what is touched is all that may have mass. */
type Walk = (
  layers: Layers,
  seeds: Seeds,
) => { readonly masses: Float64Array; readonly touched: Uint32Array }

const walkFar: Walk = (layers, seeds) => {
  const { masses, touched } = walkCloseness(layers, seeds, false)
  return { masses, touched: touched! }
}

/**
 * At most `most` accounts, rising: the seeds, a few, and those closest to them, bounded as those of
 * `candidatesOf` are. One walk each along follows and tags, of some 10 ms.
 */
export function surroundingsOf(platform: Platform, seeds: Seeds, most: number): Uint32Array {
  return closestTo(platform, seeds, most, walkNear)
}

/** The seeds and the accounts closest to them. */
function closestTo(
  platform: Platform,
  seeds: Seeds,
  most: number,
  walk: Walk = walkFar,
): Uint32Array {
  const chosen = new Set(seeds.rows)
  let linksLeft = most * LINKS_EACH
  const mostOfOne = linksLeft * MOST_OF_LINKS
  const lists = [followLayers, tagLayers]
    .map((layersOf) => closestFirst(layersOf(platform), seeds, platform.accounts.size, most, walk))
    .filter((list) => list.length > 0)
  const longest = Math.max(0, ...lists.map((list) => list.length))
  for (let place = 0; place < longest; place++) {
    for (const list of lists) {
      if (chosen.size >= most) return rising(chosen)
      if (place >= list.length || chosen.has(list[place])) continue
      const links = linksOf(platform, list[place])
      if (links > mostOfOne || links > linksLeft) continue
      linksLeft -= links
      chosen.add(list[place])
    }
  }
  return rising(chosen)
}

/** Up to twice `most` accounts that a walk from the seeds comes to, the closest first. */
function closestFirst(
  layers: Layers,
  seeds: Seeds,
  accounts: number,
  most: number,
  walk: Walk,
): Uint32Array {
  const { degrees } = layers
  if (seeds.rows.length === 0 || layers.steps[0].csr.targets.length === 0) return new Uint32Array(0)
  const { masses, touched } = walk(layers, seeds)
  const closenessOf = (row: number) => masses[row] / Math.sqrt(degrees[row])
  const reached = touched.filter((node) => node < accounts && masses[node] > 0 && degrees[node] > 0)
  // comparing is slow, sorting numbers is not: find how close one has to be first
  const sorted = Float64Array.from(reached, closenessOf).toSorted()
  const least = sorted[Math.max(0, sorted.length - 2 * most)]
  return reached
    .filter((row) => closenessOf(row) >= least)
    .toSorted((a, b) => closenessOf(b) - closenessOf(a) || a - b)
}

function linksOf({ follows, tagUses }: Platform, row: number): number {
  let links = 0
  for (const { starts } of [follows.out, follows.in, tagUses.out])
    links += starts[row + 1] - starts[row]
  return links
}

function rising(rows: Iterable<number>): Uint32Array {
  return Uint32Array.from(rows).toSorted()
}
