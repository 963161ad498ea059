/**
 * Write a made-up platform as the files that a real one would import, and the true answer beside.
 *
 * @module
 */
import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { AGE_BANDS } from '../model/age-band.ts'
import { InputError } from '../model/errors.ts'
import { ROLES } from '../model/role.ts'
import { INTERACTION_WEIGHTS } from './interactions.ts'
import { type World } from './world.ts'

/** Characters that are gathered before they go to the file. */
const CHUNK = 1 << 18

/** The header of each file. The truth comes first: it marks the folder as made up. */
const HEADERS = {
  truth: 'account,role,network',
  accounts: 'account,created_at,age_band,region',
  follows: 'source,target',
  tags: 'account,tag,count',
  interactions: 'account,target,item,kind,weight',
  signals: 'account,kind,confidence,polarity,at,reference',
} as const

const NAMES = ['truth', 'accounts', 'follows', 'tags', 'interactions', 'signals'] as const

/**
 * Make `directory` for `writeWorld`, or see that it may write there: over an earlier made-up world,
 * never over a platform's own files. Those of an earlier world have all our headers and a truth.
 *
 * @throws {InputError} if other files of our names are there, or the directory cannot be made.
 */
export async function prepareDirectory(directory: string): Promise<void> {
  await explained(directory, async () => {
    await mkdir(directory, { recursive: true })
    let first: string | null = null
    let isMadeUp = false
    for (const name of NAMES) {
      const header = HEADERS[name]
      const path = join(directory, `${name}.csv`)
      const start = await startOf(path, header.length + 1)
      if (start === null) continue
      if (start !== `${header}\n`) throw othersFile(path)
      if (name === 'truth') isMadeUp = true
      first ??= path
    }
    if (first !== null && !isMadeUp) throw othersFile(first)
  })
}

/**
 * Write `accounts.csv`, `follows.csv`, `tags.csv`, `interactions.csv`, `signals.csv` and `truth.csv`
 * into `directory`, which is made when it is not there. Those of an earlier world are replaced.
 *
 * @throws {InputError} as `prepareDirectory` does, or if a file cannot be written.
 */
export async function writeWorld(world: World, directory: string): Promise<void> {
  await prepareDirectory(directory)
  const lines: Readonly<Record<keyof typeof HEADERS, Iterable<string>>> = {
    truth: truthLines(world),
    accounts: accountLines(world),
    follows: followLines(world),
    tags: tagLines(world),
    interactions: interactionLines(world),
    signals: signalLines(world),
  }
  for (const name of NAMES) {
    const path = join(directory, `${name}.csv`)
    await explained(path, () => writeLines(path, HEADERS[name], lines[name]))
  }
}

function othersFile(path: string): InputError {
  return new InputError(
    `${path} is there already and was not made up here; choose a folder without it, since it would be lost.`,
  )
}

/** The first bytes as text, or null if there is no such file. */
async function startOf(path: string, length: number): Promise<string | null> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  })
  if (file === null) return null
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}

/** @throws {InputError} in the place of an error of the operating system. */
async function explained(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (cause) {
    const code = codeOf(cause)
    if (code === null) throw cause
    throw new InputError(`${path} cannot be written (${code}); choose another folder.`, { cause })
  }
}

/** The short code of an error of the operating system, else null. */
function codeOf(error: unknown): string | null {
  const isSystemError = error instanceof Error && 'syscall' in error && 'code' in error
  return isSystemError && typeof error.code === 'string' ? error.code : null
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
