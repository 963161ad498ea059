/**
 * Markup that cannot be forged by data.
 *
 * `markup` is a template tag: what stands in the template is trusted, what is put into it is
 * escaped, unless it is itself the result of `markup`. Attributes must be double-quoted.
 *
 * @module
 */

// a symbol key: no parsed JSON and no string can pretend to be markup
const TRUSTED = Symbol('trusted markup')

export interface Markup {
  readonly [TRUSTED]: string
}

export type Content = Markup | string | number | false | null | undefined | readonly Content[]

/** Longer texts are cut, so that no input can make a report without bound. */
const MAX_TEXT_LENGTH = 2_000

export function markup(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  let text = parts[0]
  for (let i = 0; i < contents.length; i++) text += render(contents[i]) + parts[i + 1]
  return { [TRUSTED]: text }
}

export function markupText(content: Markup): string {
  return content[TRUSTED]
}

/** A constant of the program as it is: for the style sheet, never for data. */
export function trustedMarkup(text: string): Markup {
  return { [TRUSTED]: text }
}

function render(content: Content): string {
  if (content == null || content === false) return ''
  if (typeof content === 'number') return String(content)
  if (typeof content === 'string') return escapeText(content)
  if (isMarkup(content)) return content[TRUSTED]
  return content.map(render).join('')
}

function isMarkup(content: Markup | readonly Content[]): content is Markup {
  return TRUSTED in content
}

/**
 * Text for an element or a double-quoted attribute. Characters that HTML forbids, and those that
 * turn the direction of the text after them, become U+FFFD: a name must not be able to reorder the
 * words around it.
 */
export function escapeText(text: string): string {
  return clipText(text, MAX_TEXT_LENGTH)
    .toWellFormed()
    .replaceAll(UNFIT, '\ufffd')
    .replaceAll(/[&<>"'`]/g, (character) => ESCAPES[character])
}

/** At most `length` UTF-16 units; a cut text ends in an ellipsis. */
export function clipText(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}

const UNFIT =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\uffff\ufffe]/g

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}
