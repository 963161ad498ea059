import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importPaths } from '../src/ingest/import.ts'
import { openWorkspace } from '../src/platform/workspace.ts'
import { type Platform } from '../src/platform/platform.ts'
import { simulateWorld } from '../src/simulate/simulate-world.ts'
import { writeWorld } from '../src/simulate/write-world.ts'

/** A made-up platform that went through files and a real import, like a platform's own. */
export async function madeUpPlatform(accounts: number, seed = 1): Promise<Platform> {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-bench-'))
  try {
    await writeWorld(simulateWorld({ accounts, seed }), folder)
    await importPaths([folder], join(folder, 'workspace'))
    return openWorkspace(join(folder, 'workspace'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
