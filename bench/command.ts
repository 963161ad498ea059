/**
 * Timing of whole commands: processes of their own, whose start and peak memory count.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

export interface CommandRun {
  readonly millis: number
  readonly peakMebibytes: number
  readonly stdout: string
}

/** What a process itself says of its peak, once it ends. */
const TELL_PEAK =
  "data:text/javascript,import{writeSync}from'node:fs';process.on('exit',()=>writeSync(3,String(process.resourceUsage().maxRSS)))"

/** Run a script in Node. @throws {Error} if it does not end with 0. */
export async function timedCommand(args: readonly string[]): Promise<CommandRun> {
  const start = performance.now()
  const child = spawn(process.execPath, ['--import', TELL_PEAK, ...args], {
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  })
  let peakKibibytes = ''
  child.stdio[3]?.on('data', (said) => (peakKibibytes += String(said)))
  const stdout = child.stdout ? text(child.stdout) : ''
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`)
  return {
    millis: performance.now() - start,
    peakMebibytes: Math.round(Number(peakKibibytes) / 1024),
    stdout: await stdout,
  }
}
