import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { findFiles } from './find-files.ts'
import { WHOLE } from './range.ts'
import { type GrowthLimit, readChunks } from './source-file.ts'
import { throttled } from './throttled.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-source-'))
after(() => rmSync(root, { recursive: true }))

async function read(name: string, bytes: Uint8Array, limit?: GrowthLimit): Promise<string> {
  const path = join(root, name)
  writeFileSync(path, bytes)
  const [file] = findFiles([path]).files
  const chunks: Uint8Array[] = []
  let done = 0
  for await (const chunk of readChunks(file, WHOLE, (bytes) => (done = bytes), limit)) {
    chunks.push(chunk)
  }
  assert.equal(done, statSync(path).size)
  return Buffer.concat(chunks).toString()
}

test('readChunks() gives the bytes of a file, unpacked, and tells how far it is', async () => {
  const text = 'source,target\n'.repeat(300_000)
  assert.equal(await read('follows.csv', Buffer.from(text)), text)
  assert.equal(await read('follows.csv.gz', gzipSync(text)), text)
  const parts = Buffer.concat([gzipSync('ada'), gzipSync(',bo')]) // as parallel packers write
  assert.equal(await read('follows-parts.csv.gz', parts), 'ada,bo')
})

test('readChunks() stops at a file that unpacks to more than any table', async () => {
  const bomb = gzipSync(Buffer.alloc(8 << 20), { level: 9 })
  await assert.rejects(read('follows-bomb.csv.gz', bomb, { times: 500, fromBytes: 4 << 20 }), {
    name: 'InputError',
    message: /unpacks to over 500 times its size, as no table does; check it\.$/,
  })
  const length = (await read('follows-dense.csv.gz', bomb)).length
  assert.equal(length, 8 << 20) // well below where the size begins to matter
})

test('throttled() tells of the end and of little before it', () => {
  const told: number[] = []
  const progress = throttled((done) => told.push(done))
  for (let done = 0; done <= 1000; done++) progress(done, 1000, 'counting')
  assert.equal(told[0], 0)
  assert.equal(told.at(-1), 1000)
  assert.ok(told.length < 100)
})
