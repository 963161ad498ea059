/** CSV (RFC 4180), two files: the accounts, and the follows among them. */
import { csvField } from '../util/csv-field.ts'
import { inParts } from '../util/in-parts.ts'
import { type Format } from './format.ts'
import { type NetworkTable } from './network-table.ts'

export const csv: Format = (table) => [
  { suffix: '', parts: inParts(accountLines(table)) },
  { suffix: '-follows', parts: inParts(followLines(table)) },
]

function* accountLines({ accounts }: NetworkTable): Generator<string> {
  yield 'account,network,role,seed,score\n'
  for (const { account, network, role, seed, score } of accounts) {
    yield `${csvField(account)},${csvField(network)},${role},${seed},${score.toPrecision(8)}\n`
  }
}

function* followLines({ accounts, sources, targets }: NetworkTable): Generator<string> {
  yield 'source,target\n'
  for (const [k, source] of sources.entries()) {
    yield `${csvField(accounts[source].account)},${csvField(accounts[targets[k]].account)}\n`
  }
}
