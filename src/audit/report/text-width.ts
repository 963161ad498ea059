type Weight = 'regular' | 'bold'

/**
 * About how wide text is, without a font to ask: a report is made where there may be none.
 * Errs on the wide side for the faces in the page's font stack.
 */
export function textWidth(text: string, size: number, weight: Weight = 'regular'): number {
  let units = 0
  for (const character of text) {
    const code = character.codePointAt(0)!
    if (code > 0x2e7f) units += 1.05
    else if (NARROW.test(character)) units += 0.34
    else if (WIDE.test(character)) units += 0.84
    else units += 0.57
  }
  return units * size * (weight === 'bold' ? 1.25 : 1)
}

/** The text cut to fit, with an ellipsis. */
export function fitText(
  text: string,
  size: number,
  width: number,
  weight: Weight = 'regular',
): string {
  if (textWidth(text, size, weight) <= width) return text
  // a very long text is cut roughly first: it may be megabytes
  let fitting = ''
  for (const character of text.slice(0, 400)) {
    if (textWidth(`${fitting}${character}…`, size, weight) > width) break
    fitting += character
  }
  return `${fitting.trimEnd()}…`
}

const NARROW = /[\s.,:;!'|()[\]ijlftr\u202f]/
const WIDE = /[mwMW@%]/
