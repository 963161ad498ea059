import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { binaryModule, compileKernels } from './build-wasm.ts'

test('the kernels in the repository are what their source compiles to', () => {
  const kept = readFileSync(new URL('../src/graph/kernels-binary.ts', import.meta.url), 'utf8')
  assert.ok(
    kept === binaryModule(compileKernels()),
    'src/graph/kernels-binary.ts is not what src/graph/wasm compiles to: npm run build:wasm',
  )
})
