/**
 * A feature of accounts, with the name that a model's file calls it by.
 *
 * @module
 */

export interface NamedColumn {
  readonly name: string
  /** One for each account; NaN where it is not known. */
  readonly values: Float64Array
}
