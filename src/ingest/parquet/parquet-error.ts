/** Why a Parquet file cannot be read, and what to do; who knows the file's name makes it a sentence. */
export class ParquetError extends Error {
  override name = 'ParquetError'
  readonly remedy: string

  constructor(what: string, remedy: string) {
    super(what)
    this.remedy = remedy
  }
}

/** The bytes contradict themselves. */
export function damaged(detail: string): ParquetError {
  return new ParquetError(`its Parquet data is damaged: ${detail}`, 'export it again')
}

/** The bytes are sound, and of a kind that is not read here. */
export function unsupported(what: string, remedy: string): ParquetError {
  return new ParquetError(what, remedy)
}
