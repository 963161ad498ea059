/**
 * One import at a time: two that each read the workspace, add to it and write it back would lose
 * what the first one added.
 *
 * The lock is a file that names its process. It outlives a killed process, and then counts for
 * nothing: the next one takes it over. Of a process on another machine, or in another container,
 * nobody here can say whether it runs, so that one has to show now and then that it does.
 *
 * @module
 */
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { InputError } from '../model/errors.ts'
import { isRunning, startedAt } from './running-process.ts'
import { systemErrorCode } from './system-error.ts'

const NAME = 'import.lock'
const POLL_MILLIS = 100
const PATIENCE_MILLIS = 600_000
/** Between making the file and writing in it a process can only be killed, not slow. */
const UNSIGNED_MILLIS = 10_000
/** Longer than an import goes without progress. */
const ELSEWHERE_MILLIS = 300_000
const SHOW_MILLIS = 10_000

export interface WorkspaceLock {
  /** Show that the work goes on; cheap enough to be called with every bit of progress. */
  readonly keep: () => void
  readonly release: () => void
}

export interface LockOptions {
  /** How long to wait for another import to end; ten minutes unless said. */
  readonly patienceMillis?: number
  /** Told again and again while waiting. */
  readonly onWait?: (pid: number) => void
}

/**
 * Wait until no other import runs in `dir`, then keep others out until `release` is called. Makes
 * the directory if need be.
 *
 * @throws {InputError} if the other import does not end in time, or `dir` cannot be written.
 */
export async function lockWorkspace(
  dir: string,
  options: LockOptions = {},
): Promise<WorkspaceLock> {
  const path = join(dir, NAME)
  try {
    mkdirSync(dir, { recursive: true })
    await takeLock(dir, path, options)
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === null) throw error
    throw new InputError(`${dir} cannot be written (${code}); choose another --workspace.`, {
      cause: error,
    })
  }
  let shownAt = Date.now()
  return {
    keep() {
      const now = Date.now()
      if (now - shownAt < SHOW_MILLIS) return
      shownAt = now
      utimesSync(path, now / 1000, now / 1000)
    },
    release: () => rmSync(path, { force: true }),
  }
}

async function takeLock(dir: string, path: string, options: LockOptions): Promise<void> {
  const deadline = Date.now() + (options.patienceMillis ?? PATIENCE_MILLIS)
  while (!createLock(path)) {
    const holder = readHolder(path)
    if (holder !== null && !holder.alive) {
      takeAway(path)
      continue
    }
    if (Date.now() > deadline) {
      throw new InputError(
        `${dir} is being imported into by process ${holder?.pid ?? 'unknown'}; wait for it to end, or remove ${path} if no import runs.`,
      )
    }
    options.onWait?.(holder?.pid ?? 0)
    await sleep(POLL_MILLIS)
  }
}

function createLock(path: string): boolean {
  let file: number
  try {
    file = openSync(path, 'wx')
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false
    throw error
  }
  try {
    const { pid } = process
    writeSync(file, JSON.stringify({ pid, host: hostname(), startedAt: startedAt(pid) }))
  } finally {
    closeSync(file)
  }
  return true
}

/** Null when the lock is just being made or has just gone. */
function readHolder(path: string): { pid: number; alive: boolean } | null {
  try {
    const text = readFileSync(path, 'utf8')
    const age = Date.now() - statSync(path).mtimeMs
    if (text === '') return age > UNSIGNED_MILLIS ? { pid: 0, alive: false } : null
    const { pid, host, startedAt: started } = parseHolder(text)
    if (host !== null && host !== hostname()) return { pid, alive: age < ELSEWHERE_MILLIS }
    return { pid, alive: isRunning(pid) && (started === null || started === startedAt(pid)) }
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null
    throw error
  }
}

interface Holder {
  readonly pid: number
  readonly host: string | null
  readonly startedAt: string | null
}

function parseHolder(text: string): Holder {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = null
  }
  const said: { readonly [Name in keyof Holder]?: unknown } =
    typeof value === 'object' && value !== null ? value : {}
  return {
    pid: typeof said.pid === 'number' ? said.pid : 0,
    host: typeof said.host === 'string' ? said.host : null,
    startedAt: typeof said.startedAt === 'string' ? said.startedAt : null,
  }
}

/**
 * Remove the lock of a dead process. Two processes may see the same dead lock, and the slower one
 * must not remove what the faster one has made since: so whoever removes holds a second lock for
 * these few microseconds, and looks again under it.
 */
function takeAway(path: string): void {
  const guard = `${path}.takeover`
  if (!createLock(guard)) {
    const other = readHolder(guard)
    if (other !== null && !other.alive) rmSync(guard, { force: true })
    return
  }
  const holder = readHolder(path)
  if (holder !== null && !holder.alive) rmSync(path, { force: true })
  rmSync(guard, { force: true })
}
