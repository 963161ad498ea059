/**
 * Background: a real graph, where the research data lies beside the checkout. Nothing of it is
 * copied into the project.
 *
 * @module
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { dataFolder } from '../data-folder.ts'
import { addFollow, createFollowList, type FollowList } from './follow-list.ts'

/** The follows of a data set, or null where it is absent. Undirected edges are read both ways. */
export function realFollows(name: string): FollowList | null {
  for (const stem of ['follows', 'edges']) {
    const path = join(dataFolder(), name, `${stem}.csv.gz`)
    if (!existsSync(path)) continue
    const list = createFollowList(0)
    const rows = new Map<string, number>()
    const rowOf = (id: string) => {
      const known = rows.get(id)
      if (known !== undefined) return known
      rows.set(id, list.accounts)
      return list.accounts++
    }
    const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n')
    const header = lines[0].trim().split(',')
    const from = header.indexOf('source')
    const to = header.indexOf('target')
    for (let i = 1; i < lines.length; i++) {
      const cells = lines[i].trim().split(',')
      if (cells.length <= Math.max(from, to)) continue
      const source = rowOf(cells[from])
      const target = rowOf(cells[to])
      addFollow(list, source, target)
      if (stem === 'edges') addFollow(list, target, source)
    }
    return list
  }
  return null
}
