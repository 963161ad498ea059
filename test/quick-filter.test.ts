/**
 * The filter is answered before the framework sees it where the length of its body is known, and by the
 * framework where the body comes in chunks: the same answers, the same refusals.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { packStanding } from '../src/model/standing.ts'
import { NUMERIC_TYPE, writeNumbers } from './numeric.ts'
import { runService } from './service.ts'

const question = { surface: 'explore', region: null, tag: null } as const
const json = (body: unknown) => Buffer.from(JSON.stringify(body))
const BODIES: readonly [type: string, body: Buffer][] = [
  ['application/json', json({ viewer: 'ada', surface: 'explore', candidates: ['7', '8', 'bö'] })],
  ['application/json', json({ viewer: null, surface: 'none', candidates: [] })],
  ['application/json', json({ surface: 'explore', candidates: 'all' })],
  ['application/json', Buffer.from('{"surface":')],
  ['application/json', json({ surface: 'feed', candidates: Array(5001).fill('7') })],
  ['application/json', Buffer.from('')],
  ['application/json; charset=utf-8', json({ surface: 'explore', candidates: ['7'] })],
  ['text/plain', Buffer.from('7')],
  [NUMERIC_TYPE, writeNumbers({ ...question, viewer: 1n, candidates: [7n, 8n, 2n ** 64n - 1n] })],
  [NUMERIC_TYPE, Buffer.from([1, 2, 3])],
]

interface Answer {
  readonly status: number | undefined
  readonly type: string | undefined
  readonly body: string
}

function send(
  url: string,
  key: string | null,
  [type, body]: readonly [string, Buffer],
  isChunked: boolean,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': type,
      ...(key !== null && { authorization: `Bearer ${key}` }),
      ...(!isChunked && { 'content-length': body.length }),
    }
    const asked = request(
      `${url}/v1/recommendations/filter`,
      { method: 'POST', headers },
      (got) => {
        const parts: Buffer[] = []
        got.on('data', (part: Buffer) => parts.push(part))
        got.on('end', () =>
          resolve({
            status: got.statusCode,
            type: got.headers['content-type'],
            body: Buffer.concat(parts).toString('latin1'),
          }),
        )
      },
    )
    asked.on('error', reject)
    // two writes: without a length Node sends them as chunks
    asked.write(body.subarray(0, 1))
    asked.end(body.subarray(1))
  })
}

test('the filter answers and refuses alike, whether it knows the length of a body or not', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'firebreak-quick-'))
  const standing = packStanding({ level: 'withhold' })
  const { url, keys, close } = await runService(dir, { standings: [{ account: '7', standing }] })
  try {
    const statuses = new Set<number | undefined>()
    for (const key of [keys.guard, keys.admin, keys.ingest, 'firebreak-wrong', null]) {
      for (const body of BODIES) {
        const quick = await send(url, key, body, false)
        assert.deepEqual(quick, await send(url, key, body, true), `${body[0]}: ${quick.status}`)
        statuses.add(quick.status)
      }
    }
    assert.deepEqual(statuses, new Set([200, 400, 401, 403, 415]))
  } finally {
    await close()
    rmSync(dir, { recursive: true })
  }
})
