/** `recommend-server`: a reference recommender behind docs/recommender-contract.md, on this machine. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { inProcess } from '../audit/adapters/in-process.ts'
import { readSlateRequest } from '../audit/adapters/read-slate-request.ts'
import { InputError } from '../model/errors.ts'
import { openWorkspace } from '../platform/workspace.ts'
import { recommenders } from '../recommend/index.ts'
import { noPositionals, oneOf, required, type Run, wholeNumber } from './command.ts'

const MOST_BODY_BYTES = 4 << 20

export const run: Run = async (input, { stderr }) => {
  noPositionals(input)
  const ids = recommenders.map(({ id }) => id)
  const id = oneOf(input, 'recommender', ids, 'co-follow')
  const port = wholeNumber(input, 'port', { fallback: 0, least: 0, most: 65_535 })
  const platform = openWorkspace(required(input, 'workspace'))
  const recommender = inProcess(
    recommenders.find((each) => each.id === id)!,
    platform,
  )
  let answered = 0
  // what an audit takes beyond this is its own
  let recommendMillis = 0

  const answer = async (question: IncomingMessage, reply: ServerResponse): Promise<void> => {
    try {
      if (question.method !== 'POST') throw new InputError('Ask with POST.')
      const request = readSlateRequest(await bodyOf(question))
      const startMillis = performance.now()
      const accounts = await recommender.recommend(request)
      recommendMillis += performance.now() - startMillis
      answered++
      reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ accounts }))
    } catch (error) {
      const isExpected = error instanceof InputError
      const message = isExpected ? error.message : 'Unexpected error'
      // what is left of a body that nobody reads must not be taken for the next request
      const headers = { 'content-type': 'application/json', connection: 'close' }
      reply.writeHead(isExpected ? 400 : 500, headers)
      reply.end(JSON.stringify({ error: { message } }))
      question.resume()
    }
  }
  const server = createServer((question, reply) => void answer(question, reply))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const taken = typeof address === 'object' && address ? address.port : port
  stderr(`${recommender.title} answers at http://127.0.0.1:${taken}/; stop it with Ctrl-C.\n`)
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  server.close()
  server.closeAllConnections()
  const seconds = (recommendMillis / 1000).toFixed(1)
  return {
    json: { answered, recommendMillis },
    text: `${answered} requests answered; to recommend took ${seconds} s of that.\n`,
  }
}

async function bodyOf(question: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  let bytes = 0
  // destroyed, it would take the answer with it
  for await (const part of question.iterator({ destroyOnReturn: false })) {
    const buffer = Buffer.from(part)
    bytes += buffer.length
    if (bytes > MOST_BODY_BYTES)
      throw new InputError(`A request has at most ${MOST_BODY_BYTES} bytes.`)
    parts.push(buffer)
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch (cause) {
    throw new InputError('The request is no JSON.', { cause })
  }
}
