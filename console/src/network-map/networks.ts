/** What the map asks of the service. Each question says what it is for: a case, or a reason. */
import { useQuery } from '@tanstack/react-query'
import type { Contexts } from '../../../src/investigate/context.ts'
import type { DrawnAccount } from '../../../src/investigate/draw.ts'
import type { AccountEvidence, EvidenceAnswer } from '../../../src/investigate/evidence.ts'
import type { Expansion } from '../../../src/investigate/expand.ts'
import type { UniqueFollowers } from '../../../src/investigate/followers.ts'
import type { NetworkList, NetworkSummary } from '../../../src/investigate/list-networks.ts'
import type { DrawnCommunity, NetworkPicture } from '../../../src/investigate/map-network.ts'
import { get, post } from '../api/api.ts'

export type {
  AccountEvidence,
  Contexts,
  DrawnAccount,
  DrawnCommunity,
  EvidenceAnswer,
  Expansion,
  NetworkList,
  NetworkPicture,
  NetworkSummary,
  UniqueFollowers,
}

export interface Purpose {
  readonly case: string | null
  readonly reason: string | null
}

/** More than this is asked for by community: a drawing of 5,000 is the most that anybody reads. */
export const MOST_DRAWN = 5000
/** As many as the service takes in one question. */
export const MOST_CONTEXTS = 500
export const MOST_EXPLAINED = 20

export function useNetworks() {
  return useQuery({
    queryKey: ['networks'],
    queryFn: ({ signal }) => get<NetworkList>('/v1/networks', signal),
  })
}

const about = <Answer>(network: string, question: string, purpose: Purpose, body: object) =>
  post<Answer>(`/v1/networks/${encodeURIComponent(network)}/${question}`, { ...purpose, ...body })

export const askMap = (
  network: string,
  purpose: Purpose,
  more: { summarised: boolean; communities: readonly number[] },
) => about<NetworkPicture>(network, 'map', purpose, { limit: MOST_DRAWN, ...more })

export const askExpansion = (
  network: string,
  purpose: Purpose,
  body: { from: readonly string[]; drawn: readonly string[]; hops: number; limit: number },
) => about<Expansion>(network, 'expand', purpose, body)

export const askContexts = (network: string, purpose: Purpose, accounts: readonly string[]) =>
  about<Contexts>(network, 'context', purpose, { accounts: accounts.slice(0, MOST_CONTEXTS) })

export const askEvidence = (network: string, purpose: Purpose, accounts: readonly string[]) =>
  about<EvidenceAnswer>(network, 'evidence', purpose, {
    accounts: accounts.slice(0, MOST_EXPLAINED),
  })

export const askFollowers = (network: string, purpose: Purpose, accounts: readonly string[]) =>
  about<UniqueFollowers>(network, 'unique-followers', purpose, {
    accounts: accounts.slice(0, MOST_DRAWN),
  })
