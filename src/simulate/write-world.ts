/**
 * Write a made-up platform as the files that a real one would import, and the true answer beside.
 *
 * @module
 */
import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { AGE_BANDS } from '../model/age-band.ts'
import { ROLES } from '../model/role.ts'
import { INTERACTION_WEIGHTS } from './interactions.ts'
import { type World } from './world.ts'

/** Characters that are gathered before they go to the file. */
const CHUNK = 1 << 18

/**
 * Write `accounts.csv`, `follows.csv`, `tags.csv`, `interactions.csv`, `signals.csv` and `truth.csv`
 * into `directory`, which is made when it is not there. Files of these names are replaced.
 */
export async function writeWorld(world: World, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true })
  for (const [name, header, lines] of [
    ['accounts', 'account,created_at,age_band,region', accountLines(world)],
    ['follows', 'source,target', followLines(world)],
    ['tags', 'account,tag,count', tagLines(world)],
    ['interactions', 'account,target,item,kind,weight', interactionLines(world)],
    ['signals', 'account,kind,confidence,polarity,at,reference', signalLines(world)],
    ['truth', 'account,role,network', truthLines(world)],
  ] as const) {
    await writeLines(join(directory, `${name}.csv`), header, lines)
  }
}

// nothing here needs quotes: ids, tags and names are letters, digits, `_`, `-` and `:`

function* accountLines(world: World): Generator<string> {
  const { accountIds, createdAtMillis, ageBands, regions, regionNames } = world
  for (let i = 0; i < accountIds.length; i++) {
    const createdAt = new Date(createdAtMillis[i]).toISOString()
    yield `${accountIds[i]},${createdAt},${AGE_BANDS[ageBands[i]]},${regionNames[regions[i]]}\n`
  }
}

function* followLines({ accountIds, follows: { sources, targets } }: World): Generator<string> {
  for (let e = 0; e < sources.length; e++) {
    yield `${accountIds[sources[e]]},${accountIds[targets[e]]}\n`
  }
}

function* tagLines({ accountIds, tagNames, tagUses }: World): Generator<string> {
  const { sources, targets, counts } = tagUses
  for (let e = 0; e < sources.length; e++) {
    yield `${accountIds[sources[e]]},${tagNames[targets[e]]},${counts[e]}\n`
  }
}

function* interactionLines(world: World): Generator<string> {
  const { accountIds, itemIds, itemUses, likes, views } = world
  for (const [pairs, kind] of [
    [likes, 'like'],
    [views, 'view'],
  ] as const) {
    const { sources, targets, counts } = pairs
    for (let e = 0; e < sources.length; e++) {
      const weight = counts[e] * INTERACTION_WEIGHTS[kind]
      yield `${accountIds[sources[e]]},${accountIds[targets[e]]},,${kind},${weight}\n`
    }
  }
  const { sources, targets, counts } = itemUses
  for (let e = 0; e < sources.length; e++) {
    const weight = counts[e] * INTERACTION_WEIGHTS.like
    yield `${accountIds[sources[e]]},,${itemIds[targets[e]]},like,${weight}\n`
  }
}

function* signalLines({ signals }: World): Generator<string> {
  for (const { subject, kind, confidence, polarity, atMillis, reference } of signals) {
    const account = 'account' in subject ? subject.account : ''
    const at = atMillis === null ? '' : new Date(atMillis).toISOString()
    yield `${account},${kind},${confidence},${polarity},${at},${reference ?? ''}\n`
  }
}

function* truthLines({ accountIds, roles, groups, groupNames }: World): Generator<string> {
  for (let i = 0; i < accountIds.length; i++) {
    if (roles[i] === 0) continue
    yield `${accountIds[i]},${ROLES[roles[i] - 1]},${groupNames[groups[i]]}\n`
  }
}

async function writeLines(path: string, header: string, lines: Iterable<string>): Promise<void> {
  const file = await open(path, 'w')
  try {
    let chunk = `${header}\n`
    for (const line of lines) {
      chunk += line
      if (chunk.length < CHUNK) continue
      await file.writeFile(chunk)
      chunk = ''
    }
    await file.writeFile(chunk)
  } finally {
    await file.close()
  }
}
