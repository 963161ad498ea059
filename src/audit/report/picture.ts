/**
 * A picture with everything it owes its readers: a name and a description for those who hear it, a
 * drawing for wide and one for narrow pages, and the numbers behind it as a table.
 *
 * @module
 */
import { type Content, type Markup, markup } from './markup.ts'

export interface Drawing {
  readonly height: number
  readonly body: Content
}

export interface PictureSpec {
  /** Unique in the page. */
  readonly id: string
  readonly title: string
  /** What the picture shows, for those who do not see it. */
  readonly description: string
  /** Draws at a width in CSS pixels. */
  readonly draw: (width: number) => Drawing
  /** A drawing without words may shrink, and then needs no narrow twin. */
  readonly wordless?: boolean
  readonly note?: Content
  readonly table: Markup
}

/** Wide fits A4 within its margins as well as the page; narrow fits a telephone. */
const TWO_WIDTHS = [
  ['wide', 680],
  ['narrow', 340],
] as const
const ONE_WIDTH = [['any-width', 680]] as const

export function picture(spec: PictureSpec): Markup {
  const { id, title, description, draw, wordless = false, note, table } = spec
  const widths = wordless ? ONE_WIDTH : TWO_WIDTHS
  const variants = widths.map(([variant, width]) => {
    const { height, body } = draw(width)
    const name = `${id}-${variant}`
    return markup`<svg class="${variant}" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-labelledby="${name}-title ${name}-description">
<title id="${name}-title">${title}</title>
<desc id="${name}-description">${description}</desc>
${body}
</svg>
`
  })
  return markup`<figure id="${id}">
${variants}${note && markup`<figcaption class="note">${note}</figcaption>\n`}<details><summary>The numbers behind this picture</summary>
<div class="scroll" tabindex="0" role="region" aria-label="${`Table: ${title}`}">
${table}</div></details>
</figure>
`
}
