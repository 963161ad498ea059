/** `verify --report`: whether an audit's JSON is as it was signed, by a workspace or a public key. */
import { isReportOf } from '../casework/signed-report.ts'
import { type Input, type Outcome } from './command.ts'
import { verifierFor } from './public-key.ts'
import { readSignedReport } from './read-signed-report.ts'

export function verifyReport(file: string, input: Input): Outcome {
  const signed = readSignedReport(file)
  const intact = isReportOf(signed, verifierFor(input))
  return {
    json: { intact, signer: signed.signer },
    text: intact
      ? `${file} is as it was signed, by ${signed.signer}.\n`
      : `${file} is not what was signed with this key: it was edited, or another workspace signed it.\n`,
    exitCode: intact ? 0 : 1,
  }
}
