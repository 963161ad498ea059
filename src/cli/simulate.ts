import { simulateWorld } from '../simulate/simulate-world.ts'
import { prepareDirectory, writeWorld } from '../simulate/write-world.ts'
import { noPositionals, required, type Run, wholeNumber } from './command.ts'
import { count } from './tty.ts'
import { describeWorld } from './world-summary.ts'

export const run: Run = async (input, { progress }) => {
  noPositionals(input)
  const directory = required(input, 'out')
  const accounts = wholeNumber(input, 'accounts', { fallback: 50_000, least: 1_000, most: 5e6 })
  const seed = wholeNumber(input, 'seed', { fallback: 1, least: 0, most: 0xffffffff })
  const camouflage = wholeNumber(input, 'camouflage', {
    fallback: 15,
    least: 0,
    most: Math.floor(accounts / 4),
  })
  // a folder that will not do shows before the long work, not after it
  await prepareDirectory(directory)
  const world = simulateWorld({ accounts, seed, camouflage }, progress)
  await writeWorld(world, directory)
  const json = describeWorld(world)
  const { planted, seeds } = json
  return {
    json,
    text: `${count(json.accounts)} accounts with ${count(json.follows)} follows are in ${directory}.
Planted among them: ${planted.sources} sources, ${planted.seekers} seekers, ${planted.connectors} connectors and ${planted.atRisk} who may be children; ${seeds} of them are known.
The truth is in truth.csv; audits read it, detection never does.

Next: firebreak import ${directory} --workspace W
`,
  }
}
