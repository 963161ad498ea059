import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SessionAnswer } from '../../../src/api/session-answer.ts'
import { get, isSignedOut, post, rememberCsrfToken, remove } from './api.ts'

export type Session = SessionAnswer
export const SESSION = ['session'] as const

/** Who is signed in; null for nobody. */
export function useSession() {
  return useQuery({
    queryKey: SESSION,
    staleTime: 60_000,
    queryFn: async ({ signal }): Promise<Session | null> => {
      try {
        return remember(await get<Session>('/v1/session', signal))
      } catch (error) {
        if (isSignedOut(error)) return null
        throw error
      }
    },
  })
}

/** Whether the operator's own provider signs people in too. */
export function useProvider() {
  return useQuery({
    queryKey: ['ways'],
    staleTime: Infinity,
    queryFn: async ({ signal }) =>
      (await get<{ provider: boolean }>('/v1/session/ways', signal)).provider,
  })
}

export function useSignIn() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (words: { name: string; password: string }) => post<Session>('/v1/session', words),
    onSuccess: (session) => client.setQueryData(SESSION, remember(session)),
  })
}

export function useSignOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => remove<null>('/v1/session'),
    // whatever came of it, nothing that was read stays in this window
    onSettled() {
      rememberCsrfToken(null)
      client.setQueryData(SESSION, null)
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] })
    },
  })
}

export function useChangePassword() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (words: { current: string; next: string }) =>
      post<Session>('/v1/session/password', words),
    onSuccess: (session) => client.setQueryData(SESSION, remember(session)),
  })
}

function remember(session: Session): Session {
  rememberCsrfToken(session.csrfToken)
  return session
}
