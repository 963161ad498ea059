/**
 * A self-contained page: the number, and each stratum's interval as a line.
 *
 * @module
 */
import { type Interval } from '../statistics/interval.ts'
import { type Prevalence } from './estimate-prevalence.ts'

const WIDTH = 640
const LEFT = 160
const ROW = 36

export function renderPrevalence(found: Prevalence): string {
  const best = found.corrected ?? found.share
  const rows: { name: string; interval: Interval }[] = [
    { name: 'as answered', interval: found.share },
    ...(found.corrected ? [{ name: 'corrected', interval: found.corrected }] : []),
    ...(found.strata.length > 1
      ? found.strata.map(({ name, corrected, share }) => ({ name, interval: corrected ?? share }))
      : []),
  ]
  const most = Math.max(...rows.map(({ interval }) => interval.high)) || 1
  const x = (share: number) => (LEFT + (share / most) * (WIDTH - LEFT - 20)).toFixed(1)
  const marks = rows.map(({ name, interval }, k) => {
    const y = ROW * (k + 0.5)
    return `<text x="0" y="${y + 5}">${escaped(name)}</text>
<line x1="${x(interval.low)}" x2="${x(interval.high)}" y1="${y}" y2="${y}"/>
<circle cx="${x(interval.value)}" cy="${y}" r="5"><title>${percentOf(interval)}</title></circle>`
  })
  const { blindness } = found
  const number = (share: number) => Math.round(share * found.accounts).toLocaleString('en-US')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Prevalence</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem; color: #1b1f24 }
svg { width: 100%; height: auto }
line { stroke: #3b6ea5; stroke-width: 3 }
circle { fill: #1f4e79 }
.alarm { border-left: 4px solid #a4262c; padding-left: 1rem }
@media (prefers-color-scheme: dark) { body { background: #14171a; color: #e6e8ea } text { fill: #e6e8ea } }
</style>
<h1>${number(best.value)} of ${found.accounts.toLocaleString('en-US')} accounts</h1>
<p>With 95 % confidence from ${number(best.low)} to ${number(best.high)}, by ${found.reviewed.toLocaleString('en-US')} accounts that people reviewed, ${found.positives.toLocaleString('en-US')} of them with yes.</p>
<svg viewBox="0 0 ${WIDTH} ${ROW * rows.length + 30}" role="img" aria-label="Shares of accounts with their 95 % intervals">
${marks.join('\n')}
<text x="${LEFT}" y="${ROW * rows.length + 20}">0</text>
<text x="${WIDTH - 20}" y="${ROW * rows.length + 20}" text-anchor="end">${(most * 100).toPrecision(3)} %</text>
</svg>
<p${blindness.alarm ? ' class="alarm"' : ''}>Of the ${blindness.floorPositives} that the floor found, ${blindness.unseenPositives} lie where the map sees no reason to look${blindness.alarm ? ': it misses more than a fifth.' : '.'}</p>
</html>
`
}

function percentOf({ value, low, high }: Interval): string {
  return [value, low, high].map((share) => `${(share * 100).toPrecision(3)} %`).join(', ')
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
