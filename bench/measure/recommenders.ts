/**
 * Whether the reference recommenders are worth auditing: what they find again of real lists of artists
 * (lastfm), a fifth of each list held out.
 *
 * @module
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PlatformBuilder } from '../../src/platform/builder.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { recommenders } from '../../src/recommend/index.ts'
import { createRandom, type Random } from '../../src/util/random.ts'
import { importedFrom } from './plant-network.ts'

export const title = 'The reference recommenders on real lists'

const SEED = 1
const HELD_OUT = 0.2
const SLATE = 20

/** Markdown, or why there is none. */
export async function run(dataFolder: string): Promise<string> {
  const folder = join(dataFolder, 'lastfm')
  if (!existsSync(folder)) return 'Not measured: the data set lastfm is absent.\n'
  const { platform, lists } = split(await importedFrom(folder), createRandom(SEED))
  const rows = recommenders.map((recommender) => {
    const fitted = recommender.fit(platform)
    let recall = 0
    let gain = 0
    for (const [listener, { known, held }] of lists) {
      const slate = fitted.recommend({ follows: known, contacts: [], seed: listener }, SLATE)
      recall += recallOf(slate, held)
      gain += gainOf(slate, held)
    }
    const [recallAt, gainAt] = [recall, gain].map((sum) => (sum / lists.size).toFixed(3))
    return `| ${recommender.id} | ${recallAt} | ${gainAt} |`
  })
  rows.push(implicitRow(lists, platform.accounts.size))
  return `${lists.size} listeners of lastfm and their artists, ${HELD_OUT * 100} % of each list held out at random (seed ${SEED}); slates of ${SLATE} that hold no
artist of the known part, means over listeners. Friends, listening counts and tags are not used: artists stand as accounts that listeners follow.

| recommender | recall@20 | nDCG@20 |
|---|---|---|
${rows.join('\n')}
`
}

/** What a team working in Python would use, each of several settings tried and the best one quoted. */
function implicitRow(lists: ReadonlyMap<number, List>, columns: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-measure-'))
  try {
    const file = join(folder, 'lists.json')
    const plain = [...lists.values()].map(({ known, held }) => ({ known, held: [...held] }))
    writeFileSync(file, JSON.stringify({ columns, lists: plain }))
    const script = fileURLToPath(new URL('../suite/implicit.py', import.meta.url))
    const python = process.env['FIREBREAK_PYTHON'] ?? 'python3'
    const output = execFileSync(python, [script, file], { encoding: 'utf8', timeout: 300_000 })
    const best: { missing: string } | { recall: number; gain: number } = JSON.parse(output)
    if ('missing' in best) return `| the package implicit (PyPI) | not installed | |`
    return `| the package implicit (PyPI), its ALS with 64 factors, best of nine settings | ${best.recall.toFixed(3)} | ${best.gain.toFixed(3)} |`
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface List {
  readonly known: number[]
  readonly held: ReadonlySet<number>
}

/** A platform of the known parts. */
function split({ accounts, items, itemUses }: Platform, random: Random) {
  const builder = new PlatformBuilder()
  for (let i = 0; i < items.size; i++) builder.accounts.add(`artist-${items.idOf(i)}`)
  const lists = new Map<number, List>()
  const { starts, targets } = itemUses.out
  for (let i = 0; i < accounts.size; i++) {
    const row = builder.accounts.add(`listener-${accounts.idOf(i)}`)
    const list = [...targets.subarray(starts[i], starts[i + 1])]
    for (let k = list.length - 1; k > 0; k--) {
      const other = random.below(k + 1)
      ;[list[k], list[other]] = [list[other], list[k]]
    }
    const held = new Set(list.slice(0, Math.round(list.length * HELD_OUT)))
    const known = list.slice(held.size)
    for (const artist of known) builder.follow(row, artist)
    if (held.size > 0) lists.set(row, { known, held })
  }
  return { platform: builder.build(), lists }
}

function recallOf(slate: Uint32Array, held: ReadonlySet<number>): number {
  return slate.reduce((sum, row) => sum + Number(held.has(row)), 0) / held.size
}

/** Discounted gain next to that of the best slate (Järvelin and Kekäläinen 2002, binary). */
export function gainOf(slate: Uint32Array, held: ReadonlySet<number>): number {
  let gain = 0
  let best = 0
  for (let k = 0; k < SLATE; k++) {
    const discount = 1 / Math.log2(k + 2)
    if (k < slate.length && held.has(slate[k])) gain += discount
    if (k < held.size) best += discount
  }
  return gain / best
}
