/**
 * A service that tests talk to over real HTTP: a workspace, a key for each role, a server on loopback.
 *
 * @module
 */
import { generateKeyPairSync } from 'node:crypto'
import { type AddressInfo } from 'node:net'
import { type App, createApp } from '../src/api/app.ts'
import { type ConsoleFiles } from '../src/api/serve-console.ts'
import { createService, type Service, type ServiceOptions } from '../src/api/service.ts'
import { createKey } from '../src/casework/api-key.ts'
import { type Casework } from '../src/casework/casework.ts'
import { signerOf } from '../src/casework/checkpoint.ts'
import { KEY_ROLES, type KeyRole } from '../src/model/key-role.ts'
import { type Store } from '../src/store/store.ts'
import { openSqliteStore } from '../src/store/sqlite/open.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: any // eslint-disable-line typescript/no-explicit-any
}

export interface Running {
  readonly app: App
  readonly service: Service
  readonly url: string
  readonly port: number
  readonly log: string[]
  readonly keys: Readonly<Record<KeyRole, string>>
  readonly ask: (
    key: string | null,
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<Answer>
  readonly close: () => Promise<void>
}

const signer = signerOf(generateKeyPairSync('ed25519').privateKey)

export interface RunOptions extends Partial<ServiceOptions> {
  readonly requestTimeoutMillis?: number
  readonly mostPerSecond?: number
  readonly console?: ConsoleFiles
  /** The wall's clock, as somebody has set it. */
  readonly now?: () => number
  /** SQLite in `dir` unless said. */
  readonly openStore?: () => Promise<Store>
}

export async function runService(dir: string, options: RunOptions = {}): Promise<Running> {
  const {
    requestTimeoutMillis,
    mostPerSecond,
    console,
    openStore = () => openSqliteStore(dir),
    now = Date.now,
    ...rest
  } = options
  const store = await openStore()
  const casework: Casework = { store, signer, now }
  const made = new Map<KeyRole, string>()
  for (const role of KEY_ROLES) made.set(role, (await createKey(casework, role, 'test')).key)
  const service = await createService({
    casework,
    standings: [],
    membersOf: () => [],
    onFailure: () => {},
    ...rest,
  })
  const log: string[] = []
  const app = await createApp({
    service,
    log: { write: (line) => log.push(line) },
    ...(requestTimeoutMillis !== undefined && { requestTimeoutMillis }),
    ...(mostPerSecond !== undefined && { mostPerSecond }),
    ...(console && { console }),
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  // an address, since it listens on a port
  const { port } = app.server.address() as AddressInfo // eslint-disable-line typescript/no-unsafe-type-assertion
  return {
    app,
    service,
    url,
    port,
    log,
    keys: {
      guard: made.get('guard')!,
      ingest: made.get('ingest')!,
      investigator: made.get('investigator')!,
      lead: made.get('lead')!,
      auditor: made.get('auditor')!,
      admin: made.get('admin')!,
    },
    async ask(key, method, path, body) {
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(key !== null && { authorization: `Bearer ${key}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.startsWith('application/json')
      return {
        status: response.status,
        headers: response.headers,
        body: isJson ? JSON.parse(text) : text,
      }
    },
    async close() {
      await app.close()
      await service.automaticBrakes?.stop()
      await service.follower.stop()
      await store.close()
    },
  }
}
