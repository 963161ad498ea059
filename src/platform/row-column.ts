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
  constructor(allocate: (length: number) => Column) {
    this.#allocate = allocate
    this.#values = allocate(1 << 10)
  }

  /** Whether nothing was ever set. */
  get isEmpty(): boolean {
    return this.#highest < 0
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

  /** A copy in which row `i` is what was row `order[i]`. @throws {RangeError} if a later row was set. */
  toColumn(order: Uint32Array): Column {
    if (this.#highest >= order.length) {
      throw new RangeError(`"row" expected 0..${order.length - 1}, got ${this.#highest}`)
    }
    const column = this.#allocate(order.length)
    for (let i = 0; i < order.length; i++) {
      if (order[i] <= this.#highest) column[i] = this.#values[order[i]]
    }
    return column
  }
}
