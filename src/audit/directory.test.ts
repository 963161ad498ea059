import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformOf } from '../platform/platform-of.ts'
import { createDirectory } from './directory.ts'

const platform = platformOf({ follows: [['ada', 'bo']] })

test('createDirectory() gives the rows and ids of the platform', () => {
  const { idOf, rowOf } = createDirectory(platform)
  for (const id of ['ada', 'bo']) {
    assert.equal(rowOf(id), platform.accounts.find(id))
    assert.equal(idOf(rowOf(id)), id)
  }
})

test('createDirectory() gives an account that the platform does not know one row past its own', () => {
  const { idOf, rowOf } = createDirectory(platform)
  assert.deepEqual([rowOf('carl'), rowOf('dee'), rowOf('carl')], [2, 3, 2])
  assert.equal(idOf(3), 'dee')
})
