/**
 * Runs the benchmarks and writes docs/benchmarks.md: `npm run bench`. Some of them take minutes, so
 * each may be run alone, which leaves the other sections of the page as they are:
 * `npm run bench -- import map`.
 *
 * @module
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, availableParallelism } from 'node:os'
import { type Comparison } from './stopwatch.ts'

interface Benchmark {
  readonly title: string
  readonly run: () => Promise<Comparison[]>
}

const BENCHMARKS: Readonly<Record<string, () => Promise<Benchmark>>> = {
  import: () => import('./import.ts'),
  map: () => import('./map.ts'),
  kernels: () => import('./kernels.ts'),
  engine: () => import('./engine.ts'),
  live: () => import('./live.ts'),
  guard: () => import('./guard.ts'),
  recommend: () => import('./recommend.ts'),
}

const PAGE = new URL('../docs/benchmarks.md', import.meta.url)

const asked = process.argv.slice(2)
const unknown = asked.find((name) => !(name in BENCHMARKS))
if (unknown !== undefined) {
  throw new RangeError(`no benchmark "${unknown}"; there are ${Object.keys(BENCHMARKS).join(', ')}`)
}
for (const [name, load] of Object.entries(BENCHMARKS)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  process.stderr.write(`${name}…\n`)
  const { title, run } = await load()
  const text = section(name, title, await run())
  process.stdout.write(`${text}\n`)
  // at once: what was measured in half an hour is not lost with what fails after it
  writeFileSync(PAGE, page(new Map([...sectionsOf(PAGE), [name, text]])))
}

/** The sections of the page as it stands, by the name that they say they are run by. */
function sectionsOf(path: URL): Map<string, string> {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const sections = text.split(/^(?=## )/m).slice(1)
  return new Map(
    sections.flatMap((section) => {
      const name = /^`npm run bench -- (\S+)`/m.exec(section)?.[1]
      return name !== undefined && name in BENCHMARKS ? [[name, section]] : []
    }),
  )
}

function section(name: string, title: string, rows: readonly Comparison[]): string {
  const lines = rows.map(
    (row) =>
      `| ${row.work} | ${row.ours}: ${duration(row.oursMillis)}${tail(row)}${rate(row)} | ${
        Number.isNaN(row.alternativeMillis)
          ? row.alternative
          : `${row.alternative}: ${duration(row.alternativeMillis)}`
      } | ${ratio(row)} |`,
  )
  return `## ${title}

\`npm run bench -- ${name}\`, Node ${process.versions.node}, ${arch()}, ${availableParallelism()} cores

| work | ours | alternative | alternative ÷ ours |
|---|---|---|---:|
${lines.join('\n')}
`
}

function page(sections: ReadonlyMap<string, string>): string {
  const inOrder = Object.keys(BENCHMARKS).flatMap((name) => sections.get(name)?.trim() ?? [])
  return `# Benchmarks

Written by \`npm run bench\`; do not edit. Each row is the median of several runs after a warm-up,
both sides in turn in the same run, every seed fixed in the source of the benchmark. Machines are
noisy: compare ratios, not milliseconds.

${inOrder.join('\n\n')}
`
}

function duration(millis: number): string {
  if (millis < 1) return `${(millis * 1000).toPrecision(3)} µs`
  return millis < 1000 ? `${millis.toPrecision(3)} ms` : `${(millis / 1000).toPrecision(3)} s`
}

function tail({ oursP99Millis, oursMostMillis }: Comparison): string {
  if (oursP99Millis === undefined || oursMostMillis === undefined) return ''
  return `, p99 ${duration(oursP99Millis)}, most ${duration(oursMostMillis)}`
}

function rate({ units, unit, oursMillis }: Comparison): string {
  if (units === 0) return ''
  const perSecond = (units / oursMillis) * 1000
  return perSecond >= 1e6
    ? ` (${(perSecond / 1e6).toPrecision(3)}M ${unit}/s)`
    : ` (${Math.round(perSecond).toLocaleString('en-US')} ${unit}/s)`
}

function ratio({ oursMillis, alternativeMillis }: Comparison): string {
  const value = alternativeMillis / oursMillis
  return Number.isNaN(value) ? '' : `${value >= 10 ? value.toFixed(0) : value.toFixed(1)}×`
}
