/** A case in a real browser, from the queue to a second reading: decided, approved, taken back, appealed. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Page } from 'playwright-core'
import { createKey } from '../../src/casework/api-key.ts'
import { verifyLog } from '../../src/casework/verify-log.ts'
import { type KeyRole } from '../../src/model/key-role.ts'
import { type StandingLevel, unpackStanding } from '../../src/model/standing.ts'
import {
  faultsOf,
  openConsole,
  type OpenConsole,
  type PersonKey,
  withoutBrowser,
} from './open-console.ts'

const KEYS = ['guard', 'ingest', 'investigator', 'auditor'] as const satisfies KeyRole[]
const keys = new Map<KeyRole, string>()
let opened: OpenConsole
before(async () => {
  if (withoutBrowser) return
  opened = await openConsole({
    accounts: 6000,
    server: { options: ['--second-readings', '1'] },
    async prepare(casework) {
      for (const role of KEYS) keys.set(role, (await createKey(casework, role, 'test')).key)
    },
  })
})
after(() => opened?.close())

const skip = { skip: withoutBrowser }

async function ask(role: KeyRole, method: string, path: string, body?: object) {
  const response = await fetch(opened.url + path, {
    method,
    headers: { authorization: `Bearer ${keys.get(role)}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  const answer: Record<string, any> = JSON.parse(await response.text()) // eslint-disable-line typescript/no-explicit-any
  return { status: response.status, answer }
}

/** Which of them a recommender would be let show, as it asks. */
async function shownOf(candidates: readonly string[]): Promise<readonly string[]> {
  const question = { surface: 'explore', candidates }
  return (await ask('guard', 'POST', '/v1/recommendations/filter', question)).answer['allowed']
}

/** A case about accounts by name, as a system of the platform's own opens one. */
async function openCase(accounts: readonly string[], reason: string): Promise<string> {
  const opening = { kind: 'account', accounts, reason }
  const { status, answer } = await ask('investigator', 'POST', '/v1/cases', opening)
  assert.equal(status, 201, JSON.stringify(answer))
  return answer['cases'][0].id
}

const named = (name: string, size: number) => Array.from({ length: size }, (_, i) => `${name}${i}`)
const card = (page: Page, name: string) => page.getByRole('region', { name })
const dialogButton = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name })

/** At the file of that case, and the case in their hands. */
async function working(person: PersonKey, id: string): Promise<Page> {
  const page = await opened.signedIn(person, `cases/${id}`)
  await page.getByRole('button', { name: 'Take the case' }).click()
  await page.getByText('You work on it').waitFor()
  return page
}

/** As far as the dialog with the consequences. */
async function previewed(page: Page, kind: string, reason: string): Promise<void> {
  await page.getByLabel('What', { exact: true }).selectOption(kind)
  await page.getByLabel('Policy').fill('Child safety 4.2')
  await page.getByLabel('Reason').fill(reason)
  await page.getByRole('button', { name: 'See the consequences' }).press('Enter')
  await page.getByRole('dialog').waitFor()
}

async function decided(page: Page, kind: string, reason: string): Promise<void> {
  await previewed(page, kind, reason)
  await page.getByRole('dialog').getByRole('button').first().press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

async function answered(page: Page, action: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: action }).first().click()
  await page.getByRole('dialog').getByLabel('Reason').fill(reason)
  await dialogButton(page, action).click()
}

async function levelOf(account: string): Promise<StandingLevel | null> {
  const stored = await opened.casework.store.standingOf(account)
  return stored && unpackStanding(stored.standing).level
}

/** Nothing of a page is wider than the screen, at a small one too. */
async function assertFits(page: Page): Promise<void> {
  for (const width of [800, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    const over = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    assert.ok(over <= 0, `${over} pixels too wide at ${width}: ${page.url()}`)
  }
}

test(
  'from the queue to a closed case: selected on the map, decided by two, taken back, read again',
  skip,
  async () => {
    const { store } = opened.casework
    const ada = await opened.signedIn('ada')
    await ada.getByRole('cell', { name: 'network-1' }).waitFor()
    // care has a queue of its own
    assert.equal(await ada.getByRole('row').count(), 2)
    assert.deepEqual(await faultsOf(ada), [])
    await assertFits(ada)
    await ada.getByRole('button', { name: 'Take the first case' }).press('Enter')
    await ada.getByText('You work on it').waitFor()
    const id = ada.url().split('/').at(-1)!
    assert.deepEqual(await faultsOf(ada), [])
    await assertFits(ada)

    await ada.getByRole('button', { name: 'Open the map' }).press('Enter')
    await ada.locator('.map-stage[data-settled]').waitFor({ timeout: 60_000 })
    await ada.getByRole('searchbox').fill('source')
    const tree = ada.getByRole('tree')
    await tree.focus()
    for (const key of ['ArrowDown', 'Space', 'ArrowDown', 'Space']) await ada.keyboard.press(key)
    await ada.getByRole('heading', { name: '2 accounts selected' }).waitFor()
    await ada
      .getByLabel('Whom')
      .locator('option:checked', { hasText: 'Chosen above (2)' })
      .waitFor({ state: 'attached' })
    assert.deepEqual(await faultsOf(ada), [])
    await assertFits(ada)
    await previewed(ada, 'withhold', 'They lead into the network.')
    await ada.getByRole('dialog').getByText('2 of 2 accounts').waitFor()
    assert.deepEqual(await faultsOf(ada), [])
    await dialogButton(ada, 'Withhold').press('Enter')
    const decisions = card(ada, 'Decisions')
    await decisions.getByText('2 changed.').waitFor()
    const [withheld] = await store.decisionsOfCase(id)
    const two = (await store.decidedAccounts(withheld.id, 0, 10)).map(({ account }) => account)
    assert.equal(two.length, 2)
    for (const account of two) assert.equal(await levelOf(account), 'withhold')
    assert.deepEqual(await shownOf([...two, 'ordinary']), ['ordinary'])

    // a removal of all waits for another person, and nothing happens until then
    await ada.getByLabel('Whom').selectOption('all')
    await previewed(ada, 'remove', 'All of it trades.')
    await ada
      .getByRole('dialog')
      .getByText(/may be minors? and (is|are) left out|second person/)
      .first()
      .waitFor()
    await dialogButton(ada, 'Ask a second person').press('Enter')
    await decisions.getByText('You decided it; another person answers.').waitFor()
    assert.equal(await levelOf(two[0]), 'withhold')

    const cy = await opened.signedIn('cy', `cases/${id}`)
    await cy.getByText('Taken by Ada').waitFor()
    assert.deepEqual(await faultsOf(cy), [])
    await answered(cy, 'Approve it', 'Looked at the map.')
    await card(cy, 'Decisions')
      .getByText(/\d+ changed/)
      .nth(0)
      .waitFor()
    await card(cy, 'Decisions').getByText('second person: Cy').waitFor()
    assert.equal(await levelOf(two[0]), 'removed')
    // ada's screen learns it by itself
    await decisions
      .getByText('Waits for a second person')
      .waitFor({ state: 'detached', timeout: 20_000 })
    await answered(ada, 'Take it back', 'Two of them report it.')
    await decisions.getByText(/as before again/).waitFor()
    assert.equal(await levelOf(two[0]), 'withhold')
    const removed = (await store.decisionsOfCase(id)).find(({ kind }) => kind === 'remove')!
    const apart = removed.total - removed.counts.applied
    for (const { account, outcome } of await store.decidedAccounts(removed.id, 0, 100)) {
      if (!two.includes(account) && outcome !== 'leftOut')
        assert.notEqual(await levelOf(account), 'removed')
    }
    assert.equal(removed.counts.reversed, removed.total - apart)

    await ada.getByLabel('A note').fill('The sources stand close together.')
    await ada.getByRole('button', { name: 'Add the note' }).click()
    await ada.getByText('The sources stand close together.').and(ada.locator('p')).waitFor()
    await ada.getByRole('button', { name: 'Close the case' }).click()
    await ada.getByRole('dialog').getByLabel('Reason').fill('The sources are withheld.')
    await dialogButton(ada, 'Close it').click()
    await ada.locator('.status', { hasText: 'Closed' }).waitFor()
    assert.deepEqual(await faultsOf(ada), [])

    // who has not decided it reads it again, and sees nothing of what the others said
    const bo = await opened.signedIn('bo', 'quality')
    await bo.getByRole('link', { name: id }).waitFor()
    assert.deepEqual(await faultsOf(bo), [])
    await bo.getByRole('link', { name: id }).click()
    await bo.getByRole('heading', { name: 'Your reading' }).waitFor()
    assert.deepEqual(await faultsOf(bo), [])
    assert.ok(!(await bo.content()).includes('They lead into the network.'))
    assert.ok(!(await bo.content()).includes('The sources are withheld.'))
    await bo.getByLabel('Verdict').selectOption('withhold')
    await bo.getByLabel('Reason').fill('Two of them offer.')
    await bo.getByRole('button', { name: 'Hand it in' }).click()
    await bo.getByText(/The first person decided/).waitFor()
    await card(bo, 'Decisions').getByText('They lead into the network.').waitFor()
    const di = await opened.signedIn('di', 'quality')
    await di.getByText(/over 1 readings?|Too few second readings/).waitFor()
    assert.deepEqual(await faultsOf(di), [])
    await assertFits(di)
  },
)

test(
  'the queue by keyboard alone: from case to case, opened, and the keys are said',
  skip,
  async () => {
    for (const name of ['first', 'second', 'third'])
      await openCase([`of-${name}`], `The ${name} case.`)
    const ada = await opened.signedIn('ada')
    await ada.getByLabel('Kind').selectOption('account')
    const links = ada.locator('a[data-case]')
    await links.nth(2).waitFor()
    await links.first().focus()
    const focused = () => ada.evaluate<string>("document.activeElement.getAttribute('href')")
    const all = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href')))
    for (const [key, place] of [
      ['ArrowDown', 1],
      ['j', 2],
      ['k', 1],
      ['End', all.length - 1],
      ['Home', 0],
    ] as const) {
      await ada.keyboard.press(key)
      assert.equal(await focused(), all[place], key)
    }
    await ada.keyboard.press('?')
    await ada.getByRole('dialog', { name: 'Keys' }).waitFor()
    assert.deepEqual(await faultsOf(ada), [])
    await ada.keyboard.press('Escape')
    assert.equal(await focused(), all[0])
    await ada.keyboard.press('Enter')
    await ada.waitForURL(`${opened.url}/${all[0]}`)
    await ada.getByRole('heading', { level: 1 }).waitFor()
    await ada.locator('#main:focus').waitFor()
  },
)

test(
  'an appeal is answered by another person than the first, and gives the account back',
  skip,
  async () => {
    const accounts = named('appealed', 3)
    const page = await working('ada', await openCase(accounts, 'Reported.'))
    assert.deepEqual(await shownOf(accounts), accounts)
    await decided(page, 'withhold', 'They link two networks.')
    await card(page, 'Decisions').getByText('3 changed.').waitFor()
    assert.deepEqual(await shownOf(accounts), [])
    const appeal = { account: accounts[1], reference: 'letter-17' }
    assert.equal((await ask('ingest', 'POST', '/v1/appeals', appeal)).status, 201)

    await page.goto(`${opened.url}/#/appeals`)
    await page.getByText('letter-17').waitFor()
    assert.deepEqual(await faultsOf(page), [])
    await assertFits(page)
    await answered(page, 'Uphold it', 'Mine to say?')
    await page.getByRole('alert').getByText('another person answers it').waitFor()
    assert.deepEqual(await shownOf(accounts), [])

    const bo = await opened.signedIn('bo', 'appeals')
    await answered(bo, 'Uphold it', 'A fan, as the letter shows.')
    await bo.getByText('No appeal waits.').waitFor()
    assert.deepEqual(await shownOf(accounts), [accounts[1]])
  },
)

test(
  'care is for who has the permission, by page and by API, and there it is support',
  skip,
  async () => {
    const ada = await opened.signedIn('ada', 'care')
    await ada.locator('a[data-case]').first().waitFor()
    assert.deepEqual(await faultsOf(ada), [])
    const href = (await ada.locator('a[data-case]').first().getAttribute('href'))!
    const bo = await opened.signedIn('bo', 'care')
    await bo.getByText('An admin gives it').waitFor()
    assert.deepEqual(await faultsOf(bo), [])
    await bo.goto(`${opened.url}/${href}`)
    await bo.getByRole('alert').waitFor()
    assert.equal(await bo.getByRole('heading').count(), 0)
    const id = href.split('/').at(-1)!
    const asked = await bo.evaluate(async (path) => (await fetch(path)).status, `/v1/cases/${id}`)
    assert.equal(asked, 404)
    assert.equal((await ask('investigator', 'GET', `/v1/cases/${id}`)).status, 404)

    await ada.getByRole('button', { name: 'Take the first case' }).click()
    await ada.getByRole('button', { name: 'Show the accounts' }).click()
    await ada.getByRole('cell', { name: 'May be a minor' }).waitFor()
    assert.deepEqual(await faultsOf(ada), [])
    await assertFits(ada)
    const kinds = await ada.getByLabel('What', { exact: true }).locator('option').allTextContents()
    assert.deepEqual(kinds, ['Protect', 'Clear', 'Escalate'])
    await answered(ada, 'Offer help resources', 'A child is written to.')
    await ada.getByRole('dialog').waitFor({ state: 'detached' })
    const [subject] = await opened.casework.store.caseSubjects(id, { after: null, limit: 1 })
    const events = await opened.casework.store.caseEvents(id)
    assert.deepEqual(
      events.map(({ support }) => support),
      [{ account: subject.account, action: 'offer-resources' }],
    )
    await decided(ada, 'protect', 'May be a child.')
    await card(ada, 'Decisions').getByText('1 changed.').waitFor()
    assert.deepEqual(await shownOf([subject.account]), [])
  },
)

test('of two people at once one has the case, and the other is told by whom', skip, async () => {
  const id = await openCase(named('wanted', 2), 'Two look at it.')
  const pages = await Promise.all(
    (['ada', 'bo'] as const).map((person) => opened.signedIn(person, `cases/${id}`)),
  )
  const take = pages.map((page) => page.getByRole('button', { name: 'Take the case' }))
  await Promise.all(take.map((button) => button.waitFor()))
  await Promise.all(take.map((button) => button.click()))
  const told = pages.map((page) =>
    page.getByRole('alert').getByText(/^(Ada|Bo) has the case until/),
  )
  const lost = await Promise.race(told.map(async (text, k) => (await text.waitFor(), k)))
  const winner = pages[1 - lost]
  await winner.getByText('You work on it').waitFor()

  // a lead takes it over while the other looks at the consequences
  await previewed(winner, 'limit', 'Only a little.')
  const cy = await opened.signedIn('cy', `cases/${id}`)
  await cy.getByRole('button', { name: 'Take it over' }).click()
  await cy.getByText('You work on it').waitFor()
  await dialogButton(winner, 'Limit').click()
  await winner
    .getByRole('alert')
    .getByText(/Cy has the case until/)
    .waitFor()
  assert.deepEqual(await opened.casework.store.decisionsOfCase(id), [])
})

test(
  'a connection lost in the middle of a decision about many: nothing lost, nothing done twice',
  skip,
  async () => {
    const accounts = named('many', 3000)
    const id = await openCase(accounts, 'Made by one program.')
    const page = await working('ada', id)
    await previewed(page, 'withhold', 'One program made them.')
    // it reaches the server, its answer does not come back, and then there is no connection at all
    await page.route(
      '**/v1/decisions',
      async (route) => {
        await route.fetch()
        await page.context().setOffline(true)
        await route.abort()
      },
      { times: 1 },
    )
    await dialogButton(page, 'Withhold').click()
    await page.getByRole('dialog').getByRole('alert').getByText('cannot be reached').waitFor()
    await page.context().setOffline(false)
    // who does not know whether it was done does it again
    await dialogButton(page, 'Withhold').click()
    const decisions = card(page, 'Decisions')
    await decisions.getByText('3,000 changed').waitFor({ timeout: 30_000 })
    for (const account of [accounts[0], accounts[1499], accounts[2999]]) {
      assert.equal((await opened.casework.store.standingHistory(account)).length, 1)
    }
    const applied = (await opened.casework.store.decisionsOfCase(id)).map(
      ({ counts }) => counts.applied,
    )
    assert.equal(
      applied.reduce((sum, each) => sum + each, 0),
      3000,
    )
  },
)

test(
  'a server killed with a case open and a decision under way: both go on where they were',
  skip,
  async () => {
    const accounts = named('crowd', 4000)
    const id = await openCase(accounts, 'A crowd.')
    const page = await working('ada', id)
    await decided(page, 'limit', 'They push one source.')
    await page.getByLabel('A note').fill('Half a thought')
    await opened.restart('SIGKILL')
    const decisions = card(page, 'Decisions')
    await decisions.getByText('4,000 changed').waitFor({ timeout: 30_000 })
    assert.equal(await page.getByLabel('A note').inputValue(), 'Half a thought')
    await page.getByRole('button', { name: 'Add the note' }).click()
    await page.getByText('Half a thought').and(page.locator('p')).waitFor()
    await page.getByText('You work on it').waitFor()
    for (const account of [accounts[0], accounts[1999], accounts[3999]]) {
      assert.equal((await opened.casework.store.standingHistory(account)).length, 1)
    }
    await answered(page, 'Take it back', 'The source is clear.')
    await decisions.getByText('4,000 as before again').waitFor({ timeout: 30_000 })
  },
)

test(
  'every decision is in the ledger with who, why and on what evidence, and the ledger is whole',
  skip,
  async () => {
    const { store, signer } = opened.casework
    const entries = []
    for (let page = await store.auditEntries({ after: 0, limit: 1000 }); page.length > 0;) {
      entries.push(...page)
      page = await store.auditEntries({ after: page.at(-1)!.sequence, limit: 1000 })
    }
    const made = entries.filter(({ action }) => action === 'decision.made')
    const people = new Set((await store.people()).map(({ id }) => id))
    assert.ok(made.length >= 5)
    for (const { actor, reason, details } of made) {
      assert.ok(people.has(actor))
      assert.ok(reason)
      const { policy, case: id, evidence, accountsDigest, scoresDigest } = Object(details)
      assert.equal(policy, 'Child safety 4.2')
      assert.match(accountsDigest, /^[0-9a-f]{64}$/)
      assert.match(scoresDigest, /^[0-9a-f]{64}$/)
      assert.equal(evidence, (await store.case(id))?.evidence)
    }
    const actions = new Set(entries.map(({ action }) => action))
    for (const action of [
      'network.opened',
      'decision.approved',
      'decision.reverse-asked',
      'decision.reversed',
      'appeal.filed',
      'appeal.decided',
      'care.supported',
      'case.taken-over',
      'case.closed',
      'second-reading.read',
    ]) {
      assert.ok(actions.has(action), action)
    }
    assert.ok(!JSON.stringify(entries).includes('crowd17'))
    assert.deepEqual((await verifyLog(store, signer)).breaks, [])
    const eli = await opened.signedIn('eli', 'ledger')
    await eli.getByText('The ledger is whole').waitFor()
  },
)
