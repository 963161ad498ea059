import { count } from '../kit/count.ts'
import { useQuery } from '@tanstack/react-query'
import { get } from '../api/api.ts'
import type { AgreementAnswer } from '../../../src/api/second-readings.ts'
import { Notice } from '../kit/Notice.tsx'
import { type Column, Table } from '../kit/Table.tsx'
import { Time } from '../kit/Time.tsx'
import { type PageProps } from '../pages.ts'
import { hrefOf } from '../router.ts'

interface Waiting {
  readonly case: string
  readonly drawnAt: string
}

/** Cases that a second person reads without knowing what the first decided, and how far both agree. */
export function QualityPage({ session }: PageProps) {
  const { data, error } = useQuery({
    queryKey: ['second-readings'],
    queryFn: async ({ signal }) =>
      (await get<{ readings: Waiting[] }>('/v1/second-readings', signal)).readings,
  })
  return (
    <div className="stack">
      <h1>Quality</h1>
      <p className="muted">
        Some closed cases are read again, by somebody who did not decide them and does not see what
        was decided.
      </p>
      {error && <Notice kind="stop">{error.message}</Notice>}
      {data && (
        <Table
          caption="Cases for you to read"
          columns={COLUMNS}
          rows={data}
          keyOf={(reading) => reading.case}
          empty="No case waits for your reading."
        />
      )}
      {session.role === 'lead' && <Agreement />}
    </div>
  )
}

const COLUMNS: readonly Column<Waiting>[] = [
  { name: 'Case', cell: (reading) => <a href={hrefOf('cases', reading.case)}>{reading.case}</a> },
  { name: 'Drawn', cell: ({ drawnAt }) => <Time at={drawnAt} /> },
]

function Agreement() {
  const { data, error } = useQuery({
    queryKey: ['agreement'],
    queryFn: ({ signal }) => get<AgreementAnswer>('/v1/agreement', signal),
  })
  if (!data) return error && <Notice kind="stop">{error.message}</Notice>
  const { readings, kappa, observed, verdicts, table } = data
  const used = verdicts.flatMap((verdict, place) =>
    table[place].some(Boolean) || table.some((row) => row[place] > 0) ? [{ verdict, place }] : [],
  )
  return (
    <section className="card stack" aria-labelledby="agreement-title">
      <h2 id="agreement-title">How far two readers agree</h2>
      {kappa === null ? (
        <p className="muted">Too few second readings to say ({readings}).</p>
      ) : (
        <>
          <p>
            Cohen’s kappa <strong>{kappa.value.toFixed(2)}</strong> (95 % interval{' '}
            {kappa.low.toFixed(2)} to {kappa.high.toFixed(2)}) over {readings} readings; the same
            verdict in {Math.round(observed * 100)} %.
          </p>
          <Table
            caption="Verdicts: the first by row, the second by column"
            columns={[
              { name: 'First', cell: ({ verdict }) => <strong>{verdict}</strong> },
              ...used.map(({ verdict, place: second }) => ({
                name: verdict,
                isNumber: true,
                cell: ({ place }: { place: number }) => count(table[place][second]),
              })),
            ]}
            rows={used}
            keyOf={({ verdict }) => verdict}
            empty="Nothing was read twice."
          />
        </>
      )}
    </section>
  )
}
