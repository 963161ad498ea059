type Numbers = Uint8Array | Int32Array | Uint32Array | Float32Array | Float64Array

/** The same in memory that several threads may have: a copy, if it is not there already. */
export function shared<Column extends Numbers>(column: Column): Column {
  if (column.buffer instanceof SharedArrayBuffer) return column
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of all arrays it is so
  const type = column.constructor as new (buffer: SharedArrayBuffer) => Column
  const copy = new type(new SharedArrayBuffer(column.byteLength))
  copy.set(column)
  return copy
}

export function sharedZeros(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(length * 4))
}
