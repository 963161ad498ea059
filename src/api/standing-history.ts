import { z } from 'zod'
import { readId } from '../model/account-id.ts'
import { readObject } from '../model/parse.ts'
import { type Operation } from './app.ts'
import { REFUSALS, WITH_KEY } from './refusals.ts'
import { answerOf, standingAnswer } from './standing-answer.ts'

/** A POST that changes nothing: an account in an address would end up in logs. */
export const standingHistory: Operation = (app, { casework }) => {
  app.route({
    method: 'POST',
    url: '/v1/standings/history',
    config: { roles: ['investigator', 'lead', 'auditor', 'admin'] },
    validatorCompiler: () => () => true,
    schema: {
      operationId: 'standingHistory',
      summary: 'Every standing that one account was given, the latest first',
      description: 'What the map alone says of it is not in the history.',
      security: WITH_KEY,
      body: z.object({ account: z.string().min(1).max(256) }),
      response: { 200: z.object({ standings: z.array(standingAnswer) }), ...REFUSALS },
    },
    async handler(request) {
      const { account } = readObject(request.body, 'question', ['account'])
      const history = await casework.store.standingHistory(readId(account, 'question.account'))
      return { standings: history.map(answerOf).toReversed() }
    },
  })
}
