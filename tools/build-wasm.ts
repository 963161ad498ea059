/**
 * Compiles the kernels of src/graph/wasm/ into src/graph/kernels-binary.ts: `npm run build:wasm`.
 *
 * The binary is kept in the repository, so that nothing is compiled to run from source; its test
 * compiles it again and compares the bytes. The compiler runs as a program of its own, because its
 * types would change those of every array here.
 *
 * @module
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const compiler = join(root, 'node_modules/assemblyscript/bin/asc.js')

// no runtime and no data: kernels own nothing, they work on what pointers name
const options = `--runtime stub --noAssert -O3 --converge --enable simd --enable threads
  --importMemory --sharedMemory --initialMemory 1 --maximumMemory 65536`

/** The bytes of the module. @throws {Error} with what the compiler says. */
export function compileKernels(): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-wasm-'))
  try {
    const file = join(folder, 'kernels.wasm')
    const args = [compiler, 'src/graph/wasm/index.ts', '--outFile', file, ...options.split(/\s+/)]
    execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
    return readFileSync(file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The module that holds them. */
export function binaryModule(bytes: Uint8Array): string {
  return `/** The kernels of src/graph/wasm/ as they were compiled: \`npm run build:wasm\`; do not edit. */
export const KERNELS_BASE64 =
  '${Buffer.from(bytes).toString('base64')}'
`
}

if (import.meta.main) {
  const bytes = compileKernels()
  writeFileSync(new URL('../src/graph/kernels-binary.ts', import.meta.url), binaryModule(bytes))
  process.stdout.write(`${bytes.length} bytes of kernels\n`)
}
