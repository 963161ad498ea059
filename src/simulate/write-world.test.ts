import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { InputError } from '../model/errors.ts'
import { simulateWorld } from './simulate-world.ts'
import { type World } from './world.ts'
import { prepareDirectory, writeWorld } from './write-world.ts'

test('writeWorld() writes every row of the world, in the columns of the import format', async () => {
  const world = simulateWorld({ accounts: 1000, seed: 3 })
  const directory = await mkdtemp(join(tmpdir(), 'firebreak-world-'))
  try {
    await writeWorld(world, join(directory, 'made', 'here'))
    const read = async (name: string) => {
      const text = await readFile(join(directory, 'made', 'here', `${name}.csv`), 'utf8')
      assert.ok(text.endsWith('\n'))
      const [header, ...rows] = text.slice(0, -1).split('\n')
      const columns = header.split(',').length
      assert.ok(rows.every((row) => row.split(',').length === columns))
      return { header, rows }
    }
    const accounts = await read('accounts')
    assert.equal(accounts.header, 'account,created_at,age_band,region')
    assert.deepEqual(
      accounts.rows.map((row) => row.split(',')[0]),
      world.accountIds,
    )
    const follows = await read('follows')
    assert.equal(follows.header, 'source,target')
    assert.equal(follows.rows.length, world.follows.sources.length)
    assert.equal(follows.rows[0], firstFollow(world))
    assert.equal((await read('tags')).rows.length, world.tagUses.sources.length)
    assert.equal(
      (await read('interactions')).rows.length,
      world.likes.sources.length + world.views.sources.length + world.itemUses.sources.length,
    )
    assert.equal((await read('signals')).rows.length, world.options.seedsKnown)
    const truth = await read('truth')
    assert.equal(truth.header, 'account,role,network')
    assert.equal(
      truth.rows.filter((row) => row.endsWith(',planted-1')).length,
      world.options.planted,
    )
    assert.ok(truth.rows.some((row) => row.endsWith(',bystander,support-group-1')))
  } finally {
    await rm(directory, { recursive: true })
  }
})

test('prepareDirectory() lets an earlier world be replaced, and no file of others', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'firebreak-world-'))
  try {
    const write = (name: string, text: string) => writeFile(join(directory, name), text)
    await write('exports.csv', 'not one of ours\n')
    await prepareDirectory(directory)
    await write('follows.csv', 'source,target\nzorblax,quibblefen\n')
    await assert.rejects(prepareDirectory(directory), /follows\.csv is there already/)
    // as an interrupted run leaves it
    await write('truth.csv', 'account,role,network\n')
    await prepareDirectory(directory)
    await write('signals.csv', 'account,kind\nzorblax,report\n')
    await assert.rejects(prepareDirectory(directory), /signals\.csv is there already/)
    await assert.rejects(prepareDirectory(join(directory, 'truth.csv')), InputError)
  } finally {
    await rm(directory, { recursive: true })
  }
})

function firstFollow({ accountIds, follows }: World): string {
  return `${accountIds[follows.sources[0]]},${accountIds[follows.targets[0]]}`
}
