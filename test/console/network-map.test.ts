/** The network map in a real browser: listed, opened, read by keyboard, expanded, explained. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Page } from 'playwright-core'
import {
  faultsOf,
  openConsole,
  type OpenConsole,
  type PersonKey,
  picture,
  withoutBrowser,
} from './open-console.ts'

let opened: OpenConsole
before(async () => {
  if (!withoutBrowser) opened = await openConsole({ accounts: 6000 })
})
after(() => opened?.close())

const skip = { skip: withoutBrowser }

async function openMap(person: PersonKey): Promise<Page> {
  const page = await opened.signedIn(person, 'networks')
  await page.getByRole('link', { name: 'network-1', exact: true }).click()
  await page.getByLabel('Reason').fill('A look at the largest.')
  await page.getByRole('button', { name: 'Open the map' }).click()
  await page.locator('.map-stage[data-settled]').waitFor({ timeout: 60_000 })
  return page
}

const tree = (page: Page) => page.getByRole('tree', { name: 'Communities and their accounts' })

/** Select what the keyboard stands on after so many rows down. */
async function selectRow(page: Page, rowsDown: number): Promise<void> {
  await tree(page).focus()
  for (let k = 0; k < rowsDown; k++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
}

async function openings() {
  const { store } = opened.casework
  const entries = await store.auditEntries({ after: 0, limit: 1000 })
  return entries.filter(({ action }) => action === 'network.opened')
}

test('networks are listed in numbers, and an auditor may open none', skip, async () => {
  const eli = await opened.signedIn('eli', 'networks')
  await eli.getByRole('row', { name: /network-1/ }).waitFor()
  assert.equal(await eli.getByRole('link', { name: 'network-1', exact: true }).count(), 0)
  // the size is an estimate with its interval, and each network says how stable it is
  await eli
    .getByText(/^About [\d,]+ accounts take part \(95 % interval [\d,]+ to [\d,]+\)/)
    .waitFor()
  assert.match((await eli.getByRole('row', { name: /network-1/ }).textContent()) ?? '', /\d+ %$/)
  // tags are not for whoever may open no network
  assert.equal(await eli.getByText('#').count(), 0)
  assert.deepEqual(await faultsOf(eli), [])
  await picture(eli, 'networks')
  await eli.goto(`${opened.url}/#/networks/network-1`)
  await eli.getByText('not for your role').waitFor()
  assert.equal((await openings()).length, 0)
})

test('a map opens for a reason, and that is in the log without any account', skip, async () => {
  const before = (await openings()).length
  const ada = await openMap('ada')
  const entries = await openings()
  assert.equal(entries.length, before + 1)
  const { reason, details } = entries.at(-1)!
  assert.equal(reason, 'A look at the largest.')
  assert.ok(Object(details).accounts > 20)
  assert.ok(await ada.getByText(/\d+ drawn/).isVisible())
  assert.deepEqual(await faultsOf(ada), [])
  await picture(ada, 'network-map')
})

test('the tags of a network, and those that are new, stand below it', skip, async () => {
  const ada = await openMap('ada')
  const tags = ada.getByRole('region', { name: 'Tags', exact: true })
  const shared = tags.getByRole('region', { name: /uses far more/ }).getByRole('row')
  assert.ok((await shared.count()) > 3)
  assert.match((await shared.nth(1).textContent()) ?? '', /^#[a-z]+/)
  await tags.getByRole('heading', { name: /^New since the map of \d/ }).waitFor()
  const rising = tags.getByRole('region', { name: 'New tags that rise' }).getByRole('row')
  assert.ok((await rising.count()) > 3)
  assert.match((await rising.nth(1).textContent()) ?? '', /\d+ of \d+/)
  await tags.scrollIntoViewIfNeeded()
  await picture(ada, 'network-tags')
})

test('accounts are where the map is drawn: a click on one selects it', skip, async () => {
  const ada = await openMap('ada')
  const label = (await ada.locator('.map-labels span', { hasText: 'Community 1' }).boundingBox())!
  const selected = ada.getByRole('heading', { name: '1 account selected' })
  // the accounts of a community stand below its name
  for (let k = 0; k < 40 && (await selected.count()) === 0; k++) {
    const x = label.x + (label.width * ((k % 4) + 0.5)) / 4
    await ada.mouse.click(x, label.y + label.height + 6 + 6 * Math.floor(k / 4))
    // sooner, two clicks are a double one
    await ada.waitForTimeout(350)
  }
  assert.equal(await selected.count(), 1)
})

test('by community first, and one opened in its place, by keyboard', skip, async () => {
  const ada = await openMap('ada')
  await ada.getByRole('button', { name: 'Communities first' }).click()
  const closed = ada.getByRole('treeitem', { name: /Community 1 .*not opened/ })
  await closed.waitFor()
  assert.equal(await ada.getByRole('treeitem', { name: /rank|seed$/ }).count(), 0)
  assert.deepEqual(await faultsOf(ada), [])
  await picture(ada, 'network-communities')
  await tree(ada).focus()
  await ada.keyboard.press('Home')
  await ada.keyboard.press('Enter')
  await closed.waitFor({ state: 'detached' })
  assert.ok((await ada.getByRole('treeitem', { name: /rank|seed/ }).count()) > 0)
})

test(
  'by keyboard alone: find, select, ask for evidence, and see it drawn and said',
  skip,
  async () => {
    const ada = await openMap('ada')
    await ada.getByRole('searchbox').fill('seekers')
    await selectRow(ada, 1)
    await tree(ada).press('ArrowDown')
    await tree(ada).press('Space')
    await ada.getByRole('heading', { name: '2 accounts selected' }).waitFor()
    assert.equal(await ada.locator('[role=treeitem][aria-selected=true]').count(), 2)

    await ada.getByRole('button', { name: 'Evidence' }).press('Enter')
    const evidence = ada.getByRole('region', { name: 'Evidence' })
    await evidence.waitFor()
    assert.match((await evidence.textContent()) ?? '', /follow/)
    await ada.getByRole('button', { name: 'Unique followers' }).press('Enter')
    await ada.getByText('different accounts follow').waitFor()
    await ada.getByRole('button', { name: 'Context' }).press('Enter')
    const context = ada.getByRole('region', { name: 'Context' })
    await context.waitFor()
    assert.match((await context.textContent()) ?? '', /\d+, \d+ of them sources/)
    assert.deepEqual(await faultsOf(ada), [])
    await picture(ada, 'network-evidence')
    await tree(ada).press('Escape')
    await ada.getByText('Nothing is selected').waitFor()
  },
)

test('an expansion brings accounts from outside, and everything else stays', skip, async () => {
  const ada = await openMap('ada')
  const drawn = async () =>
    Number(/([\d,]+) drawn/.exec((await ada.locator('.map-head').textContent()) ?? '')?.[1])
  const before = await drawn()
  await ada.getByRole('searchbox').fill('rank 1')
  await selectRow(ada, 1)
  await ada.getByRole('searchbox').fill('')
  await ada.getByLabel('Hops').selectOption('2')
  await ada.getByRole('button', { name: 'Expand' }).click()
  await ada.getByText('accounts came').waitFor()
  assert.ok((await drawn()) > before)
  await tree(ada).press('End')
  await ada.getByRole('treeitem', { name: /Outside the network/ }).waitFor()
  await picture(ada, 'network-expanded')
})

test('ids are not in the page until somebody asks for them', skip, async () => {
  const ada = await openMap('ada')
  const list = await opened.casework.store.auditEntries({ after: 0, limit: 1 })
  assert.ok(list.length > 0)
  assert.equal(await ada.locator('.map-tree code').count(), 0)
  await ada.getByRole('button', { name: 'Show ids' }).click()
  assert.ok((await ada.locator('.map-tree code').count()) > 0)
})

test('who lacks the permission sees none that may be children, and how many', skip, async () => {
  const [ada, bo] = [await openMap('ada'), await openMap('bo')]
  await ada.getByRole('treeitem', { name: /Apart: may be a child or victim/ }).waitFor()
  await bo.getByText('your account lacks the permission').waitFor()
  assert.equal(await bo.getByRole('treeitem', { name: /Apart/ }).count(), 0)
  assert.equal(await bo.getByRole('treeitem', { name: /at risk/ }).count(), 0)
})

test('zoom and movement by keyboard, a role selected at once', skip, async () => {
  const ada = await openMap('ada')
  const stage = ada.getByRole('application', { name: /Map of network-1/ })
  const label = () => ada.locator('.map-labels span').first().getAttribute('style')
  const before = await label()
  await stage.press('+')
  await stage.press('ArrowLeft')
  for (let tries = 0; tries < 100 && (await label()) === before; tries++) {
    await ada.waitForTimeout(50)
  }
  assert.notEqual(await label(), before)
  await ada.getByLabel('Select by role').selectOption('All sources')
  await ada.getByRole('heading', { name: /accounts selected/ }).waitFor()
  assert.ok(
    await ada
      .locator('.map-counts')
      .getByText(/\d+ sources/)
      .isVisible(),
  )
})
