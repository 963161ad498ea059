import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ExpectedError, UsageError } from '../model/errors.ts'
import { type Command } from './command.ts'
import { COMMANDS } from './commands.ts'
import { manual, overview } from './help.ts'
import { terminalProgress, type Terminal } from './tty.ts'

/** Where the command line writes; a test passes its own. */
export interface Streams {
  readonly stdout: Terminal
  readonly stderr: Terminal
}

/** Run one command line and return what to exit with. Never throws and never exits by itself. */
export async function main(
  args: readonly string[],
  { stdout, stderr }: Streams = process,
): Promise<number> {
  const { progress, clear } = terminalProgress(stderr)
  const debug = args.includes('--debug')
  try {
    const [name, ...rest] = args.filter((arg) => arg !== '--debug')
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      stdout.write(overview(COMMANDS))
      return 0
    }
    if (name === '--version') {
      stdout.write(`${version()}\n`)
      return 0
    }
    const command = COMMANDS.find((each) => each.name === name)
    if (!command) {
      throw new UsageError(
        `"${name}" is not a command; the commands are ${COMMANDS.map((each) => each.name).join(', ')}.`,
      )
    }
    const { positionals, options } = parse(command, rest)
    if (options['help']) {
      stdout.write(manual(command))
      return 0
    }
    const json = options['json'] === true
    const { run } = await command.load()
    const outcome = await run(
      { positionals, options },
      {
        stdout: (text) => void stdout.write(text),
        stderr: (text) => {
          clear()
          stderr.write(text)
        },
        progress,
        json,
      },
    )
    clear()
    stdout.write(json ? `${JSON.stringify(outcome.json)}\n` : outcome.text)
    return outcome.exitCode ?? 0
  } catch (error) {
    clear()
    if (error instanceof ExpectedError) {
      stderr.write(`firebreak: ${error.message}\n`)
      if (debug && error.stack) stderr.write(`${error.stack}\n`)
      return error.exitCode
    }
    // what is not expected may carry anything in its message, an account's id included
    stderr.write(
      debug && error instanceof Error
        ? `${error.stack}\n`
        : 'firebreak: this is a fault of ours, not of your input; run it again with --debug and report what it prints.\n',
    )
    return 70
  }
}

/** @throws {UsageError} in our words when `parseArgs` refuses. */
function parse(command: Command, args: string[]) {
  const options: Record<string, { type: 'string' | 'boolean'; short?: string }> = {
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  }
  for (const [name, { value }] of Object.entries(command.options)) {
    options[name] = { type: value === null ? 'boolean' : 'string' }
  }
  try {
    const { positionals, values } = parseArgs({ args, options, allowPositionals: true })
    return { positionals, options: values }
  } catch (cause) {
    // the sentences after the first advise on how to write an option that is none
    const [reason] = cause instanceof Error ? cause.message.split('. ') : ['The options are faulty']
    throw new UsageError(
      `${reason}; see "firebreak ${command.name} --help" for what ${command.name} takes.`,
      { cause },
    )
  }
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const about: { version: string } = JSON.parse(text)
  return about.version
}
