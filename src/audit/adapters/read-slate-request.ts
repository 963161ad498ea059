/**
 * A request of docs/recommender-contract.md as a recommender reads it.
 *
 * @module
 */
import { AGE_BANDS } from '../../model/age-band.ts'
import {
  readBoolean,
  readList,
  readObject,
  readOneOf,
  readPlainText,
  readWhole,
} from '../../model/parse.ts'
import { SURFACES } from '../../model/surface.ts'
import { type ContactKind, CONTACT_WEIGHTS } from '../../recommend/recommender.ts'
import { type SlateRequest, type Viewer } from '../surface-recommender.ts'

const KEYS = [
  'request',
  'surface',
  'count',
  'viewer',
  'personalised',
  'subject',
  'query',
  'tag',
  'seed',
]
const MOST_ACCOUNTS = 10_000
const MOST_TEXT = 256
const KINDS = Object.keys(CONTACT_WEIGHTS).filter(
  (kind): kind is ContactKind => kind in CONTACT_WEIGHTS,
)

/** @throws {InputError} naming the place, what stood there and what may stand there. */
export function readSlateRequest(value: unknown): SlateRequest {
  const spec = readObject(value, 'request', KEYS)
  const text = (key: string): string | null =>
    spec[key] == null ? null : readPlainText(spec[key], `request.${key}`, MOST_TEXT)
  return {
    key: readPlainText(spec.request, 'request.request', MOST_TEXT * 2),
    surface: readOneOf(spec.surface, 'request.surface', SURFACES),
    count: readWhole(spec.count, 'request.count', 1, 5_000),
    viewer: readViewer(spec.viewer),
    personalised: readBoolean(spec.personalised, 'request.personalised'),
    subject: text('subject'),
    query: text('query'),
    tag: text('tag'),
    seed: readWhole(spec.seed, 'request.seed', 0, 0xffffffff),
  }
}

function readViewer(value: unknown): Viewer {
  const where = 'request.viewer'
  const keys = ['id', 'ageBand', 'region', 'follows', 'contacts', 'exclude']
  const spec = readObject(value, where, keys)
  const accounts = (key: string): string[] =>
    readList(spec[key], `${where}.${key}`, { most: MOST_ACCOUNTS }).map((id, i) =>
      readPlainText(id, `${where}.${key}[${i}]`, MOST_TEXT),
    )
  const contacts = readList(spec.contacts, `${where}.contacts`, { most: MOST_ACCOUNTS })
  return {
    id: readPlainText(spec.id, `${where}.id`, MOST_TEXT),
    ageBand: readOneOf(spec.ageBand, `${where}.ageBand`, AGE_BANDS),
    region: spec.region == null ? null : readPlainText(spec.region, `${where}.region`, MOST_TEXT),
    follows: accounts('follows'),
    contacts: contacts.map((contact, i) => {
      const place = `${where}.contacts[${i}]`
      const { account, kind } = readObject(contact, place, ['account', 'kind'])
      return {
        account: readPlainText(account, `${place}.account`, MOST_TEXT),
        kind: readOneOf(kind, `${place}.kind`, KINDS),
      }
    }),
    exclude: accounts('exclude'),
  }
}
