/**
 * A made-up platform as a server would have it: written as files, imported, opened.
 *
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importPaths } from '../src/ingest/import.ts'
import { type Platform } from '../src/platform/platform.ts'
import { openWorkspace } from '../src/platform/workspace.ts'
import { type WorldSpec } from '../src/simulate/options.ts'
import { simulateWorld } from '../src/simulate/simulate-world.ts'
import { writeWorld } from '../src/simulate/write-world.ts'

export async function simulatedPlatform(spec: WorldSpec): Promise<Platform> {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-simulated-'))
  try {
    const data = join(folder, 'data')
    await writeWorld(simulateWorld(spec), data)
    await importPaths([data], join(folder, 'workspace'))
    return openWorkspace(join(folder, 'workspace'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
