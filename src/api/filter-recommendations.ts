import { z } from 'zod'
import { type Operation } from './app.ts'
import { createFilterAnswers, filterBody } from './filter-answers.ts'
import { NUMERIC_TYPE } from './numeric-body.ts'
import { FILTER_ACCESS, FILTER_URL, FILTER_OPERATION, MOST_BODY_BYTES } from './quick-filter.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'

const answer = z.object({
  decision: z.string().describe('Which policy, standings and brake decided; for your log.'),
  allowed: z.array(z.string()).readonly(),
  demoted: z.array(z.string()).readonly().describe('To show after all of `allowed`, if at all.'),
  withheld: z.int(),
  shadow: z.object({ demoted: z.int(), withheld: z.int() }).optional(),
})

/** A body of numbers, so that nobody takes it for one of JSON. */
class NumericBytes {
  readonly bytes: Buffer

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }
}

/** Most requests are answered by `quick-filter.ts` before they come here. */
export const filterRecommendations: Operation = (app, service) => {
  const answers = createFilterAnswers(service)
  void app.register((scope, _options, done) => {
    const asBytes = { parseAs: 'buffer' } as const
    scope.removeContentTypeParser('application/json')
    scope.addContentTypeParser('application/json', asBytes, (_request, bytes, done) =>
      done(null, bytes),
    )
    scope.addContentTypeParser(NUMERIC_TYPE, asBytes, (_request, bytes: Buffer, done) =>
      done(null, new NumericBytes(bytes)),
    )
    scope.route({
      method: 'POST',
      url: FILTER_URL,
      config: FILTER_ACCESS,
      bodyLimit: MOST_BODY_BYTES,
      // read and checked by the handler, and what the guard answers is what it is
      validatorCompiler: () => () => true,
      serializerCompiler: () => (data) => JSON.stringify(data),
      schema: {
        operationId: FILTER_OPERATION,
        summary: 'Which of these candidates to show',
        description: `Ids that are unsigned 64-bit numbers may come as ${NUMERIC_TYPE}; docs/service.md has it byte by byte.`,
        security: WITH_KEY,
        consumes: ['application/json', NUMERIC_TYPE],
        body: filterBody,
        response: { 200: answer, ...REFUSALS },
      },
      handler({ body: sent }, reply) {
        if (sent instanceof NumericBytes) {
          void reply.type(NUMERIC_TYPE).send(answers.numeric(sent.bytes))
        } else void reply.type('application/json; charset=utf-8').send(answers.json(sent))
      },
    })
    done()
  })
}
