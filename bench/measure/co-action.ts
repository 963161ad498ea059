/**
 * Pairs that act within seconds of each other, beside what the published program finds in the same
 * file: its figures are those of a run of `coortweet.R`, its pairs and their weights are told by the
 * SHA-256 of all of them in order.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Acts, timedPairs } from '../../src/detect/timed-pairs.ts'

export const title = 'Acting together within seconds'

const NEAREST = [Infinity, 10]

interface Counts {
  readonly acts: number
  readonly accounts: number
  readonly pairs: number
  readonly twice: number
  readonly thrice: number
  readonly most: number
}

/** CooRTweet 2.1.3: detect_groups with min_participation = 1, then generate_coordinated_network. */
const PUBLISHED: readonly { seconds: number; counts: Counts; sha256: string }[] = [
  {
    seconds: 10,
    counts: { acts: 1098, accounts: 1525, pairs: 1092, twice: 5, thrice: 1, most: 3 },
    sha256: 'd7032c4c69057362f10c72e09021c528904725ddb4faa4c03223778ab65313a1',
  },
  {
    seconds: 60,
    counts: { acts: 6281, accounts: 3954, pairs: 6206, twice: 63, thrice: 11, most: 4 },
    sha256: 'a775a91a21c6338cc079789f61a03af4897fdf4ec030f2c94c2d977631b187be',
  },
  {
    seconds: 600,
    counts: { acts: 59037, accounts: 6958, pairs: 57421, twice: 1285, thrice: 226, most: 9 },
    sha256: 'fc770b932ff1ebefbafdb34577bd4916893174d5723e017596c79d40f73d4025',
  },
]

export async function run(dataFolder: string): Promise<string> {
  const path = join(dataFolder, 'coordination-russian', 'shares.csv.gz')
  if (!existsSync(path)) return `Not measured: ${path} is absent.\n`
  const { acts, names } = readShares(path)
  const lines = PUBLISHED.flatMap(({ seconds, counts, sha256 }) => [
    line([seconds, 'CooRTweet 2.1.3', ...Object.values(counts), '', '']),
    ...NEAREST.map((nearest) => {
      const limits = { windowMillis: seconds * 1000, least: 1, nearest, most: 1e7 }
      const found = timedPairs(acts, limits)
      const { first, second, weights, cutActs } = found
      const ids = Array.from(first, (row, k) => {
        const [one, other] = [names[row], names[second[k]]].toSorted()
        return `${one},${other},${weights[k]}\n`
      })
      const mine = createHash('sha256').update(ids.toSorted().join('')).digest('hex')
      const ours: Counts = {
        acts: weights.reduce((sum, weight) => sum + weight, 0),
        accounts: new Set([...first, ...second]).size,
        pairs: first.length,
        twice: weights.filter((weight) => weight >= 2).length,
        thrice: weights.filter((weight) => weight >= 3).length,
        most: Math.max(...weights),
      }
      const name = nearest === Infinity ? 'ours, all' : `ours, the nearest ${nearest}`
      const isSame = mine === sha256 ? 'yes' : 'no'
      return line([seconds, name, ...Object.values(ours), cutActs, isSame])
    }),
  ])
  return `${acts.accounts.length.toLocaleString('en-US')} retweets by ${acts.accountCount.toLocaleString('en-US')} accounts of ${acts.objectCount.toLocaleString('en-US')} tweets (\`coordination-russian\`), which carry no labels: this shows that
the same is computed, not that those who act together mean to. The last column: whether every pair and its
weight are those of the published program (\`bench/measure/coortweet.R\`; acts of accounts that act only once count
too, \`min_participation = 1\`).

| seconds | program | pairs of acts | accounts | pairs | at least 2 | at least 3 | most | acts cut short | the same pairs |
|---:|---|---:|---:|---:|---:|---:|---:|---:|---|
${lines.join('\n')}
`
}

function line(cells: readonly (string | number)[]): string {
  const texts = cells.map((cell) =>
    typeof cell === 'number' ? cell.toLocaleString('en-US') : cell,
  )
  return `| ${texts.join(' | ')} |`
}

function readShares(path: string): { acts: Acts; names: readonly string[] } {
  const rows = gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n').slice(1)
  const accounts = new Map<string, number>()
  const objects = new Map<string, number>()
  const numbers = rows.map((row) => {
    const [object, account, , seconds] = row.split(',')
    return [numberIn(accounts, account), numberIn(objects, object), Number(seconds) * 1000]
  })
  return {
    names: [...accounts.keys()],
    acts: {
      accounts: Uint32Array.from(numbers, ([account]) => account),
      accountCount: accounts.size,
      objects: Uint32Array.from(numbers, ([, object]) => object),
      objectCount: objects.size,
      millis: Float64Array.from(numbers, ([, , millis]) => millis),
    },
  }
}

function numberIn(numbers: Map<string, number>, id: string): number {
  const known = numbers.get(id) ?? numbers.size
  numbers.set(id, known)
  return known
}
