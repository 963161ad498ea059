import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { findBreaches, findBroughtAlong } from './check-layers.ts'

function tree(context: TestContext, files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'layers-'))
  context.after(() => rmSync(root, { recursive: true }))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return root
}

test('findBreaches() lets imports point down and across the same folder', (context) => {
  const root = tree(context, {
    'detect/walk.ts': "import { push } from '../graph/push.ts'\nimport './detector.ts'\n",
    'graph/push.ts': "// import { x } from '../detect/x.ts'\n/* from '../cli/main.ts' */\n",
  })
  assert.deepEqual(findBreaches(root), [])
})

test('findBreaches() names file, line and both rooms of an import that points up, types included', (context) => {
  const root = tree(context, {
    'graph/push.ts':
      "\nimport { type Role } from '../model/role.ts'\nexport type * from '../cli/x.ts'\n",
    'util/lazy.ts': "const late = () => import('../graph/push.ts')\n",
  })
  assert.deepEqual(
    findBreaches(root).toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line),
    [
      { file: 'graph/push.ts', line: 2, reason: 'graph may not import model' },
      { file: 'graph/push.ts', line: 3, reason: 'graph may not import cli' },
      { file: 'util/lazy.ts', line: 1, reason: 'util may not import graph' },
    ],
  )
})

test('findBreaches() refuses packages, input and output where a room does without', (context) => {
  const root = tree(context, {
    'guard/table.ts': "import { readFileSync } from 'node:fs'\nimport lodash from 'lodash'\n",
    'ingest/parquet.ts': "import { parquetRead } from 'hyparquet'\n",
    'attic/old.ts': "import './older.ts'\n",
  })
  assert.deepEqual(
    findBreaches(root)
      .map(({ reason }) => reason)
      .toSorted(),
    [
      '"attic" is not in the table of layers in tools/check-layers.ts',
      'guard may not import node:fs: it does no input or output',
      'guard may not import the package lodash',
    ],
  )
})

test('findBreaches() lets nobody but the command line choose an adapter of the store', (context) => {
  const root = tree(context, {
    'api/brakes.ts': "import '../store/store.ts'\nimport '../store/sqlite/open.ts'\n",
    'store/postgres/open.ts': "import '../sqlite/open.ts'\nimport './listen.ts'\n",
    'cli/serve.ts': "import '../store/sqlite/open.ts'\n",
  })
  assert.deepEqual(
    findBreaches(root)
      .map(({ file, reason }) => `${file}: ${reason}`)
      .toSorted(),
    [
      'api/brakes.ts: only cli may choose store/sqlite',
      'store/postgres/open.ts: only cli may choose store/sqlite',
    ],
  )
})

test('findBroughtAlong() lets the console take types of the service and nothing else', (context) => {
  const root = tree(context, {
    'brakes/Page.tsx':
      "import type { Brake } from '../../../src/model/brake.ts'\nimport { api } from '../api/api.ts'\n",
    'api/api.ts':
      "import { type Brake } from '../../../src/model/brake.ts'\nexport const api = 1\n",
  })
  assert.deepEqual(findBroughtAlong(root), [
    {
      file: 'api/api.ts',
      line: 1,
      reason: '"../../../src/model/brake.ts" is of the service: take its types, by "import type"',
    },
  ])
})
