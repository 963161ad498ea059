/**
 * Write the sections of a file by all hands at once: each its own, checksum and all.
 *
 * @module
 */
import { checksumOf } from '../graph/checksum.ts'
import { paddedBytes, type PlacedSection, type SectionPlan } from '../graph/graph-file.ts'
import { writeAt } from '../platform/replace-file.ts'
import { type Hand } from './crew.ts'

export interface WriteJob extends PlacedSection {
  readonly path: string
}

/** Write a section where it goes; its checksum. */
export function writeSection({ path, offset, data }: WriteJob): number {
  const parts = paddedBytes(data)
  writeAt(path, offset, parts)
  return checksumOf(parts)
}

/** Fill the file at `path`. The hands see to what lies in shared memory, the largest first. */
export async function writePlan(
  crew: readonly Hand[],
  path: string,
  { placed, startOf }: SectionPlan,
): Promise<void> {
  const checksums = placed.map(() => 0)
  const left = [...placed.entries()]
    .filter(([, section]) => isShared(section))
    .toSorted(([, a], [, b]) => a.data.byteLength - b.data.byteLength)
  const byHands = crew.map(async (hand) => {
    for (let next = left.pop(); next; next = left.pop()) {
      const [place, section] = next
      checksums[place] = await hand.write({ path, ...section })
    }
  })
  // the others would be copied on their way to a thread
  const here = async () => {
    for (const [place, section] of placed.entries()) {
      if (!isShared(section)) checksums[place] = writeSection({ path, ...section })
    }
  }
  await Promise.all([...byHands, here()])
  writeAt(path, 0, [startOf(checksums)])
}

function isShared({ data }: PlacedSection): boolean {
  return data.buffer instanceof SharedArrayBuffer
}
