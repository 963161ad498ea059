import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'

const TASKSET = '/usr/bin/taskset'

/** The command, held to one core where the machine has several and lets one say so. */
export function onCore(core: number, ...command: [string, ...string[]]): [string, ...string[]] {
  const held = existsSync(TASKSET) && availableParallelism() > core
  return held ? [TASKSET, '-c', String(core), ...command] : command
}
