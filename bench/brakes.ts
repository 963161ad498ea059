import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { systemErrorCode } from '../src/platform/system-error.ts'
import { startDeafProxy } from '../test/deaf-proxy.ts'
import { type Cluster, postgresBinaries, startCluster } from '../test/postgres-cluster.ts'
import { pullUnder, type Replicas, startReplicas, timesToHold } from '../test/replicas.ts'
import { type Comparison, median } from './stopwatch.ts'

export const title = 'The brake: from the answer of a pull to the last server that holds it'

const REPLICAS = 8
const PULLS = 200
const DEATHS = 10
const EVERY = `${REPLICAS} servers and PostgreSQL on this machine`

/** Real servers, each a process; the client looks at every one of them all the while. */
export async function run(): Promise<Comparison[]> {
  const binaries = postgresBinaries()
  if (binaries === null) throw new RangeError('there is no PostgreSQL here; install postgresql 15')
  const cluster = await startCluster(binaries)
  try {
    const told = await database(cluster, 'told')
    const heard = await timed(REPLICAS, told)
    const proxy = await startDeafProxy(await database(cluster, 'deaf'))
    const polled = await timed(REPLICAS, proxy.url)
    proxy.close()
    const shared = await timed(2, null)
    return [
      row(`${PULLS} pulls, ${EVERY}`, 'told by NOTIFY', 'promised: p99 250 ms', heard),
      row(`${PULLS} pulls, no notification comes through`, 'by polling', 'promised: 1 s', polled),
      row(`${PULLS} pulls, two servers on one SQLite`, 'by polling', 'promised: 1 s', shared),
      await killed(cluster),
    ]
  } finally {
    await cluster.remove()
  }
}

async function timed(count: number, url: string | null): Promise<Float64Array> {
  const replicas = await startReplicas(count, url)
  try {
    await timesToHold(replicas, count) // a warm-up
    return await timesToHold(replicas, PULLS)
  } finally {
    await replicas.close()
  }
}

/** The database dies in the middle of pulls, by turns all of it at once and every connection's own process. */
async function killed(cluster: Cluster): Promise<Comparison> {
  const replicas = await startReplicas(REPLICAS, await database(cluster, 'killed'))
  try {
    const acknowledged: string[] = []
    const backMillis: number[] = []
    let refused = 0
    for (let death = 0; death < DEATHS; death++) {
      let startedMillis = 0
      const outcome = await pullUnder(replicas, `death-${death}`, async () => {
        await sleep(100 + 20 * death)
        if (death % 2 === 0) {
          await cluster.stop()
          await cluster.start()
        } else await killConnections(cluster)
        startedMillis = performance.now()
        await untilPulled(replicas, `after-${death}`)
        backMillis.push(performance.now() - startedMillis)
      })
      acknowledged.push(...outcome.acknowledged)
      refused += outcome.refused
    }
    for (const tag of acknowledged) await replicas.allHold(tag)
    return {
      work: `the database killed ${DEATHS} times in the middle of pulls, ${EVERY}`,
      ours: `${acknowledged.length} pulls acknowledged, each held by all ${REPLICAS} afterwards; ${refused} refused; from the end of that to a new pull held by all`,
      alternative: 'promised: none acknowledged and lost',
      oursMillis: median(backMillis),
      alternativeMillis: NaN,
      units: 0,
      unit: '',
    }
  } finally {
    await replicas.close()
  }
}

/** Kill -9 of every process that serves a connection: PostgreSQL ends all others and recovers. */
async function killConnections({ url }: Cluster): Promise<void> {
  const client = new Client(url)
  client.on('error', () => {}) // it is ended with the others
  await client.connect()
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = 'killed'`,
  )
  for (const { pid } of rows) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      // ended with the one before it, which is what killing one does
      if (systemErrorCode(error) !== 'ESRCH') throw error
    }
  }
  await client.end().catch(() => {}) // it may be gone already
}

/** A brake is taken again, and every server holds it. */
async function untilPulled(replicas: Replicas, tag: string): Promise<void> {
  while ((await replicas.pull(0, tag)) === null) await sleep(5)
  await replicas.allHold(tag)
}

async function database({ url }: Cluster, name: string): Promise<string> {
  const client = new Client(url)
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return url.replace(/\w+$/, name)
}

function row(work: string, ours: string, alternative: string, times: Float64Array): Comparison {
  const sorted = times.toSorted()
  return {
    work,
    ours,
    alternative,
    oursMillis: median([...sorted]),
    oursP99Millis: sorted[Math.ceil(sorted.length * 0.99) - 1],
    oursMostMillis: sorted.at(-1)!,
    alternativeMillis: NaN,
    units: 0,
    unit: '',
  }
}
