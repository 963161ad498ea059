/**
 * A path of a drawing. The data of a path is made of numbers and letters by the program, may be long,
 * and is checked for being just that, so it is neither cut nor escaped.
 */
import { type Markup, markup, trustedMarkup } from './markup.ts'

/** @throws {RangeError} if `data` holds anything but path letters and numbers. */
export function svgPath(className: string, data: string): Markup {
  if (!/^[MLZaml\d .-]*$/.test(data)) {
    throw new RangeError(`"data" expected path letters and numbers, got ${data.slice(0, 80)}`)
  }
  return markup`<path class="${className}" d="${trustedMarkup(data)}"/>\n`
}
