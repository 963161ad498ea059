/** The tour as somebody new takes it: each step of docs/tour.md, its commands as they stand there. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Browser, type Page } from 'playwright-core'
import { killServer, type Server, startServer } from '../kill-server.ts'
import { launchBrowser, newPage, picture, signIn, withoutBrowser } from './open-console.ts'

const docs = new URL('../../docs/', import.meta.url)
const tour = readFileSync(new URL('tour.md', docs), 'utf8')
const program = fileURLToPath(new URL('../../bin/firebreak.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'firebreak-tour-'))
const workspace = join(folder, 'work')

let server: Server
let browser: Browser
let ada: Page
let cy: Page
const passwords: string[] = []
after(async () => {
  await browser?.close()
  if (server) await killServer(server, 'SIGTERM')
  rmSync(folder, { recursive: true })
})

interface Step {
  readonly title: string
  readonly commands: readonly string[]
}

function stepsOf(text: string): readonly Step[] {
  return text
    .split(/^## \d+\. /m)
    .slice(1)
    .map((section) => ({
      title: section.slice(0, section.indexOf('\n')),
      commands: [...section.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) =>
        block.trim().split('\n'),
      ),
    }))
}

/** The words after `npx firebreak`, none of them quoted. */
const wordsOf = (command: string) => /^npx firebreak ([\w ./-]+)$/.exec(command)![1].split(' ')

function run(command: string): string {
  return execFileSync(process.execPath, [program, ...wordsOf(command)], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

const runAll = ({ commands }: Step) => commands.map(run)

async function arrive(name: string, password: string): Promise<Page> {
  const page = await newPage(browser, server.url)
  await signIn(page, name, password)
  await page.getByRole('heading', { name: `Welcome, ${name}` }).waitFor()
  const [current, ...next] = await page.locator('input[type=password]').all()
  await current.fill(password)
  for (const field of next) await field.fill(`chosen by ${name} alone`)
  await page.getByRole('button', { name: 'Keep it' }).click()
  await page.getByRole('navigation', { name: 'Pages' }).waitFor()
  return page
}

async function decide(page: Page, kind: string, reason: string): Promise<void> {
  await page.getByLabel('What', { exact: true }).selectOption(kind)
  await page.getByLabel('Policy').fill('Child safety 4.2')
  await page.getByLabel('Reason').fill(reason)
  await page.getByRole('button', { name: 'See the consequences' }).click()
  await page.getByRole('dialog').waitFor()
}

/** What is done at each step, by its title. */
const DEEDS: Readonly<Record<string, (step: Step) => Promise<void>>> = {
  async 'Make up a platform'(step) {
    assert.match(runAll(step)[0], /6,000 accounts/)
  },
  async 'Import it'(step) {
    assert.match(runAll(step)[0], /6,000/)
  },
  async 'Map the network'(step) {
    assert.match(runAll(step)[0], /network-1|network/)
  },
  async 'Name two people'(step) {
    passwords.push(...runAll(step).map((text) => text.split('\n')[0]))
    assert.equal(passwords.length, 2)
  },
  async 'Serve, and sign in'({ commands: [command] }) {
    assert.deepEqual(wordsOf(command), ['serve', '--workspace', 'work'])
    server = await startServer(workspace)
    browser = await launchBrowser()
    ada = await arrive('Ada', passwords[0])
    await ada.getByRole('cell', { name: 'network-1' }).waitFor()
    await picture(ada, 'queue')
    await ada.keyboard.press('?')
    await ada.getByRole('dialog', { name: 'Keys' }).waitFor()
    await ada.keyboard.press('Escape')
  },
  async 'Take the first case'() {
    await ada.getByRole('button', { name: 'Take the first case' }).click()
    await ada.getByText('You work on it').waitFor()
    await picture(ada, 'case')
  },
  async 'Open the map and select'() {
    await ada.getByRole('button', { name: 'Open the map' }).click()
    await ada.locator('.map-stage[data-settled]').waitFor({ timeout: 60_000 })
    await ada.getByRole('searchbox').fill('source')
    await ada.getByRole('tree').focus()
    for (const key of ['ArrowDown', 'Space', 'ArrowDown', 'Space']) await ada.keyboard.press(key)
    await ada.getByRole('button', { name: 'Evidence' }).click()
    await ada.getByRole('region', { name: 'Evidence' }).waitFor()
    await ada.locator('.map-head').evaluate((head) => head.scrollIntoView())
    await picture(ada, 'case-map')
  },
  async 'Decide, and see the consequences first'() {
    await decide(ada, 'withhold', 'Both lead into the network.')
    await ada.getByText('2 of 2 accounts').waitFor()
    await picture(ada, 'consequences')
    await ada.getByRole('dialog').getByRole('button', { name: 'Withhold' }).click()
    await ada.getByText('2 changed.').waitFor()
  },
  async 'Remove the network, by two people'() {
    await ada.getByLabel('Whom').selectOption('all')
    await decide(ada, 'remove', 'All of it trades in the same.')
    await ada.getByRole('button', { name: 'Ask a second person' }).click()
    await ada.getByText('You decided it; another person answers.').waitFor()
    cy = await arrive('Cy', passwords[1])
    await cy.getByRole('link', { name: 'network-1' }).click()
    await cy.getByText('Waits for a second person').waitFor()
    await picture(cy, 'second-person')
    await cy.getByRole('button', { name: 'Approve it' }).click()
    await cy.getByRole('dialog').getByLabel('Reason').fill('Looked at the map: so it is.')
    await cy.getByRole('dialog').getByRole('button', { name: 'Approve it' }).click()
    await cy.getByText('second person: Cy').waitFor()
    await cy.getByRole('link', { name: 'Care', exact: true }).click()
    await cy.getByRole('cell', { name: 'Care' }).first().waitFor()
  },
  async 'Close the case, and check the ledger'(step) {
    await ada.getByRole('button', { name: 'Close the case' }).click()
    await ada.getByRole('dialog').getByLabel('Reason').fill('The network is removed.')
    await ada.getByRole('dialog').getByRole('button', { name: 'Close it' }).click()
    await ada.locator('.status', { hasText: 'Closed' }).waitFor()
    await cy.getByRole('link', { name: 'Ledger' }).click()
    await cy.getByText('The ledger is whole').waitFor()
    for (const words of ['case: closed', 'decision: approved', 'decision: made']) {
      await cy.getByText(words).first().waitFor()
    }
    await cy.getByRole('table').evaluate((table) => table.scrollIntoView())
    await picture(cy, 'tour-ledger')
    assert.match(runAll(step)[0], /entries/)
  },
}

test('the tour has ten steps, and each has its deed', () => {
  const titles = stepsOf(tour).map(({ title }) => title)
  assert.equal(titles.length, 10)
  assert.deepEqual(titles, Object.keys(DEEDS))
})

test('every picture of the tour is there, and small', () => {
  for (const [, path] of tour.matchAll(/\]\((console\/[\w-]+\.png)\)/g)) {
    const file = new URL(path, docs)
    assert.ok(existsSync(file), path)
    assert.ok(readFileSync(file).length <= 150_000, path)
  }
})

for (const step of stepsOf(tour)) {
  test(`tour: ${step.title}`, { skip: withoutBrowser }, () => DEEDS[step.title](step))
}
