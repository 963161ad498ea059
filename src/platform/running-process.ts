/**
 * Which process a pid means: pids are used again, so a pid alone does not say whether the process
 * that wrote it down still runs.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { systemErrorCode } from './system-error.ts'

/** Whether a process with this pid runs now, of whatever user. */
export function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return systemErrorCode(error) === 'EPERM'
  }
}

/**
 * When the process started, in ticks since the machine did; null where the system does not say
 * (only Linux does). With the pid it tells a process from a later one of the same number.
 */
export function startedAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // the second field is a name in brackets that may hold anything, so count from its end
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[19] ?? null // field 22 of proc(5)
  } catch {
    return null
  }
}
