/**
 * Runs every benchmark and writes docs/benchmarks.md: `npm run bench`.
 * Name some to run only those, without writing: `npm run bench -- import map`.
 *
 * @module
 */
import { writeFileSync } from 'node:fs'
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
  guard: () => import('./guard.ts'),
  search: () => import('./search.ts'),
  recommend: () => import('./recommend.ts'),
  serve: () => import('./serve.ts'),
}

const asked = process.argv.slice(2)
const sections: string[] = []
for (const [name, load] of Object.entries(BENCHMARKS)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  process.stderr.write(`${name}…\n`)
  const { title, run } = await load()
  sections.push(section(title, await run()))
  process.stdout.write(`${sections.at(-1)}\n`)
}
if (asked.length === 0) {
  writeFileSync(new URL('../docs/benchmarks.md', import.meta.url), page(sections))
}

function section(title: string, rows: readonly Comparison[]): string {
  const lines = rows.map(
    (row) =>
      `| ${row.work} | ${row.ours}: ${duration(row.oursMillis)}${rate(row)} | ${
        Number.isNaN(row.alternativeMillis)
          ? row.alternative
          : `${row.alternative}: ${duration(row.alternativeMillis)}`
      } | ${ratio(row)} |`,
  )
  return `## ${title}

| work | ours | alternative | alternative ÷ ours |
|---|---|---|---:|
${lines.join('\n')}
`
}

function page(sections: readonly string[]): string {
  return `# Benchmarks

Written by \`npm run bench\`; do not edit. Each row is the median of several runs after a warm-up,
both sides in turn in the same run, every seed fixed in the source of the benchmark. Machines are
noisy: compare ratios, not milliseconds. Node ${process.versions.node}, ${arch()}, ${availableParallelism()} cores.

${sections.join('\n')}`
}

function duration(millis: number): string {
  if (millis < 1) return `${(millis * 1000).toPrecision(3)} µs`
  return millis < 1000 ? `${millis.toPrecision(3)} ms` : `${(millis / 1000).toPrecision(3)} s`
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
