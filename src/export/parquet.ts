/** Parquet, two files with the columns of the CSV: the accounts, and the follows among them. */
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer'
import { type Format } from './format.ts'

export const parquet: Format = ({ accounts, sources, targets }) => {
  const nameAt = (place: number) => accounts[place].account
  return [
    fileOf('', [
      { name: 'account', data: accounts.map(({ account }) => account), type: 'STRING' },
      { name: 'network', data: accounts.map(({ network }) => network), type: 'STRING' },
      { name: 'role', data: accounts.map(({ role }) => role), type: 'STRING' },
      { name: 'seed', data: accounts.map(({ seed }) => seed), type: 'BOOLEAN' },
      { name: 'score', data: accounts.map(({ score }) => score), type: 'DOUBLE' },
    ]),
    fileOf('-follows', [
      { name: 'source', data: Array.from(sources, nameAt), type: 'STRING' },
      { name: 'target', data: Array.from(targets, nameAt), type: 'STRING' },
    ]),
  ]
}

function fileOf(suffix: string, columnData: ColumnSource[]) {
  return { suffix, parts: [new Uint8Array(parquetWriteBuffer({ columnData }))] }
}
