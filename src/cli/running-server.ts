/**
 * Where a server of this workspace listens, for commands that go through it: `server.json`, written
 * by whichever server started last. It outlives a killed server, and then counts for nothing.
 *
 * @module
 */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from '../platform/replace-file.ts'
import { isRunning, startedAt } from '../platform/running-process.ts'

interface ServerNote {
  readonly pid: number
  /** Tells the process from a later one of the same number. */
  readonly startedAt: string | null
  readonly url: string
}

export function noteServer(workspace: string, url: string): void {
  const note: ServerNote = { pid: process.pid, startedAt: startedAt(process.pid), url }
  replaceFile(pathOf(workspace), [new TextEncoder().encode(JSON.stringify(note))])
}

/** Removes the note, if it is this process's. */
export function forgetServer(workspace: string): void {
  if (readNote(workspace)?.pid === process.pid) rmSync(pathOf(workspace), { force: true })
}

/** The address of a server that runs now, or null. */
export function runningServer(workspace: string): string | null {
  const note = readNote(workspace)
  if (!note || !isRunning(note.pid)) return null
  return note.startedAt === startedAt(note.pid) ? note.url : null
}

function readNote(workspace: string): ServerNote | null {
  try {
    const note: ServerNote = JSON.parse(readFileSync(pathOf(workspace), 'utf8'))
    return note
  } catch {
    return null
  }
}

function pathOf(workspace: string): string {
  return join(workspace, 'server.json')
}
