/**
 * A made-up network in a real graph: new accounts that follow real ones, and real ones as look-alikes.
 *
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importPaths } from '../../src/ingest/import.ts'
import { type Role } from '../../src/model/role.ts'
import { PlatformBuilder } from '../../src/platform/builder.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { openWorkspace } from '../../src/platform/workspace.ts'
import { type Random } from '../../src/util/random.ts'
import { sample } from '../worlds/draw.ts'
import { addFollow, createFollowList, type FollowList } from '../worlds/follow-list.ts'
import { addLookAlikes } from '../worlds/look-alikes.ts'
import { addPlanted, type PlantedShape } from '../worlds/planted.ts'

const ITEMS_OF_A_MEMBER = 20

/** A data set through the import, its workspace gone afterwards. */
export async function importedFrom(folder: string): Promise<Platform> {
  const workspace = mkdtempSync(join(tmpdir(), 'firebreak-measure-'))
  try {
    await importPaths([folder], workspace)
    return openWorkspace(workspace)
  } finally {
    rmSync(workspace, { recursive: true })
  }
}

/** `base`, innocent look-alikes in it, and a new network besides, of which so many members are known. */
export function plantNetwork(
  base: Platform,
  random: Random,
  shape: PlantedShape,
  known: number,
): Platform {
  const list = followsOf(base)
  const shuffled = sample(random, Uint32Array.from(base.ageBands.keys()), list.accounts)
  const lookAlikes = addLookAlikes(random, list, shuffled)
  const clubStars = lookAlikes[0].rows.subarray(0, 60)
  const idols = Uint32Array.from(lookAlikes.slice(1, 7), ({ rows }) => rows[0])
  const planted = addPlanted(random, list, shape, shuffled, clubStars, idols)

  const builder = new PlatformBuilder(base)
  for (let row = base.accounts.size; row < list.accounts; row++) builder.accounts.add(`p${row}`)
  for (let e = 0; e < list.size; e++) builder.follow(list.sources[e], list.targets[e])
  for (const { name, rows } of lookAlikes) {
    const group = name.replace(/[ ,]+/g, '-').replace(/-large$/, '-0')
    for (const row of rows) builder.know(row, 'bystander', group)
  }
  const roles: Record<string, Role> = {
    sources: 'source',
    seekers: 'seeker',
    connectors: 'connector',
  }
  const members: number[] = []
  for (const [part, rows] of Object.entries(planted)) {
    for (const row of rows) {
      members.push(row)
      builder.know(row, roles[part], 'planted-1')
      // members listen to what others listen to: items are no give-away
      if (base.itemUses.out.targets.length === 0) continue
      for (let k = 0; k < ITEMS_OF_A_MEMBER; k++) builder.useItem(row, popularItem(base, random), 1)
    }
  }
  for (const row of sample(random, Uint32Array.from(members), known)) {
    builder.signal({
      subject: { account: builder.accounts.idOf(row) },
      kind: 'investigator',
      confidence: 1,
      polarity: 'harmful',
      policy: null,
      atMillis: null,
      reference: null,
    })
  }
  return builder.build()
}

function followsOf({ accounts, follows }: Platform): FollowList {
  const list = createFollowList(accounts.size)
  const { starts, targets } = follows.out
  for (let i = 0; i < accounts.size; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) addFollow(list, i, targets[e])
  }
  return list
}

/** In proportion to how many listen to it. */
function popularItem({ itemUses }: Platform, random: Random): number {
  return itemUses.out.targets[random.below(itemUses.out.targets.length)]
}
