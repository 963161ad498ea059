/**
 * The queue of 100,000 cases, asked through HTTP: each page that somebody may look at, by those who may know of
 * children and by those who may not, beside the same questions to a store whose cases have no index.
 *
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createKey } from '../src/casework/api-key.ts'
import { type Case } from '../src/model/case.ts'
import { priorityOf } from '../src/model/case-priority.ts'
import { createRandom } from '../src/util/random.ts'
import { type Running, runService } from '../test/service.ts'
import { type Comparison, median } from './stopwatch.ts'

export const title = 'The queue: a page of 50 cases of 100,000'

const CASES = 100_000
const QUESTIONS = 400
const UNINDEXED_QUESTIONS = 60
const ASKED_MILLIS = 100
const FILTERS = [
  '',
  'kind=network',
  'kind=account',
  'region=north',
  'locked=true',
  'locked=false',
  'state=closed',
  'kind=account&region=south&locked=false',
]
const REGIONS = ['north', 'south', 'east', null] as const

interface Asked {
  readonly running: Running
  readonly carer: string
  readonly other: string
}

export async function run(): Promise<Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-queue-'))
  const indexed = await filled(join(folder, 'indexed'))
  const plain = await filled(join(folder, 'plain'))
  try {
    const dropped = dropIndices(join(folder, 'plain', 'firebreak.sqlite'))
    const rows: Comparison[] = []
    for (const [who, keyOf] of [
      ['with the permission for child safety', ({ carer }: Asked) => carer],
      ['without it', ({ other }: Asked) => other],
    ] as const) {
      const ours: number[] = []
      const theirs: number[] = []
      const [mine, against] = [pages(indexed, keyOf(indexed)), pages(plain, keyOf(plain))]
      for (let i = -FILTERS.length; i < QUESTIONS; i++) {
        const millis = await mine()
        if (i >= 0) ours.push(millis)
        if (i >= UNINDEXED_QUESTIONS) continue
        const unindexed = await against()
        if (i >= 0) theirs.push(unindexed)
      }
      rows.push(rowOf(`SQLite, ${who}`, ours, `without its ${dropped} indices`, theirs))
    }
    return rows
  } finally {
    await plain.running.close()
    await indexed.running.close()
    rmSync(folder, { recursive: true })
  }
}

function rowOf(
  where: string,
  ours: readonly number[],
  alternative: string,
  theirs: readonly number[],
): Comparison {
  return {
    work: `${where}: ${FILTERS.length} filters in turn, from the first page on`,
    ours: `p95 ${p95(ours).toPrecision(3)} ms (asked: at most ${ASKED_MILLIS} ms), half of them`,
    oursMillis: median([...ours]),
    alternative: `${alternative}, p95 ${p95(theirs).toPrecision(3)} ms, half of them`,
    alternativeMillis: median([...theirs]),
    units: 0,
    unit: '',
  }
}

/** Each call asks for the next page by the next filter, and from the start where a queue ends. */
function pages({ running: { ask } }: Asked, key: string): () => Promise<number> {
  const places = new Map<string, string | null>()
  let turn = 0
  return async () => {
    const filter = FILTERS[turn++ % FILTERS.length]
    const place = places.get(filter)
    const from = place ? `&after=${encodeURIComponent(place)}` : ''
    const start = performance.now()
    const { status, body } = await ask(key, 'GET', `/v1/cases?${filter}${from}`)
    const millis = performance.now() - start
    if (status !== 200 || body.cases.length === 0) {
      throw new Error(`GET /v1/cases?${filter}${from}: ${status}, and no case`)
    }
    places.set(filter, body.next)
    return millis
  }
}

async function filled(folder: string): Promise<Asked> {
  const running = await runService(folder)
  const { casework, follower } = running.service
  const random = createRandom(5)
  for (let i = 0; i < CASES; i += 5000) {
    await casework.store.transact(async (tx) => {
      for (let k = i; k < i + 5000; k++) {
        const one = caseOf(k, random)
        await tx.putCase(one)
        await tx.addCaseSubjects(one.id, [{ account: `account-${k}`, role: null, closeness: 1 }])
      }
    })
  }
  const carer = (await createKey(casework, 'investigator', 'bench', null, true)).key
  const other = (await createKey(casework, 'investigator', 'bench', null, false)).key
  await follower.catchUp()
  return { running, carer, other }
}

function caseOf(k: number, random: ReturnType<typeof createRandom>): Case {
  const kind = random.below(10) < 7 ? 'account' : random.below(3) < 2 ? 'network' : 'care'
  const by = { id: 'bench', person: null }
  const closeness = random.below(1000) / 1000
  const parts = { reach: 1 + random.below(50_000), closeness, minors: random.below(4) }
  const isClosed = random.below(10) === 0
  return {
    id: `case-${String(k).padStart(8, '0')}`,
    kind,
    state: isClosed ? 'closed' : 'open',
    childSafety: kind === 'care',
    network: null,
    evidence: 'mark',
    region: REGIONS[random.below(REGIONS.length)],
    reason: 'Of the benchmark.',
    accounts: 1,
    shielded: 0,
    ...parts,
    priority: priorityOf(parts),
    openPriority: priorityOf({ ...parts, minors: 0 }),
    escalated: false,
    openedBy: by,
    openedAtMillis: 0,
    closedBy: isClosed ? by : null,
    closedAtMillis: isClosed ? 0 : null,
    closingReason: null,
    lock:
      !isClosed && random.below(500) === 0 ? { by, untilMillis: Date.now() + 20 * 60_000 } : null,
  }
}

/** Answers with how many there were. */
function dropIndices(path: string): number {
  const db = new DatabaseSync(path)
  const rows = db
    .prepare(
      "select name from sqlite_master where type = 'index' and tbl_name = 'cases' and sql is not null",
    )
    .all()
  for (const { name } of rows) db.exec(`drop index ${String(name)}`)
  db.close()
  return rows.length
}

const p95 = (all: readonly number[]) =>
  all.toSorted((a, b) => a - b)[Math.ceil(all.length * 0.95) - 1]
