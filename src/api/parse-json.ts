import { errorCodes } from 'fastify'

/** As the server parses JSON itself, with its errors. */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) throw new errorCodes.FST_ERR_CTP_EMPTY_JSON_BODY()
  const text = bytes.toString()
  try {
    const value: unknown = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text)
    return value
  } catch {
    throw new errorCodes.FST_ERR_CTP_INVALID_JSON_BODY()
  }
}
