#!/usr/bin/env node
// A checkout runs its TypeScript as it stands; the published package carries only what was built.
import { existsSync } from 'node:fs'

const source = new URL('../src/cli/main.ts', import.meta.url)
const built = new URL('../dist/cli/main.js', import.meta.url)
// whoever reads may have read enough, as head does: that is no fault
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error
})

const { main } = await import(existsSync(source) ? source.href : built.href)
process.exitCode = await main(process.argv.slice(2))
