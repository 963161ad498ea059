export interface ShapeColumn {
  readonly name: string
  /** One for each row asked for. */
  readonly values: Float64Array
}
