import { z } from 'zod'
import { SEEN_RANKS } from '../guard/exposure.ts'
import { MOST_CANDIDATES } from '../guard/guard.ts'
import { SURFACES } from '../model/surface.ts'
import { type Operation } from './app.ts'
import { faultyBody } from './errors.ts'
import {
  createNumericBody,
  idOf,
  NUMERIC_TYPE,
  readNumericBody,
  viewerOf,
  writeNumericAnswer,
} from './numeric-body.ts'
import { parseJson } from './parse-json.ts'
import { createPlainBody, readPlainBody } from './read-plain-body.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'
import { writePlainAnswer } from './write-plain-answer.ts'

const name = z.string().min(1).max(256)

const body = z.object({
  viewer: name.nullish().describe('Who looks; null where nobody is logged in.'),
  surface: z.enum(SURFACES),
  // what an id is, the guard knows: checking each here again would cost as much as the answer
  candidates: z.array(z.string()).max(MOST_CANDIDATES),
  region: name.nullish().describe('Of the viewer. A brake on a region holds who does not say it.'),
  tag: name.nullish().describe('Whose page it is. A brake on a tag holds tag pages without it.'),
})

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

export const filterRecommendations: Operation = (app, { braked, exposure, metrics }) => {
  // filled and read again within one answer, which waits for nothing
  const plain = createPlainBody()
  const numeric = createNumericBody()
  const idAt = (candidate: number) => idOf(numeric, candidate)

  function answerNumeric(bytes: Buffer): Buffer {
    readNumericBody(bytes, numeric)
    const judged = braked.judge(numeric.hashed, numeric.question, idAt)
    const { surface } = numeric.question
    metrics.decided(surface, judged.actions.length, judged)
    const nowMillis = performance.now()
    if (exposure.isDue(surface, nowMillis)) {
      exposure.see(viewerOf(numeric), surface, firstIds(judged.actions.length, idAt), nowMillis)
    }
    return writeNumericAnswer(judged)
  }

  function answerPlain(bytes: Buffer): string {
    const { hashed, starts, ends, viewerStart, viewerEnd, surface } = plain
    const textAt = (candidate: number) =>
      bytes.toString('latin1', starts[candidate], ends[candidate])
    const judged = braked.judge(hashed, plain, textAt)
    metrics.decided(surface, judged.actions.length, judged)
    const nowMillis = performance.now()
    if (exposure.isDue(surface, nowMillis)) {
      const viewer = hashed.hasViewer ? bytes.toString('latin1', viewerStart, viewerEnd) : null
      exposure.see(viewer, surface, firstIds(judged.actions.length, textAt), nowMillis)
    }
    return writePlainAnswer(bytes, plain, judged)
  }

  /** Whatever else may be right: the parser and the schema know. */
  function answerAny(bytes: unknown): string {
    const given = bytes instanceof Buffer ? parseJson(bytes) : bytes
    const checked = body.safeParse(given)
    if (!checked.success) throw faultyBody(checked.error)
    const { viewer = null, surface, candidates, region = null, tag = null } = checked.data
    const answer = braked.filter(viewer, { surface, region, tag }, candidates)
    const demoted = answer.demoted.length
    metrics.decided(surface, candidates.length, { ...answer, demoted })
    exposure.see(viewer, surface, candidates, performance.now())
    return JSON.stringify(answer)
  }

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
      url: '/v1/recommendations/filter',
      config: { roles: ['guard', 'admin'], perSecond: 50_000 },
      bodyLimit: 4 << 20,
      // read and checked by the handler, and what the guard answers is what it is
      validatorCompiler: () => () => true,
      serializerCompiler: () => (data) => JSON.stringify(data),
      schema: {
        operationId: 'filterRecommendations',
        summary: 'Which of these candidates to show',
        description: `Ids that are unsigned 64-bit numbers may come as ${NUMERIC_TYPE}; docs/service.md has it byte by byte.`,
        security: WITH_KEY,
        consumes: ['application/json', NUMERIC_TYPE],
        body,
        response: { 200: answer, ...REFUSALS },
      },
      handler({ body: sent }, reply) {
        if (sent instanceof NumericBytes) {
          // as a text, which Node writes together with the head; bytes it would hand on one by one
          const answer = answerNumeric(sent.bytes).toString('latin1')
          reply.hijack()
          reply.raw.writeHead(200, {
            'content-type': NUMERIC_TYPE,
            'content-length': answer.length,
          })
          reply.raw.end(answer, 'latin1')
        } else {
          const isPlain = sent instanceof Buffer && readPlainBody(sent, plain)
          void reply.type(JSON_TYPE).send(isPlain ? answerPlain(sent) : answerAny(sent))
        }
      },
    })
    done()
  })
}

const JSON_TYPE = 'application/json; charset=utf-8'

/** Those that an estimate of exposure looks at. */
function firstIds(count: number, idAt: (candidate: number) => string): string[] {
  return Array.from({ length: Math.min(count, SEEN_RANKS) }, (_, candidate) => idAt(candidate))
}
