/**
 * Audits as they lie in a workspace: `audits/*.json`, one a file, named by their time. `firebreak audit`
 * writes them, a server reads them for the console.
 *
 * @module
 */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type ArmResult } from '../audit/run-audit.ts'
import { type AuditArm, type AuditRecord, parseAuditRecord } from '../model/audit-record.ts'
import { writeTextFile } from './write-text-file.ts'

/** Of the latest; older ones stay where they are. */
const MOST_RECORDS = 100
const MOST_BYTES = 1 << 16

/** @throws {InputError} if it cannot be written. */
export function writeAuditRecord(workspace: string, record: AuditRecord): void {
  const name = `${record.at.replaceAll(':', '-')}-${process.pid}.json`
  writeTextFile(join(workspace, 'audits', name), `${JSON.stringify(record, null, 2)}\n`)
}

/** The latest first. A file that is none of ours is left out: it decides nothing. */
export async function readAuditRecords(workspace: string): Promise<readonly AuditRecord[]> {
  const folder = join(workspace, 'audits')
  const names = await readdir(folder).catch((): string[] => [])
  const latest = names.filter((name) => name.endsWith('.json')).toSorted()
  const records: AuditRecord[] = []
  for (const name of latest.toReversed().slice(0, MOST_RECORDS)) {
    try {
      const path = join(folder, name)
      if ((await stat(path)).size > MOST_BYTES) continue
      records.push(parseAuditRecord(JSON.parse(await readFile(path, 'utf8'))))
    } catch {
      // half written, or somebody else's
    }
  }
  return records.toSorted((a, b) => (a.at < b.at ? 1 : -1))
}

export function armRecord(arm: ArmResult | undefined, isGuarded: boolean): AuditArm | null {
  if (!arm) return null
  const { exposureAt10, control, floodRatio, shareExposedInterval } = arm
  return {
    exposureAt10: estimateOf(exposureAt10),
    controlExposureAt10: estimateOf(control.exposureAt10),
    floodRatio: estimateOf(floodRatio),
    shareExposed: estimateOf(shareExposedInterval),
    firstExposureMedianSlates: arm.firstExposureMedianSlates,
    benignWithheldShare: isGuarded ? arm.benignWithheldShare : null,
  }
}

function estimateOf({ value, low, high }: ArmResult['exposureAt10']) {
  return { value, low, high }
}
