import { verifyLog } from '../casework/verify-log.ts'
import { noPositionals, optional, required, type Run } from './command.ts'
import { openCasework } from './open-casework.ts'
import { count } from './tty.ts'
import { verifyReport } from './verify-report.ts'

/** More than this many lines help nobody. */
const MOST_SHOWN = 20

export const run: Run = async (input) => {
  noPositionals(input)
  const report = optional(input, 'report')
  if (report !== null) return verifyReport(report, input)
  const workspace = required(input, 'workspace')
  const { store, signer } = await openCasework(workspace, { mustExist: true })
  try {
    const { entries, checkpoints, head, breaks } = await verifyLog(store, signer)
    const intact = breaks.length === 0
    const json = { intact, entries, checkpoints, head, breaks }
    const shown = breaks.slice(0, MOST_SHOWN).map(({ message }) => `  ${message}\n`)
    const more = breaks.length - shown.length
    const text = intact
      ? `The audit log is whole: ${count(entries)} entries, ${count(checkpoints)} signed checkpoints.
${head ? `Its head is entry ${head.sequence}, ${head.hash}; written down elsewhere it pins all before it.\n` : ''}`
      : `The audit log is broken:\n${shown.join('')}${more > 0 ? `  and ${count(more)} more.\n` : ''}`
    return { json, text, exitCode: intact ? 0 : 1 }
  } finally {
    await store.close()
  }
}
