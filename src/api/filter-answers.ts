import { z } from 'zod'
import { SEEN_RANKS } from '../guard/exposure.ts'
import { MOST_CANDIDATES } from '../guard/guard.ts'
import { SURFACES } from '../model/surface.ts'
import { faultyBody } from './errors.ts'
import {
  createNumericBody,
  idOf,
  readNumericBody,
  viewerOf,
  writeNumericAnswer,
} from './numeric-body.ts'
import { parseJson } from './parse-json.ts'
import { createPlainBody, readPlainBody } from './read-plain-body.ts'
import { type Service } from './service.ts'
import { writePlainAnswer } from './write-plain-answer.ts'

const name = z.string().min(1).max(256)

export const filterBody = z.object({
  viewer: name.nullish().describe('Who looks; null where nobody is logged in.'),
  surface: z.enum(SURFACES),
  // what an id is, the guard knows: checking each here again would cost as much as the answer
  candidates: z.array(z.string()).max(MOST_CANDIDATES),
  region: name.nullish().describe('Of the viewer. A brake on a region holds who does not say it.'),
  tag: name.nullish().describe('Whose page it is. A brake on a tag holds tag pages without it.'),
})

/** From the bytes of a body to the bytes of its answer. */
export interface FilterAnswers {
  /** @throws {InputError} if it is no body of numbers. */
  readonly numeric: (bytes: Buffer) => Buffer
  /** @param sent undefined where there is no body at all. @throws {ApiError} if it is not what it should be. */
  readonly json: (sent: unknown) => string
}

export function createFilterAnswers({ braked, exposure, metrics }: Service): FilterAnswers {
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
  function answerAny(sent: unknown): string {
    const given = sent instanceof Buffer ? parseJson(sent) : sent
    const checked = filterBody.safeParse(given)
    if (!checked.success) throw faultyBody(checked.error)
    const { viewer = null, surface, candidates, region = null, tag = null } = checked.data
    const answer = braked.filter(viewer, { surface, region, tag }, candidates)
    const demoted = answer.demoted.length
    metrics.decided(surface, candidates.length, { ...answer, demoted })
    exposure.see(viewer, surface, candidates, performance.now())
    return JSON.stringify(answer)
  }

  return Object.freeze<FilterAnswers>({
    numeric: answerNumeric,
    json: (sent) =>
      sent instanceof Buffer && readPlainBody(sent, plain) ? answerPlain(sent) : answerAny(sent),
  })
}

/** Those that an estimate of exposure looks at. */
function firstIds(count: number, idAt: (candidate: number) => string): string[] {
  return Array.from({ length: Math.min(count, SEEN_RANKS) }, (_, candidate) => idAt(candidate))
}
