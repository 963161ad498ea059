/**
 * The console's files, as they were when the server started: read once, zipped once, and never looked
 * up by a path that somebody sends.
 *
 * @module
 */
import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type App } from './app.ts'

interface ConsoleFile {
  /** Where it is asked for. */
  readonly url: string
  readonly type: string
  readonly bytes: Buffer
  readonly zipped: Buffer
  readonly etag: string
}

export type ConsoleFiles = readonly ConsoleFile[]

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Nothing but what this server sends, and no page of somebody else's around it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

const NOT_BUILT = 'The console is not built yet; run "npm run build:console" and start again.\n'

/** The files under `folder`, those of a kind that is known here; none when there is no such folder. */
export function readConsole(folder: string): ConsoleFiles {
  let names: string[]
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  } catch {
    return []
  }
  return names.flatMap((name) => {
    const type = TYPES[extname(name)]
    if (type === undefined) return []
    const path = join(folder, name)
    const bytes = readFileSync(path)
    const url = `/${relative(folder, path).split(sep).join('/')}`
    return [{ url, type, bytes, zipped: gzipSync(bytes), etag: `"${hash('sha256', bytes)}"` }]
  })
}

export function serveConsole(app: App, files: ConsoleFiles): void {
  for (const { url, type, bytes, zipped, etag } of files) {
    const isPage = url === '/index.html'
    app.route({
      method: 'GET',
      url: isPage ? '/' : url,
      schema: { hide: true },
      handler(request, reply) {
        void reply.headers({
          ...HEADERS,
          etag,
          vary: 'accept-encoding',
          // the name of an asset holds its hash: under it nothing else will ever stand
          'cache-control': url.startsWith('/assets/')
            ? 'public, max-age=31536000, immutable'
            : 'no-cache',
        })
        if (request.headers['if-none-match'] === etag) return reply.status(304).send()
        void reply.type(type)
        const takesZipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
        if (!takesZipped) return reply.send(bytes)
        return reply.header('content-encoding', 'gzip').send(zipped)
      },
    })
  }
  if (files.some(({ url }) => url === '/index.html')) return
  app.route({
    method: 'GET',
    url: '/',
    schema: { hide: true },
    handler: (_, reply) => reply.headers(HEADERS).status(404).type('text/plain').send(NOT_BUILT),
  })
}
