/** A plain table: the first column names the row. */
import { type Content, type Markup, markup } from './markup.ts'

export interface DataTable {
  readonly caption: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly Content[])[]
}

export function dataTable({ caption, head, rows }: DataTable): Markup {
  return markup`<table>
<caption class="note">${caption}</caption>
<thead><tr>${head.map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ([name, ...cells]) =>
    markup`<tr><th scope="row">${name}</th>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`,
)}</tbody>
</table>
`
}
