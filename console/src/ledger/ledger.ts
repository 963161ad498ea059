/** What the ledger asks of the service. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { LogEntry } from '../../../src/api/search-log.ts'
import type { VerificationAnswer } from '../../../src/api/verify-log.ts'
import { get } from '../api/api.ts'

export type { LogEntry, VerificationAnswer }

/** As the person typed it; an empty text asks for nothing. */
export interface LogSearch {
  readonly action: string
  readonly actor: string
  readonly subject: string
  readonly from: string
  readonly to: string
}

export const NO_SEARCH: LogSearch = { action: '', actor: '', subject: '', from: '', to: '' }

interface LogPage {
  readonly entries: LogEntry[]
  readonly next: number | null
}

/** One answer looks only so far back: it is asked again until it shows something, so many times. */
const MOST_LOOKS = 20

export function useLog(search: LogSearch) {
  return useInfiniteQuery({
    queryKey: ['log', search],
    initialPageParam: null as number | null,
    queryFn: async ({ pageParam, signal }): Promise<LogPage> => {
      let before = pageParam
      for (let looks = 1; ; looks++) {
        const page = await get<LogPage>(`/v1/log?${queryOf(search, before)}`, signal)
        if (page.entries.length > 0 || page.next === null || looks === MOST_LOOKS) return page
        before = page.next
      }
    },
    getNextPageParam: ({ next }) => next,
  })
}

export function useVerification() {
  return useQuery({
    queryKey: ['log', 'verification'],
    queryFn: ({ signal }) => get<VerificationAnswer>('/v1/log/verification', signal),
    refetchInterval: ({ state }) => (state.data?.running ? 500 : 60_000),
  })
}

function queryOf({ from, to, ...words }: LogSearch, before: number | null): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(words)) {
    if (value.trim() !== '') query.set(name, value.trim())
  }
  for (const [name, value] of Object.entries({ from, to })) {
    if (value !== '') query.set(name, new Date(value).toISOString())
  }
  if (before !== null) query.set('before', String(before))
  return query.toString()
}

/** What stands in the log for an account: whoever knows its id finds it again, nobody else. */
export async function hashOfAccount(id: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(id)))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
