import { test } from 'node:test'
import { decideUnderKills } from './kill-decision.ts'

test('a decision about many that is cut short by kill -9 comes to each account exactly once', (context) =>
  decideUnderKills(context, 20_000))
