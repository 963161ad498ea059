/**
 * The console: from a server that has just been started to the first drawn map of a network of 2,000
 * accounts, in real Chromium; and of one as large as is drawn account by account.
 *
 * Four parts, each on its own: the server starts, the page loads, somebody asks for the map, it is
 * drawn. Signing in and saying what for is a person's time and is left out. What Chromium needs to paint is in none
 * of it: this machine has no graphics processor, and draws by software.
 *
 * @module
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { killServer, startServer } from '../test/kill-server.ts'
import { openConsole, PEOPLE, signIn } from '../test/console/open-console.ts'
import { type Comparison, type Footprint, median } from './stopwatch.ts'

export const title = 'Console'

const RUNS = 5
const SIZE = { accounts: 60_000, planted: 2000 }
/** About as many of a network are found as may be drawn without its communities summarised. */
const LARGEST = { accounts: 150_000, planted: 5000 }
const ASKED_MILLIS = 3000
const ASKED_BYTES = 500_000

interface Run {
  readonly started: number
  readonly loaded: number
  readonly answered: number
  readonly drawn: number
  readonly accounts: number
  readonly deskBytes: number
}

export async function run(): Promise<(Comparison | Footprint)[]> {
  const { runs, fileBytes } = await firstMaps(SIZE)
  const largest = await firstMaps(LARGEST)
  const [{ accounts }] = runs
  const part = (work: string, of: (run: Run) => number): Comparison => ({
    work,
    ours: 'firebreak',
    oursMillis: median(runs.map(of)),
    alternative: '',
    alternativeMillis: NaN,
    units: 0,
    unit: '',
  })
  return [
    part('the server starts, until it listens', ({ started }) => started),
    part('the page loads, until it can be used', ({ loaded }) => loaded),
    part(
      `the first map is asked for, ${accounts.toLocaleString('en')} accounts of it, until the answer is there`,
      ({ answered }) => answered,
    ),
    part('it is laid out to start with and drawn', ({ drawn }) => drawn),
    {
      work: 'all of it, from nothing to the first drawn map',
      ours: 'firebreak',
      oursMillis: median(runs.map(wholeMillis)),
      alternative: 'asked, at most',
      alternativeMillis: ASKED_MILLIS,
      units: 0,
      unit: '',
    },
    {
      work: `the same for ${largest.runs[0].accounts.toLocaleString('en')} accounts`,
      ours: 'firebreak',
      oursMillis: median(largest.runs.map(wholeMillis)),
      alternative: `for ${accounts.toLocaleString('en')}`,
      alternativeMillis: median(runs.map(wholeMillis)),
      units: 0,
      unit: '',
    },
    {
      work: 'every script and style, gzipped',
      ours: 'firebreak',
      oursBytes: gzippedBytes(),
      alternative: 'asked, at most',
      alternativeBytes: ASKED_BYTES,
    },
    {
      work: 'memory that the first map adds to a server, its thread and all',
      ours: 'the graph shared',
      oursBytes: median(runs.map(({ deskBytes }) => deskBytes)),
      alternative: 'graph and map as files',
      alternativeBytes: fileBytes,
    },
  ]
}

const wholeMillis = ({ started, loaded, answered, drawn }: Run) =>
  started + loaded + answered + drawn

async function firstMaps(size: typeof SIZE): Promise<{ runs: Run[]; fileBytes: number }> {
  const opened = await openConsole(size)
  try {
    const runs: Run[] = []
    for (let k = 0; k < RUNS; k++) runs.push(await firstMap(opened))
    const files = ['graph.fbk', 'map.fbk'].map((name) => join(opened.workspace, name))
    return { runs, fileBytes: files.reduce((sum, path) => sum + statSync(path).size, 0) }
  } finally {
    await opened.close()
  }
}

async function firstMap({
  workspace,
  browser,
  passwords,
}: Awaited<ReturnType<typeof openConsole>>): Promise<Run> {
  const start = performance.now()
  const server = await startServer(workspace)
  const started = performance.now() - start
  const context = await browser.newContext({ viewport: { width: 1500, height: 950 } })
  try {
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    await page.goto(server.url)
    await signIn(page, PEOPLE.cy.name, passwords.cy)
    await page.getByRole('navigation', { name: 'Pages' }).waitFor()
    // once more from the start, as somebody who is signed in already
    const other = await context.newPage()
    other.setDefaultTimeout(60_000)
    await other.goto(`${server.url}/#/networks/network-1`)
    const form = other.getByLabel('Reason')
    await form.waitFor()
    const loaded: number = await other.evaluate('performance.now()')
    const before = residentBytes(server.child.pid!)
    await form.fill('The benchmark.')
    await other.evaluate(
      `document.querySelector('form').addEventListener('submit', () => performance.mark('asked'))`,
    )
    await other.getByRole('button', { name: 'Open the map' }).click()
    await other.locator('.map-stage').waitFor()
    const [asked, answered, drawn]: number[] = await other.evaluate(`
      [
        performance.getEntriesByName('asked')[0].startTime,
        performance.getEntriesByType('resource').find(({ name }) => name.endsWith('/map')).responseEnd,
        performance.getEntriesByName('map-drawn')[0].startTime,
      ]`)
    const accounts: string = await other.locator('.map-head strong').innerText()
    return {
      started,
      loaded,
      answered: answered - asked,
      drawn: drawn - answered,
      accounts: Number(accounts.replace(/\D/g, '')),
      deskBytes: residentBytes(server.child.pid!) - before,
    }
  } finally {
    await context.close()
    await killServer(server, 'SIGTERM')
  }
}

function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024
}

function gzippedBytes(): number {
  const folder = new URL('../console/dist/assets', import.meta.url).pathname
  return readdirSync(folder)
    .filter((name) => /\.(?:js|css)$/.test(name))
    .reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0)
}
