/** A number as a person reads it: 12,345. */
export const count = (value: number) => value.toLocaleString('en')
