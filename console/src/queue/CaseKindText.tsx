import { StatusText } from '../kit/StatusText.tsx'
import { type CaseKind } from './queue.ts'

export const KIND_WORDS: Readonly<Record<CaseKind, string>> = {
  network: 'Network',
  account: 'Account',
  care: 'Care',
}

export function CaseKindText({ kind }: { readonly kind: CaseKind }) {
  return <StatusText kind={kind === 'care' ? 'care' : 'plain'}>{KIND_WORDS[kind]}</StatusText>
}
