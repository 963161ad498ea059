/** As the test of the same name, with as many accounts as a decision is asked to be good for. */
import { test } from 'node:test'
import { decideUnderKills } from './kill-decision.ts'

test('a decision about 100,000 that is cut short by kill -9 comes to each account exactly once', (context) =>
  decideUnderKills(context, 100_000))
