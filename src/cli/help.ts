import { type Command } from './command.ts'

/** The page that `firebreak` and `firebreak --help` print. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return `Usage: firebreak <command> [options]

${lines.join('\n')}

  --json       one JSON object on stdout, progress on stderr
  --help       after a command: its options
  --version    the version
  --debug      the stack of an unexpected error

Exit 0 done, 1 a check you asked for failed, 2 misuse or bad input, 70 a fault of ours.
`
}

/** The page of one command. */
export function manual({ name, summary, positionals, options }: Command): string {
  const rows = Object.entries(options).map(
    ([option, { value, summary }]) => [`--${option}${value ? ` ${value}` : ''}`, summary] as const,
  )
  const width = Math.max(...rows.map(([left]) => left.length))
  const lines = rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
  return `Usage: firebreak ${name}${positionals ? ` ${positionals}` : ''} [options]

${summary}.

${lines.join('\n')}
`
}
