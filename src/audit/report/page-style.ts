/**
 * The report's one style sheet. Screen light and dark, narrow screens, and A4.
 *
 * Every picture comes in two drawings, wide and narrow, so that its words keep their size; the
 * sheet shows one of them.
 *
 * @module
 */
import { DARK, LIGHT, paletteProperties } from './palette.ts'

export const PAGE_STYLE = `
:root { color-scheme: light dark; ${paletteProperties(LIGHT)} }
@media screen and (prefers-color-scheme: dark) { :root { ${paletteProperties(DARK)} } }
* { box-sizing: border-box; }
html { background: var(--paper); -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 56px 24px 72px; max-width: 728px; color: var(--ink); background: var(--paper);
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
h1, h2, .headline { font-family: Charter, 'Bitstream Charter', 'Source Serif 4', Georgia, 'Liberation Serif', serif;
  text-wrap: balance; }
h1 { margin: 0; font-size: 19px; line-height: 1.35; font-weight: 700; }
h2 { margin: 0 0 6px; font-size: 24px; line-height: 1.25; font-weight: 700; }
h3 { margin: 24px 0 6px; font-size: 15px; line-height: 1.4; font-weight: 650; }
p { margin: 0 0 12px; }
section { margin-top: 64px; }
.origin { margin: 4px 0 0; color: var(--quiet-text); font-size: 14px; }
.made-up { margin: 16px 0 0; padding: 8px 12px; border: 1px solid var(--control); border-radius: 3px; font-size: 14px; }
.headline { margin: 36px 0 14px; font-size: 35px; line-height: 1.2; font-weight: 700; letter-spacing: -0.01em; }
.headline .off { text-decoration: underline 4px solid var(--guard-off); text-underline-offset: 6px; }
.headline .on { text-decoration: underline 5px dotted var(--guard-on); text-underline-offset: 6px; }
.deck { max-width: 62ch; color: var(--quiet-text); text-wrap: pretty; }
.standfirst { font-size: 18px; max-width: 60ch; text-wrap: pretty; }
.note { margin: 10px 0 0; color: var(--quiet-text); font-size: 14px; max-width: 68ch; text-wrap: pretty; }
figure { margin: 24px 0 0; }
svg { display: block; width: 100%; height: auto; overflow: visible; }
svg.narrow { display: none; max-width: 460px; }
svg text { font-family: inherit; font-size: 13px; fill: var(--ink); }
svg .quiet { fill: var(--quiet-text); }
svg .strong { font-weight: 650; }
svg .middle { text-anchor: middle; }
svg .end { text-anchor: end; }
svg .halo { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
svg .off-text { fill: var(--guard-off-text); }
svg .on-text { fill: var(--guard-on-text); }
svg path, svg line { fill: none; }
svg .grid { stroke: var(--hairline); }
svg .axis { stroke: var(--ink); }
svg .leader { stroke: var(--control); stroke-width: 1; }
svg .line { stroke-width: 2.5; stroke-linejoin: round; stroke-linecap: round; }
svg .off { stroke: var(--guard-off); }
svg .on { stroke: var(--guard-on); }
svg .candidates { stroke: var(--connector); stroke-dasharray: 11 4; }
svg .learning { stroke: var(--at-risk); stroke-dasharray: 4 3; }
svg .control { stroke: var(--control); stroke-width: 1.75; }
svg .ink { stroke: var(--ink); }
svg .dashed { stroke-dasharray: 6 4; }
svg .dotted { stroke-dasharray: 0.1 5; }
svg .interval { stroke: var(--ink); stroke-width: 1.5; }
svg .dot-off { fill: var(--guard-off); stroke: var(--paper); }
svg .dot-on { fill: var(--guard-on); stroke: var(--paper); }
svg .dot-candidates { fill: var(--connector); stroke: var(--paper); }
svg .dot-learning { fill: var(--at-risk); stroke: var(--paper); }
svg .dot-control { fill: var(--paper); stroke: var(--control); stroke-width: 1.5; }
svg .dot-ink { fill: var(--ink); stroke: var(--paper); }
svg .cell { fill: none; stroke: var(--control); stroke-width: 0.75; }
svg .cell-off { fill: var(--guard-off); stroke: var(--guard-off); stroke-width: 0.75; }
svg .cell-on { fill: var(--guard-on); stroke: var(--guard-on); stroke-width: 0.75; }
svg .bar-off { fill: var(--guard-off); }
svg .bar-on { fill: var(--guard-on); }
svg .bar-candidates { fill: var(--connector); }
svg .bar-learning { fill: var(--at-risk); }
svg .bar { fill: var(--control); }
svg .bubble { fill: var(--guard-on); stroke: var(--paper); stroke-width: 1.5; }
svg .bubble-network { fill: var(--guard-off); stroke: var(--ink); }
svg path.edges { stroke: var(--ink); stroke-width: 0.6; }
svg path.source { fill: var(--source); stroke: var(--ink); }
svg path.seeker { fill: var(--seeker); stroke: var(--paper); stroke-width: 0.6; }
svg path.connector { fill: var(--connector); stroke: var(--ink); }
svg path.at-risk { fill: var(--at-risk); stroke: var(--ink); }
svg path.bystander { stroke: var(--ink); stroke-width: 1.4; }
svg path.missed { fill: var(--paper); stroke: var(--ink); stroke-width: 1.2; stroke-dasharray: 2 1.6; }
svg path.seed-ring { stroke: var(--ink); stroke-width: 1.6; }
table { width: 100%; border-collapse: collapse; font-size: 15px; line-height: 1.4; }
th, td { padding: 9px 0 9px 16px; text-align: right; vertical-align: baseline; border-bottom: 1px solid var(--hairline); }
th:first-child, td:first-child { padding-left: 0; text-align: left; }
thead th { border-bottom: 1.5px solid var(--ink); font-weight: 650; vertical-align: bottom; }
tbody th { font-weight: 400; }
td strong { font-weight: 650; }
th small, td small { display: block; color: var(--quiet-text); font-size: 13px; line-height: 1.35; }
td small { white-space: nowrap; }
.before-after { margin-top: 28px; }
.before-after th:first-child { width: 52%; }
.before-after thead th { padding-bottom: 12px; white-space: nowrap; }
.before-after thead th:first-child { white-space: normal; }
.before-after thead .off { text-decoration: underline 3px solid var(--guard-off); text-underline-offset: 5px; }
.before-after thead .on { text-decoration: underline 3.5px dotted var(--guard-on); text-underline-offset: 5px; }
.numbers { margin: 28px 0 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(120px, 1fr)); gap: 16px 24px; }
.numbers div { border-top: 1.5px solid var(--ink); padding-top: 8px; }
.numbers dt { color: var(--quiet-text); font-size: 14px; line-height: 1.35; }
.numbers dd { margin: 0; font-size: 24px; line-height: 1.2; font-weight: 650; letter-spacing: -0.01em; }
.numbers div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.key { list-style: none; display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: 6px 20px; margin: 20px 0 0; padding: 0; font-size: 14px; line-height: 1.4; }
.key li { display: flex; align-items: center; gap: 8px; }
.key svg { width: 22px; height: 22px; flex: none; }
details { margin-top: 14px; font-size: 14px; }
summary { cursor: pointer; color: var(--quiet-text); width: fit-content; }
summary:focus-visible { outline: 2px solid var(--guard-on); outline-offset: 3px; }
caption { text-align: left; padding-bottom: 4px; }
details table { margin-top: 8px; font-size: 14px; }
details th, details td { padding-top: 4px; padding-bottom: 4px; }
.scroll { max-height: 420px; overflow: auto; }
.facts { display: grid; grid-template-columns: minmax(110px, auto) 1fr; gap: 6px 24px; margin: 12px 0 0; font-size: 15px; }
.facts dt { color: var(--quiet-text); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
code { font: 13.5px/1.5 ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace; overflow-wrap: anywhere; }
.limits { margin: 6px 0 0; padding-left: 18px; font-size: 15px; }
.limits li { margin-bottom: 6px; }
@media screen and (max-width: 640px) {
  body { padding: 32px 18px 48px; }
  .headline { font-size: 27px; margin-top: 28px; }
  .standfirst { font-size: 17px; }
  h2 { font-size: 21px; }
  section { margin-top: 48px; }
  svg.wide { display: none; }
  svg.narrow { display: block; }
  .before-after th:first-child { width: auto; }
  th, td { padding-left: 10px; }
  td small { white-space: normal; }
  .facts { grid-template-columns: 1fr; gap: 0; }
  .facts dd { margin-bottom: 10px; }
}
@page { size: A4; margin: 18mm 17mm 20mm; }
@media print {
  body { padding: 0; max-width: none; font-size: 10pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  section { margin-top: 12mm; }
  figure, table, .numbers, .made-up, .key, tr { break-inside: avoid; }
  h2, h3, .deck { break-after: avoid; }
  .sheet { break-before: page; margin-top: 0; }
  p { orphans: 4; widows: 4; }
  .headline { margin: 8mm 0 3mm; font-size: 22pt; }
  .standfirst { font-size: 11.5pt; }
  svg.wide, svg.any-width { max-width: 150mm; }
  table, .facts, .limits { font-size: 9.5pt; }
  th, td { padding-top: 4pt; padding-bottom: 4pt; }
  .before-after { margin-top: 6mm; }
  th small, td small, .note, .key, .origin, .made-up { font-size: 8.5pt; }
  details { display: none; }
}
`
