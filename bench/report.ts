/**
 * Runs the benchmarks and writes docs/benchmarks.md: `npm run bench`. Some of them take minutes, so
 * each may be run alone, which leaves the other sections of the page as they are:
 * `npm run bench -- import map`.
 *
 * @module
 */
import { arch, availableParallelism } from 'node:os'
import { askedOf, type Page, putSection } from './page.ts'
import { type Comparison, type Footprint } from './stopwatch.ts'

interface Benchmark {
  readonly title: string
  readonly run: () => Promise<(Comparison | Footprint)[]>
}

const BENCHMARKS: Readonly<Record<string, () => Promise<Benchmark>>> = {
  import: () => import('./import.ts'),
  whole: () => import('./whole.ts'),
  map: () => import('./map.ts'),
  kernels: () => import('./kernels.ts'),
  engine: () => import('./engine.ts'),
  sweep: () => import('./sweep.ts'),
  peers: () => import('./peers.ts'),
  live: () => import('./live.ts'),
  guard: () => import('./guard.ts'),
  search: () => import('./search.ts'),
  recommend: () => import('./recommend.ts'),
  audit: () => import('./audit.ts'),
  serve: () => import('./serve.ts'),
  brakes: () => import('./brakes.ts'),
  shield: () => import('./shield.ts'),
  queue: () => import('./queue.ts'),
  console: () => import('./console.ts'),
}

const PAGE: Page = {
  path: new URL('../docs/benchmarks.md', import.meta.url),
  head: `# Benchmarks

Written by \`npm run bench\`; do not edit. Each row is the median of several runs after a warm-up,
both sides in turn in the same run, every seed fixed in the source of the benchmark. Machines are
noisy: compare ratios, not milliseconds.`,
  command: 'npm run bench -- ',
  names: Object.keys(BENCHMARKS),
}

for (const name of askedOf(PAGE, process.argv.slice(2))) {
  process.stderr.write(`${name}…\n`)
  const { title, run } = await BENCHMARKS[name]()
  process.stdout.write(`${putSection(PAGE, name, title, tableOf(await run()))}\n`)
}

function tableOf(rows: readonly (Comparison | Footprint)[]): string {
  const lines = rows.map((row) => {
    const [ours, alternative] =
      'oursBytes' in row
        ? [bytes(row.oursBytes), bytes(row.alternativeBytes)]
        : [`${duration(row.oursMillis)}${tail(row)}${rate(row)}`, duration(row.alternativeMillis)]
    const against = alternative === '' ? row.alternative : `${row.alternative}: ${alternative}`
    return `| ${row.work} | ${row.ours}: ${ours} | ${against} | ${ratio(row)} |`
  })
  return `Node ${process.versions.node}, ${arch()}, ${availableParallelism()} cores.

| work | ours | alternative | alternative ÷ ours |
|---|---|---|---:|
${lines.join('\n')}`
}

/** Empty for NaN, as is `bytes`. */
function duration(millis: number): string {
  if (Number.isNaN(millis)) return ''
  if (millis < 1) return `${(millis * 1000).toPrecision(3)} µs`
  return millis < 1000 ? `${millis.toPrecision(3)} ms` : `${(millis / 1000).toPrecision(3)} s`
}

function bytes(count: number): string {
  if (Number.isNaN(count)) return ''
  if (count < 1000) return `${count.toPrecision(3)} B`
  return count < 2 ** 20
    ? `${Math.round(count / 1000)} kB`
    : `${Math.round(count / 2 ** 20).toLocaleString('en-US')} MiB`
}

function tail({ oursP99Millis, oursMostMillis }: Comparison): string {
  if (oursP99Millis === undefined || oursMostMillis === undefined) return ''
  return `, p99 ${duration(oursP99Millis)}, most ${duration(oursMostMillis)}`
}

function rate({ units, unit, oursMillis }: Comparison): string {
  if (units === 0) return ''
  const perSecond = (units / oursMillis) * 1000
  return perSecond >= 1e6
    ? ` (${Number((perSecond / 1e6).toPrecision(3))}M ${unit}/s)`
    : ` (${Math.round(perSecond).toLocaleString('en-US')} ${unit}/s)`
}

function ratio(row: Comparison | Footprint): string {
  const value =
    'oursBytes' in row
      ? row.alternativeBytes / row.oursBytes
      : row.alternativeMillis / row.oursMillis
  return Number.isNaN(value) ? '' : `${value >= 10 ? value.toFixed(0) : value.toFixed(1)}×`
}
