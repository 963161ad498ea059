import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../util/random.ts'
import { checkCsr } from './check-csr.ts'
import { type Csr, transpose } from './csr.ts'
import { randomCsr } from './random-graphs.ts'

const sound: Csr = {
  rows: 2,
  columns: 3,
  starts: Uint32Array.of(0, 2, 3),
  targets: Uint32Array.of(0, 2, 1),
  weights: Float32Array.of(1, 0.5, 2),
}

test('checkCsr() finds nothing wrong with what is built here', () => {
  checkCsr(sound)
  const random = createRandom(3)
  for (let run = 0; run < 100; run++) {
    const csr = randomCsr(
      random,
      1 + random.below(20),
      1 + random.below(20),
      random.below(60),
      run % 2 === 0,
    )
    checkCsr(csr)
    checkCsr(transpose(csr))
  }
})

test('checkCsr() says where rows are no rows', () => {
  const cases: [Partial<Csr>, string][] = [
    [{ starts: Uint32Array.of(0, 3) }, '"starts" expected length 3, got 2'],
    [{ starts: Uint32Array.of(1, 2, 3) }, '"starts" expected to begin at 0, got 1'],
    [{ starts: Uint32Array.of(0, 2, 1) }, 'end of row 1 expected 2..3, got 1'],
    [{ starts: Uint32Array.of(0, 4, 3) }, 'end of row 0 expected 0..3, got 4'],
    [{ starts: Uint32Array.of(0, 2, 2) }, '"targets" expected length 2, got 3'],
    [{ targets: Uint32Array.of(2, 2, 1) }, 'entry 1 expected 3..2, got 2'],
    [{ targets: Uint32Array.of(0, 3, 1) }, 'entry 1 expected 1..2, got 3'],
    [{ weights: Float32Array.of(1, 2) }, '"weights" expected length 3, got 2'],
    [{ weights: Float32Array.of(1, 0, 2) }, 'weight 1 expected a number above 0, got 0'],
    [{ weights: Float32Array.of(1, NaN, 2) }, 'weight 1 expected a number above 0, got NaN'],
  ]
  for (const [change, message] of cases) {
    assert.throws(() => checkCsr({ ...sound, ...change }), { name: 'RangeError', message })
  }
})
