/** What the panel asks of the service, and the words for what a brake holds. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BrakeAnswer } from '../../../src/api/brake-answer.ts'
import type { BrakePull, BrakeScope } from '../../../src/model/brake.ts'
import { get, post, remove } from '../api/api.ts'

export type { BrakeAnswer, BrakePull, BrakeScope }

const BRAKES = ['brakes'] as const
/** A brake that somebody else pulls is seen within so long. */
const LOOK_MILLIS = 5_000

export function useBrakes() {
  return useQuery({
    queryKey: BRAKES,
    refetchInterval: LOOK_MILLIS,
    queryFn: async ({ signal }) =>
      (await get<{ brakes: BrakeAnswer[] }>('/v1/brakes', signal)).brakes,
  })
}

export function usePullBrake() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (pull: BrakePull) => post<BrakeAnswer>('/v1/brakes', pull),
    onSettled: () => client.invalidateQueries({ queryKey: BRAKES }),
  })
}

export function useReleaseBrake() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => remove<BrakeAnswer>(`/v1/brakes/${encodeURIComponent(id)}`),
    onSettled: () => client.invalidateQueries({ queryKey: BRAKES }),
  })
}

export function scopeWords(scope: BrakeScope): string {
  if ('all' in scope) return 'Everything'
  if ('surface' in scope) return `The surface ${scope.surface}`
  if ('region' in scope) return `The region ${scope.region}`
  if ('network' in scope) return `The network ${scope.network}`
  return `The tag ${scope.tag}`
}
