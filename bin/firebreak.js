#!/usr/bin/env node
// A checkout runs its TypeScript as it stands; the published package carries only what was built.
// Syntax that an old Node parses too, so that it can say what it lacks.
import { existsSync } from 'node:fs'

const source = new URL('../src/cli/main.ts', import.meta.url)
const built = new URL('../dist/cli/main.js', import.meta.url)

process.stdout.on('error', (error) => {
  // whoever reads may have read enough, as head does: that is no fault
  if (error.code === 'EPIPE') return
  process.stderr.write(
    `firebreak: what it printed could not be written (${error.code}); make room or print elsewhere.\n`,
  )
  process.exit(2)
})
// there is nowhere left to say so
process.stderr.on('error', () => {})

if (!existsSync(source)) void run(built)
else if (process.features.typescript) void run(source)
else {
  process.stderr.write(
    `firebreak: Node ${process.versions.node} cannot run a checkout; run "npx firebreak", which takes the Node that came with npm install, or use Node 22.18 or newer.\n`,
  )
  process.exitCode = 2
}

async function run(program) {
  const { main } = await import(program.href)
  process.exitCode = await main(process.argv.slice(2))
}
