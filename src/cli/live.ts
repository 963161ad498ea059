import { type Effect, LiveMap } from '../live/live-map.ts'
import { platformOfLive } from '../live/live-platform.ts'
import { ExpectedError, InputError } from '../model/errors.ts'
import { hasPlatform, openWorkspace, saveWorkspace } from '../platform/workspace.ts'
import { lockWorkspace } from '../platform/workspace-lock.ts'
import { noPositionals, required, type Run, wholeNumber } from './command.ts'
import { linesOf } from './lines.ts'
import { type LiveChange, parseLiveChange } from './live-change.ts'
import { count, printable } from './tty.ts'

/** Two ids with every byte of them escaped, and the rest. */
const LONGEST_LINE = 4096

export const run: Run = async (input, effects) => {
  const { stdout, stderr, progress } = effects
  noPositionals(input)
  const workspace = required(input, 'workspace')
  const top = wholeNumber(input, 'top', { fallback: 10, least: 0, most: 10_000 })
  const save = input.options['save'] === true
  const start = performance.now()
  // nobody may import between reading the workspace and writing it back
  const lock =
    save && hasPlatform(workspace)
      ? await lockWorkspace(workspace, {
          onWait: (pid) => progress(0, 0, `waiting for the import of process ${pid}`),
        })
      : null
  try {
    const platform = openWorkspace(workspace)
    progress(0, 0, 'closeness to the seeds')
    const live = new LiveMap(platform, {
      onFault: () =>
        stderr(
          'firebreak: the changes could not be worked into the graph now; answers stay right, and it is tried again when there are twice as many.\n',
        ),
    })
    let changes = 0
    let refused = 0
    progress(0, 0, 'ready for changes')
    for await (const { number, bytes } of linesOf(effects.stdin, LONGEST_LINE)) {
      if (bytes?.length === 0) continue
      try {
        if (!bytes) throw tooLong(number)
        const change = parseLiveChange(bytes, number)
        const began = performance.now()
        const { rows, settled } = apply(live, change)
        const closest = live.closest(top)
        const micros = Math.round(1000 * (performance.now() - began))
        const answer = { line: number, change: change.kind, micros, changed: rows.length, settled }
        stdout(`${JSON.stringify({ ...answer, closest })}\n`)
        changes++
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error
        stderr(`firebreak: ${printable(error.message)}\n`)
        refused++
      }
      lock?.keep()
    }
    live.close()
    if (save) saveWorkspace(workspace, platformOfLive(platform, live, Date.now()))
    const json = {
      changes,
      refused,
      accounts: live.accounts,
      follows: live.follows,
      seeds: live.seeds.size,
      saved: save,
      elapsedSeconds: (performance.now() - start) / 1000,
    }
    stderr(`${inWords(json, workspace)}\n`)
    return { json, text: '', exitCode: refused === 0 ? 0 : 1 }
  } finally {
    lock?.release()
  }
}

function apply(live: LiveMap, change: LiveChange): Effect {
  switch (change.kind) {
    case 'seed':
      return live.addSeed(change.account)
    case 'withdraw':
      return live.withdrawSeed(change.account)
    case 'follow':
      return live.follow(change.source, change.target)
    default:
      return live.unfollow(change.source, change.target)
  }
}

function tooLong(line: number): InputError {
  return new InputError(
    `line ${line} is longer than ${count(LONGEST_LINE)} bytes; write one change on each line.`,
  )
}

function inWords(
  { changes, refused, saved }: { changes: number; refused: number; saved: boolean },
  workspace: string,
): string {
  const taken = `${count(changes)} changes taken in, ${count(refused)} lines refused`
  return saved
    ? `${taken}; ${workspace} holds them now. Next: firebreak map --workspace ${workspace}`
    : `${taken}; ${workspace} is as it was, since --save was not given.`
}
