/**
 * One text for one JSON value, whoever writes it: keys sorted, no white space, numbers as ECMAScript
 * writes them. That is RFC 8785, which chose exactly what `JSON.stringify` does for strings and
 * numbers, so that a hash over the text is a hash over the value.
 *
 * @module
 */

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** @throws {RangeError} for a number that JSON cannot hold: two of them would be written alike. */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`a JSON number expected, got ${value}`)
    return JSON.stringify(value)
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  // by UTF-16 code unit, as RFC 8785 has it and as `<` compares
  const members = Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`)
  return `{${members.join(',')}}`
}

/** `Array.isArray` alone does not tell a list that is read-only from an object. */
function isList(value: object): value is readonly Json[] {
  return Array.isArray(value)
}
