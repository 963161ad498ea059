/** The brake panel in a real browser: pulled by one person, released by two, seen by everybody. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { faultsOf, openConsole, type OpenConsole, picture, withoutBrowser } from './open-console.ts'

let opened: OpenConsole
before(async () => {
  if (!withoutBrowser) opened = await openConsole({ accounts: 1000 })
})
after(() => opened?.close())

test(
  'two clicks pull a brake, everybody sees it, and two people release it',
  { skip: withoutBrowser },
  async () => {
    const ada = await opened.signedIn('ada', 'brakes')
    const eli = await opened.signedIn('eli', 'brakes')
    await ada.getByText('Nothing is braked').waitFor()
    assert.deepEqual(await faultsOf(ada), [])

    await ada.getByLabel('What it holds').selectOption('A surface')
    await ada.getByLabel('Which surface').selectOption('explore')
    await ada.getByLabel('It ends after').selectOption('4 hours')
    await ada.getByLabel('Reason').fill('A flood on explore.')
    await ada.getByRole('button', { name: 'Pull the brake …' }).click()
    const question = ada.getByRole('dialog', { name: 'Hold this now?' })
    assert.match(
      (await question.textContent()) ?? '',
      /The surface explore for 4 hours, because: A flood on explore\./,
    )
    assert.equal((await opened.casework.store.brakes()).length, 0)
    assert.deepEqual(await faultsOf(ada), [])
    await question.getByRole('button', { name: 'Hold it now' }).click()
    const banner = ada.getByRole('status', { name: 'Brakes' })
    await banner.getByText('The surface explore').waitFor()
    const [brake] = await opened.casework.store.brakes()
    assert.deepEqual([brake.scope, brake.reason], [{ surface: 'explore' }, 'A flood on explore.'])
    await picture(ada, 'brakes')

    // whoever may not act sees the state and nothing to press
    await eli.getByRole('status', { name: 'Brakes' }).getByText('The surface explore').waitFor()
    assert.equal(await eli.getByRole('button', { name: /brake|release/i }).count(), 0)
    assert.deepEqual(await faultsOf(eli), [])

    await ada.getByRole('button', { name: 'Ask for release …' }).click()
    await ada.getByRole('button', { name: 'Ask for it' }).click()
    await ada.getByText('You have asked; another person completes it.').waitFor()
    const bo = await opened.signedIn('bo', 'brakes')
    await bo.getByText('Asked for; a lead or an admin completes it.').waitFor()
    const cy = await opened.signedIn('cy', 'brakes')
    await cy.getByRole('button', { name: 'Complete the release …' }).click()
    assert.deepEqual(await faultsOf(cy), [])
    await cy.getByRole('button', { name: 'Release it' }).click()
    await cy.getByText('Nothing is braked').waitFor()
    await ada.getByText('Nothing is braked').waitFor()
    await banner.getByText('Braked').waitFor({ state: 'detached' })
    const [released] = await opened.casework.store.brakes()
    const names = (await opened.casework.store.people()).filter(({ id }) =>
      released.releaseAskedBy.includes(id),
    )
    assert.deepEqual(
      names.map(({ name }) => name),
      ['Ada', 'Cy'],
    )
  },
)

test(
  'what the service refuses is said where it was asked, and nothing is held',
  { skip: withoutBrowser },
  async () => {
    const page = await opened.signedIn('ada', 'brakes')
    await page.getByLabel('What it holds').selectOption('A network')
    await page.getByLabel('Which network').fill('network-zorblax')
    await page.getByLabel('Reason').fill('A test.')
    await page.getByRole('button', { name: 'Pull the brake …' }).click()
    await page.getByRole('button', { name: 'Hold it now' }).click()
    await page.getByRole('alert').getByText('is not in the latest map').waitFor()
    assert.deepEqual(await faultsOf(page), [])
  },
)
