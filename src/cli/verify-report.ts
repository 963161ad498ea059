/** `verify --report`: whether an audit's JSON is as this workspace's key signed it. */
import { isReportOf } from '../casework/signed-report.ts'
import { openAuditKey } from './audit-key.ts'
import { type Outcome } from './command.ts'
import { readSignedReport } from './read-signed-report.ts'

export function verifyReport(file: string, workspace: string): Outcome {
  const signed = readSignedReport(file)
  const intact = isReportOf(signed, openAuditKey(workspace, { mustExist: true }))
  return {
    json: { intact, signer: signed.signer },
    text: intact
      ? `${file} is as it was signed, by ${signed.signer}.\n`
      : `${file} is not what this workspace signed: it was edited, or another workspace signed it.\n`,
    exitCode: intact ? 0 : 1,
  }
}
