import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import { ExpectedError, UsageError } from '../model/errors.ts'
import { type Command } from './command.ts'
import { COMMANDS } from './commands.ts'
import { manual, overview } from './help.ts'
import { printable, printableLines, terminalProgress, type Terminal } from './tty.ts'

/** Where the command line reads and writes; a test passes its own. */
export interface Streams {
  /** Nothing, unless said. */
  readonly stdin?: AsyncIterable<Uint8Array>
  readonly stdout: Terminal
  readonly stderr: Terminal
}

/** Run one command line and return what to exit with. Never throws and never exits by itself. */
export async function main(args: readonly string[], streams: Streams = process): Promise<number> {
  const { stdout, stderr } = streams
  const { progress, clear } = terminalProgress(stderr)
  const debug = args.includes('--debug')
  try {
    const [name, ...rest] = args.filter((arg) => arg !== '--debug')
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      const [about] = rest
      stdout.write(about === undefined ? overview(COMMANDS) : manual(commandOf(about)))
      return 0
    }
    if (name === '--version') {
      stdout.write(`${version()}\n`)
      return 0
    }
    if (name.startsWith('-')) {
      throw new UsageError(
        `"${name}" stands before the command; the command comes first, as in "firebreak map --json".`,
      )
    }
    const command = commandOf(name)
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
        // not opened before a command asks for it
        get stdin() {
          return streams.stdin ?? Readable.from([])
        },
        // what goes to a file or another program is data and stays as it is
        stdout: (text) => void stdout.write(stdout.isTTY ? printableLines(text) : text),
        stderr: (text) => {
          clear()
          stderr.write(text)
        },
        progress,
        json,
      },
    )
    clear()
    stdout.write(json ? `${JSON.stringify(outcome.json)}\n` : printableLines(outcome.text))
    return outcome.exitCode ?? 0
  } catch (error) {
    clear()
    if (error instanceof ExpectedError) {
      stderr.write(`firebreak: ${printable(error.message)}\n`)
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

/** @throws {UsageError} if there is none of that name. */
function commandOf(name: string): Command {
  const command = COMMANDS.find((each) => each.name === name)
  if (command) return command
  throw new UsageError(
    `"${name}" is not a command; the commands are ${COMMANDS.map((each) => each.name).join(', ')}.`,
  )
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
    throw new UsageError(refusal(command, args, cause), { cause })
  }
}

/** What `parseArgs` found, as one sentence: it writes several lines of advice. */
function refusal({ name, positionals }: Command, args: readonly string[], cause: unknown): string {
  const [reason] =
    cause instanceof Error ? cause.message.split(/\. |\n/) : ['The options are faulty']
  const see = `see "firebreak ${name} --help" for what ${name} takes`
  const option = /'(--?[^' ]+)/.exec(reason)?.[1] ?? ''
  const value = args[args.indexOf(option) + 1]
  if (reason.endsWith('ambiguous.')) {
    return `${option} is followed by "${value}", which looks like an option; write ${option}=${value} if it is the value, or ${see}.`
  }
  const written = args.find((arg) => arg.startsWith(option)) ?? option
  return /^-[^-]/.test(option) && positionals !== ''
    ? `${reason}; write -- ${written} at the end if "${written}" is no option, or ${see}.`
    : `${reason}; ${see}.`
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const about: { version: string } = JSON.parse(text)
  return about.version
}
