/**
 * The console as people have it: a made-up world, imported and mapped, a real `firebreak serve` on it,
 * and real Chromium in front of it. One for each test file; each person gets a browser profile of their
 * own.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type Casework } from '../../src/casework/casework.ts'
import { createPerson } from '../../src/casework/person.ts'
import { openCasework } from '../../src/cli/open-casework.ts'
import { mapNetworks } from '../../src/detect/map.ts'
import { mapSections } from '../../src/detect/map-file.ts'
import { tagCensus } from '../../src/detect/tag-census.ts'
import { importPaths } from '../../src/ingest/import.ts'
import { type PersonRole, type SignedPerson } from '../../src/model/signed-person.ts'
import { platformOf } from '../../src/platform/platform-of.ts'
import { graphMark, saveMap } from '../../src/platform/workspace-map.ts'
import { openWorkspace } from '../../src/platform/workspace.ts'
import { simulateWorld } from '../../src/simulate/simulate-world.ts'
import { writeWorld } from '../../src/simulate/write-world.ts'
import { killServer, type ServerOptions, startServer } from '../kill-server.ts'
import { smallPng } from './small-png.ts'

const checkout = fileURLToPath(new URL('../..', import.meta.url))
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8')
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-component-update',
  '--disable-sync',
  // the network map is drawn by WebGL: in software, since no machine of tests has more
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]

/** Debian's, or another one that the variable names; null where there is none. */
const chromiumPath =
  process.env['FIREBREAK_CHROMIUM'] ??
  ['/usr/bin/chromium', '/usr/bin/chromium-headless-shell'].find(existsSync) ??
  null

/** For the tests' own `skip`: without a browser there is nothing to try, and it is said. */
export const withoutBrowser: string | false =
  chromiumPath === null && 'Chromium is not installed: apt-get install chromium'

/** Two of each role that has to agree with another person. */
export const PEOPLE = {
  ada: { name: 'Ada', role: 'investigator', childSafety: true },
  bo: { name: 'Bo', role: 'investigator', childSafety: false },
  cy: { name: 'Cy', role: 'lead', childSafety: true },
  di: { name: 'Di', role: 'lead', childSafety: true },
  eli: { name: 'Eli', role: 'auditor', childSafety: false },
  fay: { name: 'Fay', role: 'admin', childSafety: false },
} as const satisfies Record<string, { name: string; role: PersonRole; childSafety: boolean }>
export type PersonKey = keyof typeof PEOPLE

export interface OpenConsole {
  readonly url: string
  readonly workspace: string
  /** The same store as the server's, to put something there and to look what came of it. */
  readonly casework: Casework
  readonly browser: Browser
  readonly passwords: Readonly<Record<PersonKey, string>>
  /** A page in a new profile, where nobody is signed in. */
  readonly openPage: (options?: { readonly colorScheme?: 'light' | 'dark' }) => Promise<Page>
  /** The same with the person signed in, at that address within the console (`brakes`). */
  readonly signedIn: (person: PersonKey, address?: string) => Promise<Page>
  /** The server ends in that way, and another one takes its place at the same address. */
  readonly restart: (signal: NodeJS.Signals) => Promise<void>
  readonly close: () => Promise<void>
}

export interface ConsoleOptions {
  readonly accounts?: number
  /** Members of the planted network; as many as `simulate` plants unless said. */
  readonly planted?: number
  readonly seed?: number
  /** Before the server starts, on the workspace that it will have. */
  readonly prepare?: (casework: Casework, workspace: string) => Promise<void>
  readonly server?: ServerOptions
}

export async function openConsole(options: ConsoleOptions = {}): Promise<OpenConsole> {
  const { accounts = 3000, planted, seed = 1, prepare, server: serverOptions } = options
  assert.ok(
    existsSync(join(checkout, 'console/dist/index.html')),
    'the console is not built; run "npm run build:console"',
  )
  const folder = mkdtempSync(join(tmpdir(), 'firebreak-console-'))
  const workspace = join(folder, 'workspace')
  await writeWorld(simulateWorld({ accounts, planted, seed }), join(folder, 'data'))
  await importPaths([join(folder, 'data')], workspace)
  const mark = graphMark(workspace)
  // as if nobody had used any tag a week ago
  const tagsBefore = {
    census: tagCensus(platformOf({})),
    atMillis: Date.now() - 7 * 24 * 3_600_000,
  }
  const map = mapNetworks(openWorkspace(workspace), { seed, tagsBefore })
  saveMap(workspace, mark, mapSections(map))

  const casework = await openCasework(workspace)
  const passwords = new Map<string, string>()
  for (const [key, person] of Object.entries(PEOPLE)) {
    passwords.set(key, await personWithPassword(casework, person))
  }
  await prepare?.(casework, workspace)
  let server = await startServer(workspace, serverOptions)
  const browser = await launchBrowser()

  const openPage: OpenConsole['openPage'] = ({ colorScheme } = {}) =>
    newPage(browser, server.url, colorScheme)
  const passwordOf = (person: PersonKey) => passwords.get(person)!
  return {
    url: server.url,
    workspace,
    casework,
    browser,
    openPage,
    passwords: {
      ada: passwordOf('ada'),
      bo: passwordOf('bo'),
      cy: passwordOf('cy'),
      di: passwordOf('di'),
      eli: passwordOf('eli'),
      fay: passwordOf('fay'),
    },
    async signedIn(person, address = '') {
      const page = await openPage()
      await signIn(page, PEOPLE[person].name, passwordOf(person))
      await page.getByRole('navigation', { name: 'Pages' }).waitFor()
      if (address !== '') await page.goto(`${server.url}/#/${address}`)
      return page
    },
    async restart(signal) {
      const port = new URL(server.url).port
      await killServer(server, signal)
      const options = [...(serverOptions?.options ?? []), '--port', port]
      server = await startServer(workspace, { ...serverOptions, options })
    },
    async close() {
      await browser.close()
      await killServer(server, 'SIGTERM')
      await casework.store.close()
      rmSync(folder, { recursive: true })
    },
  }
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath!, args: ARGUMENTS })
}

/** In a profile of its own. */
export async function newPage(
  browser: Browser,
  url: string,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Page> {
  const viewport = { width: 1280, height: 800 }
  const context = await browser.newContext({ colorScheme, viewport, reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  await page.goto(url)
  return page
}

export async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Somebody who has been here before: the password that they were given counts as their own. */
async function personWithPassword(
  casework: Casework,
  person: Pick<SignedPerson, 'name' | 'role' | 'childSafety'>,
): Promise<string> {
  const { person: made, password } = await createPerson(casework, person, 'command-line')
  await casework.store.transact((tx) => tx.putPerson({ ...made, mustChangePassword: false }))
  return password
}

/** What axe finds wrong on the page as it stands, light and dark; to be empty. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.evaluate(axeSource)
    const found: { id: string; nodes: { html: string; failureSummary?: string }[] }[] =
      await page.evaluate(
        `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) => violations)`,
      )
    for (const { id, nodes } of found) {
      for (const { html, failureSummary } of nodes) {
        faults.push(`${colorScheme}: ${id}: ${html} ${failureSummary}`)
      }
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  return faults
}

/** A picture for `docs/console/`, only where somebody asks for them: FIREBREAK_PICTURES=1. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env['FIREBREAK_PICTURES']) return
  const folder = join(checkout, 'docs/console')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.png`), smallPng(await page.screenshot()))
}
