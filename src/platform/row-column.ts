/**
 * One growable value for each row: an attribute while it is being collected.
 *
 * @module
 */

export class RowColumn<Column extends Uint8Array | Uint16Array | Float64Array> {
  #allocate: (length: number) => Column
  #values: Column
  #highest = -1

  /** `allocate` makes a column in which nothing is known yet. */
  constructor(allocate: (length: number) => Column, base?: Column) {
    this.#allocate = allocate
    this.#values = allocate(Math.max(base?.length ?? 0, 1 << 10))
    if (base) this.#values.set(base)
  }

  set(row: number, value: number): void {
    if (row > this.#highest) this.#highest = row
    if (row >= this.#values.length) {
      const grown = this.#allocate(Math.max(row + 1, this.#values.length * 2))
      grown.set(this.#values)
      this.#values = grown
    }
    this.#values[row] = value
  }

  /** A copy for rows `0..length-1`. @throws {RangeError} if a later row was set. */
  toColumn(length: number): Column {
    if (this.#highest >= length) {
      throw new RangeError(`"row" expected 0..${length - 1}, got ${this.#highest}`)
    }
    const column = this.#allocate(length)
    column.set(this.#values.subarray(0, length))
    return column
  }
}
