/**
 * The pages, in the order in which the navigation shows them. A page is a folder and a line here.
 *
 * @module
 */
import { type ComponentType, lazy } from 'react'
import type { KeyRole } from '../../src/model/key-role.ts'
import { type Session } from './api/session.ts'

export interface PageProps {
  readonly session: Session
  /** What follows the page's own path in the address. */
  readonly rest: readonly string[]
}

export interface Page {
  /** The first segment of its address. */
  readonly path: string
  readonly name: string
  /** Whom the service answers what the page asks; others are not shown the way to it. */
  readonly roles: readonly KeyRole[]
  readonly Component: ComponentType<PageProps>
}

const PEOPLE = ['investigator', 'lead', 'auditor', 'admin'] as const

/** Who is answered lists of accounts. */
const WORKERS = ['investigator', 'lead'] as const

export const PAGES: readonly Page[] = [
  page('cases', 'Queue', WORKERS, async () => (await import('./case/CasePage.tsx')).CasesPage),
  page('care', 'Care', WORKERS, async () => (await import('./queue/CarePage.tsx')).CarePage),
  page(
    'appeals',
    'Appeals',
    WORKERS,
    async () => (await import('./appeals/AppealsPage.tsx')).AppealsPage,
  ),
  page(
    'networks',
    'Networks',
    ['investigator', 'lead', 'auditor'],
    async () => (await import('./network-map/NetworksPage.tsx')).NetworksPage,
  ),
  page(
    'brakes',
    'Brakes',
    PEOPLE,
    async () => (await import('./brakes/BrakesPage.tsx')).BrakesPage,
  ),
  page(
    'audits',
    'Audits',
    PEOPLE,
    async () => (await import('./audits/AuditsPage.tsx')).AuditsPage,
  ),
  page(
    'ledger',
    'Ledger',
    ['lead', 'auditor', 'admin'],
    async () => (await import('./ledger/LedgerPage.tsx')).LedgerPage,
  ),
  page(
    'quality',
    'Quality',
    WORKERS,
    async () => (await import('./quality/QualityPage.tsx')).QualityPage,
  ),
]

/** Loaded when it is first opened. */
function page(
  path: string,
  name: string,
  roles: readonly KeyRole[],
  load: () => Promise<ComponentType<PageProps>>,
): Page {
  return { path, name, roles, Component: lazy(async () => ({ default: await load() })) }
}
