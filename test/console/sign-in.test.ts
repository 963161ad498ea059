/** Signing in and out, and what a page is for whom, in a real browser. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createPerson } from '../../src/casework/person.ts'
import {
  faultsOf,
  openConsole,
  type OpenConsole,
  picture,
  signIn,
  withoutBrowser,
} from './open-console.ts'

let opened: OpenConsole
before(async () => {
  if (!withoutBrowser) opened = await openConsole({ accounts: 1000 })
})
after(() => opened?.close())

test(
  'who comes with a password that was given chooses another, then is at work',
  { skip: withoutBrowser },
  async () => {
    const { casework, openPage } = opened
    const person = { name: 'Gil', role: 'investigator', childSafety: false } as const
    const { password } = await createPerson(casework, person, 'command-line')
    const page = await openPage()
    const faults: string[] = []
    page.on('console', (message) => faults.push(message.text()))
    page.on('pageerror', (error) => faults.push(error.message))
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    assert.deepEqual(await faultsOf(page), [])
    await picture(page, 'sign-in')

    await signIn(page, 'Gil', 'zorblax zorblax')
    const alert = page.getByRole('alert')
    assert.match((await alert.textContent()) ?? '', /Name and password do not fit/)
    assert.deepEqual(await faultsOf(page), [])

    await page.getByLabel('Password').fill(password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Welcome, Gil' }).waitFor()
    assert.deepEqual(await faultsOf(page), [])
    await page.getByLabel('The password that you were given').fill(password)
    await page.getByLabel('Your own password', { exact: true }).fill('quibblefen zorblax')
    await page.getByLabel('Your own password again').fill('quibblefen zorblax')
    await page.getByRole('button', { name: 'Keep it' }).click()
    await page.getByRole('navigation', { name: 'Pages' }).waitFor()
    // two answers of 401 that were asked for: before anybody was signed in, and the wrong password
    assert.deepEqual(
      faults.filter((text) => !/status of 401/.test(text)),
      [],
    )

    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    const entries = await casework.store.auditEntries({ after: 0, limit: 1000 })
    const { id } = (await casework.store.people()).find(({ name }) => name === 'Gil')!
    assert.deepEqual(
      entries.filter(({ actor }) => actor === id).map(({ action }) => action),
      ['session.begun', 'person.password-changed', 'session.ended'],
    )
  },
)

test(
  'everything is reached with the keyboard, the way past the navigation first',
  { skip: withoutBrowser },
  async () => {
    const page = await opened.signedIn('ada', 'brakes')
    await page.getByRole('heading', { name: 'Brakes', exact: true }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Brakes', exact: true }).waitFor()
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    assert.equal(await focused.textContent(), 'Skip to the page')
    await page.keyboard.press('Enter')
    assert.equal(await focused.getAttribute('id'), 'main')
    await page.keyboard.press('Tab')
    assert.equal(await page.getByLabel('What it holds').and(focused).count(), 1)
  },
)

test(
  'a session that is ended elsewhere gives way to the sign-in, without a click',
  { skip: withoutBrowser },
  async () => {
    const page = await opened.signedIn('bo', 'brakes')
    await page.getByRole('heading', { name: 'Brakes', exact: true }).waitFor()
    const { store } = opened.casework
    const { id } = (await store.people()).find(({ name }) => name === 'Bo')!
    const own = (await store.sessions()).filter(({ person }) => person === id)
    await store.transact((tx) => tx.removeSessions(own.map(({ hash }) => hash)))
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  },
)

test(
  'settings are kept in this browser: grey, still, dark, and ids as they are',
  { skip: withoutBrowser },
  async () => {
    const page = await opened.signedIn('cy')
    await page.getByRole('button', { name: 'Settings' }).click()
    const dialog = page.getByRole('dialog', { name: 'Settings' })
    await dialog.getByLabel('Greyscale').check()
    await dialog.getByLabel('Still').check()
    await dialog.getByLabel('Light or dark').selectOption('Dark')
    assert.deepEqual(await faultsOf(page), [])
    await picture(page, 'settings')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    // the focus is back where it came from
    assert.equal(await page.locator(':focus').textContent(), 'Settings')
    await page.reload()
    await page.getByRole('button', { name: 'Settings' }).waitFor()
    const root = page.locator('html')
    assert.deepEqual(await root.evaluate(({ dataset }) => ({ ...dataset })), {
      theme: 'dark',
      greyscale: '',
      still: '',
    })
    const filter = await page.evaluate<string>('getComputedStyle(document.body).filter')
    assert.equal(filter, 'grayscale(1)')
  },
)

test(
  'after so many minutes a break is proposed, and nothing is lost by it',
  { skip: withoutBrowser },
  async () => {
    const page = await opened.openPage()
    await page.clock.install()
    await signIn(page, 'Di', opened.passwords.di)
    await page.goto(`${opened.url}/#/brakes`)
    await page.getByLabel('Reason').fill('half a sentence')
    await page.clock.fastForward('46:00')
    const dialog = page.getByRole('dialog', { name: 'Time for a break' })
    await dialog.getByRole('button', { name: 'I am back' }).click()
    await dialog.waitFor({ state: 'detached' })
    assert.equal(await page.getByLabel('Reason').inputValue(), 'half a sentence')
  },
)
