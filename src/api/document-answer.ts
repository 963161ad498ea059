import { z } from 'zod'
import { type DocumentHead, type DocumentKind } from '../model/document.ts'

/** A version, without what it says. */
export const documentHead = z.object({
  version: z.int(),
  name: z.string().describe('What the document itself calls its version.'),
  digest: z.string().describe('SHA-256 of what it says.'),
  putBy: z.string().describe('The id of a key, or `command-line`.'),
  putAt: z.iso.datetime(),
})

export function headAnswer(head: DocumentHead): z.infer<typeof documentHead> {
  const { version, name, digest, putBy, putAtMillis } = head
  return { version, name, digest, putBy, putAt: new Date(putAtMillis).toISOString() }
}

export const documentVersion = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)

/** As it stands in the names of operations and in sentences. */
export const DOCUMENT_WORDS: Readonly<
  Record<DocumentKind, { readonly name: string; readonly words: string }>
> = {
  policy: { name: 'Policy', words: 'the policy' },
  'search-list': { name: 'SearchList', words: 'the search list' },
}
