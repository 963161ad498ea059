/** The ledger in a real browser: searched, paged, verified, and only for whom it is. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decideStanding } from '../../src/casework/decide-standing.ts'
import { faultsOf, openConsole, type OpenConsole, picture, withoutBrowser } from './open-console.ts'

let opened: OpenConsole
before(async () => {
  if (withoutBrowser) return
  opened = await openConsole({
    accounts: 1000,
    async prepare(casework) {
      const decision = {
        account: 'zorblax',
        level: 'limit',
        reason: 'It links two networks.',
      } as const
      const people = await casework.store.people()
      const by = people.find(({ name }) => name === 'Cy')!
      for (let i = 0; i < 60; i++) {
        const account = i === 0 ? 'zorblax' : `quibble${i}`
        await decideStanding(
          casework,
          { ...decision, account, protected: null, seenVersion: null },
          by,
          () => 0,
        )
      }
    },
  })
})
after(() => opened?.close())

test(
  'an auditor finds who decided what and why, and sees that the ledger is whole',
  { skip: withoutBrowser },
  async () => {
    const page = await opened.signedIn('eli', 'ledger')
    await page.getByText('The ledger is whole').waitFor()
    assert.deepEqual(await faultsOf(page), [])
    await picture(page, 'ledger')
    const rows = page.getByRole('table').getByRole('row')
    await page.getByLabel('What was done').selectOption('Standings that people gave')
    await page.getByLabel('By whom').selectOption('Cy')
    await page.getByRole('button', { name: 'Search' }).click()
    await rows.nth(50).waitFor()
    assert.equal(await rows.count(), 51)
    await page.getByRole('button', { name: 'Look further back' }).click()
    // the button says something else while it looks, so that it is the rows that are waited for
    await rows.nth(60).waitFor()
    assert.equal(await rows.count(), 61)

    // the id of an account goes nowhere: what is asked for is its hash
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.getByLabel('Or to which account').fill('zorblax')
    await page.getByRole('button', { name: 'Search' }).click()
    await rows.nth(2).waitFor({ state: 'detached' })
    assert.match(
      (await rows.nth(1).textContent()) ?? '',
      /Cy.*standing: decided.*It links two networks\./,
    )
    assert.ok(asked.length > 0 && !asked.some((url) => url.includes('zorblax')))
    await page.getByText('Details').click()
    assert.deepEqual(await faultsOf(page), [])
    await page.getByRole('button', { name: 'Show everything' }).click()
    await rows.nth(40).waitFor()
  },
)

test(
  'an investigator is shown no way to the ledger, and behind the address nothing',
  { skip: withoutBrowser },
  async () => {
    const page = await opened.signedIn('ada', 'ledger')
    await page.getByText('There is no such page, or it is not for your role.').waitFor()
    assert.equal(await page.getByRole('link', { name: 'Ledger' }).count(), 0)
    assert.equal(await page.evaluate(async () => (await fetch('/v1/log')).status), 403)
    assert.deepEqual(await faultsOf(page), [])
  },
)
