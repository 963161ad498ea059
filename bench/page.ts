/**
 * A page of docs/ that runs write, section by section: what took half an hour to measure is not lost
 * with what fails after it, and one section can be measured again without the others.
 *
 * @module
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

export interface Page {
  readonly path: URL
  /** What stands above the sections. */
  readonly head: string
  /** What runs a section, the name of which follows: `npm run bench -- `. */
  readonly command: string
  /** The names of all sections, in the order of the page. */
  readonly names: readonly string[]
}

/** The names asked for, or all. @throws {RangeError} if there is no such section. */
export function askedOf({ names }: Page, asked: readonly string[]): readonly string[] {
  const unknown = asked.find((name) => !names.includes(name))
  if (unknown !== undefined) {
    throw new RangeError(`there is no "${unknown}"; there are ${names.join(', ')}`)
  }
  return asked.length > 0 ? names.filter((name) => asked.includes(name)) : names
}

/** Put a section in the place of what was under its name, and return it as it stands there. */
export function putSection(page: Page, name: string, title: string, text: string): string {
  const section = `## ${title}\n\n\`${page.command}${name}\`\n\n${text.trim()}\n`
  const sections = sectionsOf(page).set(name, section)
  const inOrder = page.names.flatMap((each) => sections.get(each)?.trim() ?? [])
  writeFileSync(page.path, `${page.head}\n\n${inOrder.join('\n\n')}\n`)
  return section
}

/** The sections of the page as it stands, by the name that each says it is run by. */
function sectionsOf({ path, command, names }: Page): Map<string, string> {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const sections = text.split(/^(?=## )/m).slice(1)
  return new Map(
    sections.flatMap((section) => {
      const name = names.find((each) => section.includes(`\n\`${command}${each}\``))
      return name === undefined ? [] : [[name, section] as const]
    }),
  )
}
