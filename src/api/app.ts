/**
 * The HTTP server: its limits, its order of hooks, and the list of operations.
 *
 * @module
 */
import swagger from '@fastify/swagger'
import fastify, {
  LogController,
  type FastifyInstance,
  type FastifyServerOptions,
  type RawServerDefault,
} from 'fastify'
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { type IncomingMessage, type ServerResponse } from 'node:http'
import { guardAccess } from './access.ts'
import { acceptSignals } from './accept-signals.ts'
import { ApiError } from './api-error.ts'
import { changePassword } from './change-password.ts'
import { decideAppeals, fileAppeals, listAppeals } from './appeals.ts'
import { answerDecisions, makeDecision, previewDecisions, readDecision } from './case-decisions.ts'
import { checkSearch } from './check-search.ts'
import { closeSession } from './close-session.ts'
import { draftPolicy } from './draft-policy.ts'
import { draftSearchList } from './draft-search-list.ts'
import { decisionAftermath } from './decision-aftermath.ts'
import { decideStanding } from './decide-standing.ts'
import { accountContexts } from './account-contexts.ts'
import { accountEvidence } from './account-evidence.ts'
import { answerErrors, answerFaultyRequests } from './errors.ts'
import { expandNetwork } from './expand-network.ts'
import { filterInteractions } from './filter-interactions.ts'
import { filterRecommendations } from './filter-recommendations.ts'
import { guardBrakeMembers } from './guard-brake-members.ts'
import { guardChanges } from './guard-changes.ts'
import { guardSnapshot } from './guard-snapshot.ts'
import { health } from './health.ts'
import { listAudits } from './list-audits.ts'
import { listCases } from './list-cases.ts'
import { openCase } from './open-case.ts'
import { readCase } from './read-case.ts'
import { listViews, saveViews } from './saved-views.ts'
import { listSecondReadings, readAgreement, readSecondReading } from './second-readings.ts'
import { workCase } from './work-case.ts'
import { listBrakes } from './list-brakes.ts'
import { listPeople } from './list-people.ts'
import { listDocuments } from './list-documents.ts'
import { listNetworks } from './list-networks.ts'
import { LOG_SERIALIZERS, logMethod, type LogStream } from './log.ts'
import { mapNetwork } from './map-network.ts'
import { openSession } from './open-session.ts'
import { measure, readMetrics } from './read-metrics.ts'
import { beginProviderSignIn, finishProviderSignIn, readSignIn } from './provider-sign-in.ts'
import { pullBrake } from './pull-brake.ts'
import { answerFiltersFirst } from './quick-filter.ts'
import { reEntryCandidates } from './re-entry-candidates.ts'
import { readDocument } from './read-document.ts'
import { readSession } from './read-session.ts'
import { readShadow } from './read-shadow.ts'
import { readiness } from './readiness.ts'
import { releaseBrake } from './release-brake.ts'
import { resumeAutomation } from './resume-automation.ts'
import { searchLog } from './search-log.ts'
import { type ConsoleFiles, serveConsole } from './serve-console.ts'
import { type Service } from './service.ts'
import { verifyLog } from './verify-log.ts'
import { switchDocument } from './switch-document.ts'
import { trySearchList } from './try-search-list.ts'
import { standingHistory } from './standing-history.ts'
import { uniqueFollowers } from './unique-followers.ts'

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  NonNullable<FastifyServerOptions['loggerInstance']>,
  ZodTypeProvider
>

/** A body that is no JSON is one of bytes, and so is an answer. */
function withOtherBodies(described: ReturnType<typeof jsonSchemaTransform>) {
  const { schema, url } = described
  const [json, ...others] = schema.consumes ?? []
  if (json === undefined || others.length === 0) return described
  const bytes = { schema: { type: 'string', format: 'binary' } }
  const withBytes = (own: unknown) => ({
    content: Object.fromEntries([
      [json, { schema: own }],
      ...others.map((type) => [type, bytes] as const),
    ]),
  })
  const { 200: answer, ...refusals } = Object(schema.response)
  const response = { 200: { description: 'As it was asked.', ...withBytes(answer) }, ...refusals }
  return { schema: { ...schema, body: withBytes(schema.body), response }, url }
}

export type Operation = (app: App, service: Service) => void

/** In the order in which the document shows them. */
const OPERATIONS: readonly Operation[] = [
  filterRecommendations,
  filterInteractions,
  checkSearch,
  guardSnapshot,
  guardChanges,
  guardBrakeMembers,
  acceptSignals,
  decideStanding,
  standingHistory,
  pullBrake,
  listBrakes,
  releaseBrake,
  listCases,
  openCase,
  readCase,
  workCase,
  saveViews,
  listViews,
  previewDecisions,
  makeDecision,
  readDecision,
  answerDecisions,
  decisionAftermath,
  reEntryCandidates,
  fileAppeals,
  listAppeals,
  decideAppeals,
  listSecondReadings,
  readSecondReading,
  readAgreement,
  listDocuments,
  readDocument,
  draftPolicy,
  readShadow,
  draftSearchList,
  trySearchList,
  switchDocument,
  resumeAutomation,
  listNetworks,
  mapNetwork,
  expandNetwork,
  accountContexts,
  accountEvidence,
  uniqueFollowers,
  searchLog,
  verifyLog,
  listPeople,
  listAudits,
  readSignIn,
  openSession,
  beginProviderSignIn,
  finishProviderSignIn,
  readSession,
  changePassword,
  closeSession,
  health,
  readiness,
  readMetrics,
]

export interface AppOptions {
  readonly service: Service
  /** Where structured logs go; nowhere unless said. */
  readonly log?: LogStream
  /** How long a whole request may take to arrive; ten seconds unless said. */
  readonly requestTimeoutMillis?: number
  /** Requests a second that one key may make of one operation; as many as the operation says unless said. */
  readonly mostPerSecond?: number
  /** What stands under `/`; a sentence unless said. */
  readonly console?: ConsoleFiles
}

const REQUEST_TIMEOUT_MILLIS = 10_000
const BODY_LIMIT_BYTES = 1 << 16

export async function createApp({
  service,
  log,
  requestTimeoutMillis = REQUEST_TIMEOUT_MILLIS,
  mostPerSecond = Infinity,
  console = [],
}: AppOptions): Promise<App> {
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: requestTimeoutMillis,
    http: {
      headersTimeout: requestTimeoutMillis,
      connectionsCheckingInterval: Math.min(1000, requestTimeoutMillis),
    },
    // unknown keys are left out of what an operation sees, so that this one harms nobody
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    logger: log
      ? { level: 'info', stream: log, serializers: LOG_SERIALIZERS, hooks: { logMethod } }
      : false,
    logController: new LogController({ disableRequestLogging: true }),
    ...answerFaultyRequests,
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.removeContentTypeParser('text/plain')
  answerErrors(app, service)
  app.setNotFoundHandler(() => {
    throw new ApiError(
      404,
      'not_found',
      'There is no such operation; /openapi.json lists them all.',
    )
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Firebreak', version: '1' },
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: '__Host-firebreak' },
        },
      },
    },
    transform: (document) => withOtherBodies(jsonSchemaTransform(document)),
  })
  measure(app, service)
  const access = guardAccess(app, service, mostPerSecond)
  answerFiltersFirst(app, service, access)
  app.addHook('onClose', () => service.decisions.stop())
  for (const register of OPERATIONS) register(app, service)
  serveConsole(app, console)
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())
  await app.ready()
  return app
}
