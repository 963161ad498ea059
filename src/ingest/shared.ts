type Numbers = Uint8Array | Int32Array | Uint32Array | Float32Array | Float64Array

/** A copy in memory that several threads may have. */
export function shared<Column extends Numbers>(column: Column): Column {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of all arrays it is so
  const type = column.constructor as new (buffer: SharedArrayBuffer) => Column
  const copy = new type(new SharedArrayBuffer(column.byteLength))
  copy.set(column)
  return copy
}
