/**
 * Measures what detection finds, on real and made-up data, and writes docs/results.md:
 * `npm run measure`. Name some sections to run only those, without writing:
 * `npm run measure -- real-data`.
 *
 * @module
 */
import { writeFileSync } from 'node:fs'
import { dataFolder } from './data-folder.ts'

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
  worlds: () => import('./measure/worlds.ts'),
  search: () => import('./measure/search.ts'),
  'planted-in-lastfm': () => import('./measure/planted-in-lastfm.ts'),
}

const asked = process.argv.slice(2)
const parts: string[] = []
for (const [name, load] of Object.entries(SECTIONS)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  process.stderr.write(`${name}\n`)
  const { title, run } = await load()
  parts.push(`## ${title}\n\n${await run(dataFolder())}`)
  process.stdout.write(`${parts.at(-1)}\n`)
}
if (asked.length === 0) {
  writeFileSync(new URL('../docs/results.md', import.meta.url), page(parts))
}

function page(sections: readonly string[]): string {
  return `# Results

Written by \`npm run measure\`; do not edit. Every draw is seeded, so a second run gives the same page.

${sections.join('\n')}`
}
