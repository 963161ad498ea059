import { useQuery } from '@tanstack/react-query'
import type { AuditArm, AuditRecord, Estimate } from '../../../src/model/audit-record.ts'
import { get } from '../api/api.ts'

export type { AuditArm, AuditRecord, Estimate }

/** The latest of each surface, recommender and scenario, by surface. */
export function useAudits() {
  return useQuery({
    queryKey: ['audits'],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const { audits } = await get<{ audits: AuditRecord[] }>('/v1/audits', signal)
      const latest = new Map<string, AuditRecord>()
      for (const audit of audits) {
        const key = [audit.surface, audit.recommender, audit.scenario].join('\n')
        if (!latest.has(key)) latest.set(key, audit)
      }
      return Map.groupBy(latest.values(), ({ surface }) => surface)
    },
  })
}

/** As the report says it: enough places to see a small share, no more. */
export function percent(share: number): string {
  const places = share !== 0 && share < 0.01 ? 2 : 1
  return `${(share * 100).toFixed(places)}%`
}

export function estimateWords({ value, low, high }: Estimate): string {
  return `${percent(value)} (${percent(low)} to ${percent(high)})`
}
