import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gammaCdf, gammaQuantile, logGamma } from './gamma.ts'
import { isNear } from './near.case.ts'

// R 4.2.2: lgamma(x), pgamma(x, shape), qgamma(p, shape); scipy 1.17 says the same
test('logGamma(), gammaCdf() and gammaQuantile() agree with R', () => {
  isNear(logGamma(0.1), 2.252712651734206, 1e-12)
  isNear(logGamma(1.5), -0.12078223763524526, 1e-12)
  isNear(logGamma(30.25), 72.104204742008, 1e-11)
  for (const [shape, x, p] of [
    [0.5, 0.2, 0.47291074313446196],
    [3, 2.5, 0.45618688411667035],
    [3, 9, 0.9937678048936227],
    [250.5, 240, 0.2572713479978951],
    [1e4, 1.01e4, 0.8413487504471796],
  ]) {
    isNear(gammaCdf(shape, x), p, 1e-9)
  }
  for (const [shape, p, x] of [
    [1, 0.975, 3.6888794541139354],
    [0.5, 0.025, 0.0004910345585876278],
    [12.3, 0.025, 6.415799570568307],
    [12.3, 0.975, 20.06710744646303],
    [400, 0.975, 440.1376684465753],
    [3e4, 0.5, 29999.66666732511],
  ]) {
    isNear(gammaQuantile(shape, p) / x, 1, 1e-9)
  }
})

test('gammaQuantile() refuses what it cannot answer', () => {
  assert.throws(() => gammaQuantile(0, 0.5), RangeError)
  assert.throws(() => gammaQuantile(1, 1), RangeError)
})
