import { count } from '../kit/count.ts'
import { type Column, Table } from '../kit/Table.tsx'
import { Time } from '../kit/Time.tsx'
import type { NetworkPicture } from './networks.ts'
import { spellingWords } from './words.ts'

type Shared = NetworkPicture['tags'][number]
type Rising = NonNullable<NetworkPicture['rising']>['tags'][number]

const times = (lift: number) => (lift < 10 ? lift.toFixed(1) : count(Math.round(lift)))

const SPELLED: Column<Pick<Shared, 'tag' | 'spellings'>> = {
  name: 'Also spelled',
  cell: ({ tag, spellings }) => spellingWords(tag, spellings).join(', ') || '–',
}

const SHARED: readonly Column<Shared>[] = [
  { name: 'Tag', cell: ({ tag }) => <strong>#{tag}</strong> },
  SPELLED,
  { name: 'Accounts here', isNumber: true, cell: ({ uses }) => count(uses) },
  { name: 'Times as common as among all', isNumber: true, cell: ({ lift }) => times(lift) },
  {
    name: 'Standard errors above',
    isNumber: true,
    cell: ({ standardErrors }) => standardErrors.toFixed(1),
  },
]

const RISING: readonly Column<Rising>[] = [
  { name: 'Tag', cell: ({ tag }) => <strong>#{tag}</strong> },
  SPELLED,
  { name: 'Like', cell: ({ mutationOf }) => (mutationOf === null ? '–' : `#${mutationOf}`) },
  {
    name: 'Accounts here',
    isNumber: true,
    cell: ({ uses, everybody }) => `${count(uses)} of ${count(everybody)}`,
  },
  { name: 'Of all, before', isNumber: true, cell: ({ before }) => count(before) },
  { name: 'Times as many as by chance', isNumber: true, cell: ({ lift }) => times(lift) },
]

/** The words of a network: findings about words, not about whoever uses one of them. */
export function NetworkTags({ tags, rising }: Pick<NetworkPicture, 'tags' | 'rising'>) {
  return (
    <section className="stack map-words" aria-label="Tags">
      <h2>Tags</h2>
      <p className="muted small">
        Innocent people use some of these too: a tag makes nobody a member. Spellings that may be
        one word are put together by how they look.
      </p>
      <Table
        caption="Tags that the network uses far more than others do"
        columns={SHARED}
        rows={tags}
        keyOf={({ tag }) => tag}
        empty="No tag sets the network apart."
      />
      {rising === null ? (
        <p className="muted small">
          There is no map before this one: which tags are new is not known.
        </p>
      ) : (
        <>
          <h3>
            New since the map of <Time at={rising.since} />
          </h3>
          <Table
            caption="New tags that rise with the network"
            columns={RISING}
            rows={rising.tags}
            keyOf={({ tag }) => tag}
            empty="No new tag rises with the network."
          />
          {rising.tags.length > 0 && (
            <p className="muted small">Of such tags about one in twenty rises by chance.</p>
          )}
        </>
      )}
    </section>
  )
}
