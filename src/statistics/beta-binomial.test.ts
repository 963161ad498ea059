import assert from 'node:assert/strict'
import { test } from 'node:test'
import { betaBinomialTail } from './beta-binomial.ts'
import { binomialTail } from './share.ts'

const isClose = (value: number, wanted: number, error: number) =>
  assert.ok(Math.abs(value / wanted - 1) < error, `${value}, expected ${wanted}`)

test('betaBinomialTail() of a chance that may be anything is that of a die', () => {
  // a = b = 1: each count from 0 to the size is as likely
  for (let count = 1; count <= 10; count++) {
    isClose(betaBinomialTail(count, 10, 0.5, 1 / 3), (11 - count) / 11, 1e-9)
  }
})

test('betaBinomialTail() is the binomial tail where nothing leans', () => {
  for (const [count, size, p] of [
    [3, 10, 0.02],
    [40, 500, 0.05],
    [2, 2, 0.5],
  ]) {
    isClose(betaBinomialTail(count, size, p, 1e-7), binomialTail(count, size, p), 1e-3)
  }
})

test('betaBinomialTail() has the mean and the variance of its definition', () => {
  const [size, p, leaning] = [40, 0.1, 0.03]
  let mean = 0
  let square = 0
  for (let k = 1; k <= size; k++) {
    const tail = betaBinomialTail(k, size, p, leaning)
    mean += tail
    square += (2 * k - 1) * tail
  }
  isClose(mean, size * p, 1e-9)
  isClose(square - mean ** 2, size * p * (1 - p) * (1 + (size - 1) * leaning), 1e-9)
})

test('betaBinomialTail() is certain of none or more, and of no more than all', () => {
  assert.equal(betaBinomialTail(0, 5, 0.1, 0.1), 1)
  assert.equal(betaBinomialTail(6, 5, 0.1, 0.1), 0)
})
