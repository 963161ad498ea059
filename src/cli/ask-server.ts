import { UsageError } from '../model/errors.ts'

/**
 * What a running server answers.
 *
 * @throws {UsageError} with the server's own sentence if it refuses, or with what to do if it is gone.
 */
export async function askServer<Answer>(
  url: string,
  key: string,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: object | string,
): Promise<Answer> {
  let response: Response
  try {
    response = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      // a text is JSON already
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  } catch (cause) {
    throw new UsageError(`The server at ${url} does not answer; see whether it runs.`, { cause })
  }
  const answer: Answer & { readonly error?: { readonly message: string } } = JSON.parse(
    await response.text(),
  )
  if (answer.error) throw new UsageError(answer.error.message)
  return answer
}
