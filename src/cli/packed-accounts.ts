/**
 * Many ids in little: a server keeps those of whom its map says something for guards that follow it, and
 * a thread hands them to another.
 *
 * Texts of a few thousand ids each, a byte a character and three for each id, where an id of its own is a
 * value on the heap, of 40 bytes and more.
 *
 * @module
 */
export interface PackedAccounts {
  readonly count: number
  /** Each a list as JSON. */
  readonly blocks: readonly string[]
}

const IDS_IN_BLOCK = 4096

export function packAccounts(ids: Iterable<string>): PackedAccounts {
  const blocks: string[] = []
  let count = 0
  let block: string[] = []
  const finish = () => {
    count += block.length
    if (block.length > 0) blocks.push(JSON.stringify(block))
    block = []
  }
  for (const id of ids) {
    block.push(id)
    if (block.length === IDS_IN_BLOCK) finish()
  }
  finish()
  return Object.freeze({ count, blocks })
}

/** In the order in which they came, a block in memory at a time. */
export function* accountsIn({ blocks }: PackedAccounts): Generator<string> {
  for (const block of blocks) {
    const ids: readonly string[] = JSON.parse(block)
    yield* ids
  }
}
