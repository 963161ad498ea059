/** What the queue asks of the service. */
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import type { CaseAnswer } from '../../../src/api/case-answer.ts'
import type { CaseKind } from '../../../src/model/case.ts'
import { get, post } from '../api/api.ts'

export type { CaseAnswer, CaseKind }

interface QueueAnswer {
  readonly cases: readonly CaseAnswer[]
  /** Where the next page begins; null at the end. */
  readonly next: string | null
  /** Of all in this state, by kind; with the first page. */
  readonly counts: Readonly<Record<CaseKind, number>> | null
}

export interface QueueFilter {
  readonly state: 'open' | 'closed'
  readonly kind: CaseKind
  readonly locked: '' | 'true' | 'false'
}

export const CASES = ['cases'] as const
const PAGE = 25
/** A case that somebody else takes is seen within so long. */
const LOOK_MILLIS = 10_000

export function useQueue(filter: QueueFilter) {
  return useInfiniteQuery({
    queryKey: [...CASES, 'queue', filter],
    refetchInterval: LOOK_MILLIS,
    placeholderData: keepPreviousData,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const words = { ...filter, after: pageParam, limit: String(PAGE) }
      const query = new URLSearchParams(Object.entries(words).filter(([, word]) => word !== ''))
      return get<QueueAnswer>(`/v1/cases?${query}`, signal)
    },
    getNextPageParam: ({ next }) => next,
  })
}

/** Take a case: nobody else decides about it meanwhile. */
export function useTakeCase() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, takeOver = false }: { id: string; takeOver?: boolean }) =>
      post<CaseAnswer>(`/v1/cases/${encodeURIComponent(id)}/lock`, { takeOver }),
    onSettled: () => client.invalidateQueries({ queryKey: CASES }),
  })
}
