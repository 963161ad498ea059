import { type FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type Operation } from './app.ts'
import { type Service } from './service.ts'

export const readMetrics: Operation = (app, { metrics }) => {
  app.route({
    method: 'GET',
    url: '/metrics',
    serializerCompiler: () => String,
    schema: {
      operationId: 'readMetrics',
      summary: 'Counts and durations in Prometheus’ form',
      produces: ['text/plain'],
      response: { 200: z.string() },
    },
    async handler(_request, reply) {
      return reply.type(metrics.contentType).send(await metrics.text())
    },
  })
}

/** Every answer, by operation and status. */
export function measure(app: FastifyInstance, { metrics }: Service): void {
  app.addHook('onResponse', (request, reply, done) => {
    const operation = request.routeOptions.schema?.operationId ?? 'other'
    metrics.answered(operation, reply.statusCode, reply.elapsedTime / 1000)
    done()
  })
}
