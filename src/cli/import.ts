import { importPaths } from '../ingest/import.ts'
import { UsageError } from '../model/errors.ts'
import { required, type Run } from './command.ts'
import { count, table } from './tty.ts'

export const run: Run = async ({ positionals, ...input }, { progress }) => {
  const workspace = required({ positionals, ...input }, 'workspace')
  if (positionals.length === 0) {
    throw new UsageError(
      'import needs something to read; name at least one file or folder, as in "firebreak import DIR --workspace W".',
    )
  }
  const { skipped, rejects, ...summary } = await importPaths(positionals, workspace, { progress })
  const { accounts, follows, tags, interactions, signals, rejected, elapsedSeconds } = summary
  const notes: string[] = []
  if (skipped.length > 0) {
    notes.push(`Not read, since their names are none of ours: ${skipped.join(', ')}.`)
  }
  if (rejected > 0) {
    notes.push(
      `${count(rejected)} rows were left out; ${rejects.join(', ')} ${rejects.length === 1 ? 'says' : 'say'} which and why.`,
    )
  }
  return {
    json: { accounts, follows, tags, interactions, signals, rejected, elapsedSeconds },
    text: `${workspace} now holds
${table([
  ['  accounts', count(accounts)],
  ['  follows', count(follows)],
  ['  tag uses', count(tags)],
  ['  interactions', count(interactions)],
  ['  signals', count(signals)],
])}
after ${elapsedSeconds.toFixed(1)} s.
${notes.map((note) => `${note}\n`).join('')}
Next: firebreak map --workspace ${workspace}
`,
  }
}
