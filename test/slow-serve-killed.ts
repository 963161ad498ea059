/** As the test of the same name, 200 times: minutes. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { killUnderWrites } from './kill-server.ts'

test('a server killed under writes 200 times has lost nothing that it acknowledged', async () => {
  const { references, pulled } = await killUnderWrites(200)
  assert.ok(references.length > 1000 && pulled.length > 200)
})
