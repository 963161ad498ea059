/**
 * What one would write first: a string for each id, a Map entry for each account.
 *
 *     node bench/import/maps.ts FILE
 *
 * @module
 */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

const accounts = new Map<string, number>()
const targetsOf = new Map<number, number[]>()

for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
  const [source, target] = line.split(',')
  const row = rowOf(source)
  const targets = targetsOf.get(row)
  if (targets) targets.push(rowOf(target))
  else targetsOf.set(row, [rowOf(target)])
}

function rowOf(id: string): number {
  let row = accounts.get(id)
  if (row === undefined) accounts.set(id, (row = accounts.size))
  return row
}
