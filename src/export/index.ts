/** Every format, by the name it is asked for with. */
import { csv } from './csv.ts'
import { type Format } from './format.ts'
import { gexf } from './gexf.ts'
import { graphml } from './graphml.ts'
import { parquet } from './parquet.ts'

export const FORMATS = { graphml, gexf, csv, parquet } as const satisfies Record<string, Format>
export type FormatName = keyof typeof FORMATS
