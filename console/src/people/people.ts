import { useQuery } from '@tanstack/react-query'
import type { PersonAnswer } from '../../../src/api/list-people.ts'
import { get } from '../api/api.ts'

/** Everybody who signs in, by the id that stands in brakes, decisions and the ledger. */
export function usePeople() {
  return useQuery({
    queryKey: ['people'],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const { people } = await get<{ people: PersonAnswer[] }>('/v1/people', signal)
      return new Map(people.map((person) => [person.id, person]))
    },
  })
}
