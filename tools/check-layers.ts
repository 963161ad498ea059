/**
 * Proves that imports only point down: prints each one that points up or sideways, types included.
 *
 * A folder of `src/` may import the folders listed under it here, and itself. A folder that is not
 * listed fails too: a new room says where it stands before it has anybody in it. The console takes
 * nothing of `src/` but types, and those by `import type`, of which nothing is left in the browser.
 *
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  util: [],
  text: [],
  statistics: ['util'],
  graph: ['util'],
  engine: ['graph', 'util'],
  learn: ['util'],
  model: ['util'],
  platform: ['graph', 'model', 'util'],
  guard: ['text', 'model', 'util'],
  rules: ['guard', 'model'],
  simulate: ['model', 'util'],
  ingest: ['platform', 'graph', 'model', 'util'],
  detect: ['text', 'learn', 'statistics', 'platform', 'graph', 'model', 'util'],
  live: ['detect', 'platform', 'graph', 'model', 'util'],
  recommend: ['statistics', 'platform', 'graph', 'model', 'util'],
  mitigate: ['recommend', 'platform', 'model', 'util'],
  investigate: ['statistics', 'detect', 'platform', 'graph', 'model', 'util'],
  export: ['detect', 'platform', 'graph', 'model', 'util'],
  prevalence: ['statistics', 'detect', 'platform', 'graph', 'model', 'util'],
  audit: ['statistics', 'recommend', 'guard', 'platform', 'graph', 'model', 'util'],
  store: ['model', 'util'],
  casework: ['store', 'model', 'util'],
  shield: ['casework', 'store', 'detect', 'platform', 'graph', 'model', 'util'],
  api: ['casework', 'store', 'investigate', 'rules', 'guard', 'statistics', 'model', 'util'],
  cli: [
    'engine',
    'simulate',
    'ingest',
    'detect',
    'live',
    'recommend',
    'mitigate',
    'audit',
    'prevalence',
    'statistics',
    'guard',
    'rules',
    'platform',
    'api',
    'shield',
    'investigate',
    'export',
    'casework',
    'store',
    'model',
    'util',
  ],
}

/** Behind a port: only whoever composes knows which of them it is. */
const ADAPTERS = ['store/sqlite', 'store/postgres']
const COMPOSERS = ['cli']

/** Packages of npm that a folder may import; the others stand on nothing but Node. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  ingest: ['hyparquet', 'hyparquet-compressors'],
  export: ['hyparquet-writer'],
  audit: ['yaml'],
  store: ['kysely', 'pg'],
  api: [
    '@fastify/swagger',
    'fastify',
    'fastify-type-provider-zod',
    'openid-client',
    'prom-client',
    'zod',
  ],
  rules: ['re2js'],
}

/** Folders that stay usable in a browser and inside another process: no `node:` either. */
const PURE = [
  'util',
  'text',
  'statistics',
  'learn',
  'graph',
  'model',
  'guard',
  'simulate',
  'detect',
  'recommend',
  'mitigate',
]
/** Files of a pure folder that do reach the outside world, and say so by their name. */
const EFFECTS = ['simulate/write-world.ts']

export interface Breach {
  readonly file: string
  readonly line: number
  readonly reason: string
}

/** Every import under `source` (a `src/` folder) that the table does not allow. */
export function findBreaches(source: string): Breach[] {
  const breaches: Breach[] = []
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name) || /\.test\.tsx?$/.test(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    const file = relative(source, path).split(sep).join('/')
    const room = file.split('/')[0]
    for (const { specifier, line } of importsOf(readFileSync(path, 'utf8'))) {
      const reason = breach(room, file, source, path, specifier)
      if (reason) breaches.push({ file, line, reason })
    }
  }
  return breaches
}

function breach(
  room: string,
  file: string,
  source: string,
  path: string,
  specifier: string,
): string | null {
  const below = LAYERS[room]
  if (!below) return `"${room}" is not in the table of layers in tools/check-layers.ts`
  if (specifier.startsWith('.')) {
    const target = relative(source, resolve(dirname(path), specifier)).split(sep)[0]
    if (target === '..') {
      return file.startsWith('cli/') && specifier.endsWith('package.json')
        ? null
        : `"${specifier}" leaves src/`
    }
    if (target !== room && !below.includes(target)) return `${room} may not import ${target}`
    const adapter = ADAPTERS.find((folder) =>
      relative(source, resolve(dirname(path), specifier))
        .split(sep)
        .join('/')
        .startsWith(folder),
    )
    if (!adapter || file.startsWith(adapter) || COMPOSERS.includes(room)) return null
    return `only ${COMPOSERS.join(', ')} may choose ${adapter}`
  }
  if (specifier.startsWith('node:')) {
    return PURE.includes(room) && !EFFECTS.includes(file)
      ? `${room} may not import ${specifier}: it does no input or output`
      : null
  }
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
  return PACKAGES[room]?.includes(name) ? null : `${room} may not import the package ${name}`
}

/** Every import under `console` (its `src/`) that would bring a part of the service into the browser. */
export function findBroughtAlong(console: string): Breach[] {
  const breaches: Breach[] = []
  for (const entry of readdirSync(console, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    for (const { specifier, line, isType } of importsOf(readFileSync(path, 'utf8'))) {
      if (!specifier.startsWith('.') || isType) continue
      if (!relative(console, resolve(dirname(path), specifier)).startsWith('..')) continue
      const file = relative(console, path).split(sep).join('/')
      const reason = `"${specifier}" is of the service: take its types, by "import type"`
      breaches.push({ file, line, reason })
    }
  }
  return breaches
}

/** Static, re-exported and dynamic imports, with their lines; comments do not count. */
function importsOf(text: string): { specifier: string; line: number; isType: boolean }[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, (comment) =>
    comment.replace(/[^\n]/g, ' '),
  )
  const found: { specifier: string; line: number; isType: boolean }[] = []
  for (const match of code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"\n]+)\1/g)) {
    found.push({
      specifier: match[2],
      line: code.slice(0, match.index).split('\n').length,
      isType: /\b(?:im|ex)port\s+type\b[^;'"]*$/.test(code.slice(0, match.index)),
    })
  }
  return found
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const inside = (folder: string, found: readonly Breach[]) =>
    found.map((each) => ({ ...each, file: `${folder}/${each.file}` }))
  const breaches = [
    ...inside('src', findBreaches(join(root, 'src'))),
    ...inside('console/src', findBroughtAlong(join(root, 'console/src'))),
  ]
  for (const { file, line, reason } of breaches) {
    process.stderr.write(`${file}:${line}: ${reason}\n`)
  }
  process.stdout.write(
    breaches.length === 0
      ? 'Every import points down.\n'
      : `${breaches.length} imports break the layers.\n`,
  )
  process.exitCode = breaches.length === 0 ? 0 : 1
}
