/**
 * Measures what detection finds, on real and made-up data, and what the search guard sees through,
 * and writes docs/results.md: `npm run measure`. Name some sections to run only those, which leaves
 * the others as they are: `npm run measure -- real-data`.
 *
 * @module
 */
import { dataFolder } from './data-folder.ts'
import { askedOf, type Page, putSection } from './page.ts'

/**
 * One part of the page. `run` gives its markdown, without the heading; where the data that it needs
 * is absent from the folder, it says so instead.
 */
interface Section {
  readonly title: string
  readonly run: (dataFolder: string) => Promise<string>
}

const SECTIONS: Readonly<Record<string, () => Promise<Section>>> = {
  'real-data': () => import('./measure/real-data.ts'),
  'tolokers-splits': () => import('./measure/tolokers-splits.ts'),
  worlds: () => import('./measure/worlds.ts'),
  groups: () => import('./measure/groups.ts'),
  'block-model': () => import('./measure/block-model.ts'),
  roles: () => import('./measure/roles.ts'),
  evasion: () => import('./measure/evasion.ts'),
  'base-rates': () => import('./measure/base-rates.ts'),
  'local-maps': () => import('./measure/local-maps.ts'),
  shield: () => import('./measure/shield.ts'),
  search: () => import('./measure/search.ts'),
  recommenders: () => import('./measure/recommenders.ts'),
  'audit-power': () => import('./measure/audit-power.ts'),
  'audit-nightly': () => import('./measure/audit-nightly.ts'),
  mitigation: () => import('./measure/mitigation.ts'),
  'mitigation-in-lastfm': () => import('./measure/mitigation-in-lastfm.ts'),
  'planted-in-lastfm': () => import('./measure/planted-in-lastfm.ts'),
  'report-card': () => import('./measure/report-card.ts'),
  prevalence: () => import('./measure/prevalence.ts'),
  'co-action': () => import('./measure/co-action.ts'),
  tags: () => import('./measure/tags.ts'),
  're-entry': () => import('./measure/re-entry.ts'),
  'creation-times': () => import('./measure/creation-times.ts'),
  fairness: () => import('./measure/fairness.ts'),
}

const PAGE: Page = {
  path: new URL('../docs/results.md', import.meta.url),
  head: `# Results

Written by \`npm run measure\`; do not edit. Every draw is seeded, so a second run gives the same page.`,
  command: 'npm run measure -- ',
  names: Object.keys(SECTIONS),
}

for (const name of askedOf(PAGE, process.argv.slice(2))) {
  process.stderr.write(`${name}\n`)
  const { title, run } = await SECTIONS[name]()
  process.stdout.write(`${putSection(PAGE, name, title, await run(dataFolder()))}\n`)
}
