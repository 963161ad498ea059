/** What the page of one case asks of the service. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { PreviewAnswer } from '../../../src/api/case-decisions.ts'
import type { AftermathAnswer } from '../../../src/api/decision-aftermath.ts'
import type { CandidatesAnswer } from '../../../src/api/re-entry-candidates.ts'
import type { DecisionAnswer } from '../../../src/api/decision-answer.ts'
import type { CaseFileAnswer } from '../../../src/api/read-case.ts'
import type { DecisionKind } from '../../../src/model/case-decision.ts'
import type { Role } from '../../../src/model/role.ts'
import { get, post, remove } from '../api/api.ts'
import { CASES } from '../queue/queue.ts'

export type {
  AftermathAnswer,
  CandidatesAnswer,
  CaseFileAnswer,
  DecisionAnswer,
  DecisionKind,
  PreviewAnswer,
}

/** While a decision goes through its accounts, its progress is asked for this often. */
const RUNNING_MILLIS = 700
const LOOK_MILLIS = 10_000

const pathOf = (id: string, rest = '') => `/v1/cases/${encodeURIComponent(id)}${rest}`

export function useCase(id: string) {
  return useQuery({
    queryKey: [...CASES, 'one', id],
    queryFn: ({ signal }) => get<CaseFileAnswer>(pathOf(id), signal),
    refetchInterval: ({ state }) =>
      state.data?.decisions.some(isUnderWay) ? RUNNING_MILLIS : LOOK_MILLIS,
  })
}

export function isUnderWay({ state }: DecisionAnswer): boolean {
  return state === 'running' || state === 'reversing'
}

/** Maps are made some times a day. */
export function useAftermath(decision: string) {
  return useQuery({
    queryKey: [...CASES, 'aftermath', decision],
    queryFn: ({ signal }) =>
      get<AftermathAnswer>(`/v1/decisions/${encodeURIComponent(decision)}/aftermath`, signal),
  })
}

export const askCandidates = (decision: string) =>
  post<CandidatesAnswer>(`/v1/decisions/${encodeURIComponent(decision)}/candidates`, {})

/** Whatever changes a case: everything that is shown of cases is asked for again. */
function useChange<Words, Answer>(change: (words: Words) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: CASES }),
  })
}

export const useGiveBack = () => useChange((id: string) => remove<unknown>(pathOf(id, '/lock')))

export const useCloseCase = () =>
  useChange(({ id, reason }: { id: string; reason: string }) =>
    post<unknown>(pathOf(id, '/close'), { reason }),
  )

export const useAddNote = () =>
  useChange(({ id, text }: { id: string; text: string }) =>
    post<unknown>(pathOf(id, '/notes'), { text }),
  )

/** Whom a decision is about: everybody in the case, some roles, or accounts chosen one by one. */
export interface Selected {
  readonly roles?: readonly Role[]
  readonly accounts?: readonly string[]
}

export interface Draft extends Selected {
  readonly case: string
  readonly kind: DecisionKind
}

export const usePreview = () =>
  useMutation({ mutationFn: (draft: Draft) => post<PreviewAnswer>('/v1/decisions/preview', draft) })

export const useDecide = () =>
  useChange((decision: Draft & { reason: string; policy: string; seenVersion: number | null }) =>
    post<DecisionAnswer>('/v1/decisions', decision),
  )

export type Answering = 'approve' | 'refuse' | 'reverse'

export const useAnswerDecision = () =>
  useChange(({ id, answer, reason }: { id: string; answer: Answering; reason: string }) =>
    post<DecisionAnswer>(`/v1/decisions/${encodeURIComponent(id)}/${answer}`, { reason }),
  )

export const SUPPORT = {
  'offer-resources': 'Offer help resources',
  'hold-content': 'Hold content from view',
  refer: 'Refer to specialists',
} as const
export type SupportAction = keyof typeof SUPPORT

export const useSupport = () =>
  useChange(
    ({ id, ...words }: { id: string; account: string; action: SupportAction; reason: string }) =>
      post<unknown>(pathOf(id, '/support'), words),
  )
