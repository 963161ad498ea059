/** Signing in with a real OpenID Connect provider, on loopback, in a real browser. */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { Provider } from 'oidc-provider'
import { type Page } from 'playwright-core'
import { createPersonOfProvider, disablePerson } from '../../src/casework/person.ts'
import { faultsOf, openConsole, type OpenConsole, withoutBrowser } from './open-console.ts'

const SECRET = 'quibblefen-zorblax-quibblefen-zorblax'
const ADA = 'ada@platform.example'

let opened: OpenConsole
const http = createServer()
before(async () => {
  if (withoutBrowser) return
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  // an address, since it listens on a port
  const { port } = http.address() as AddressInfo // eslint-disable-line typescript/no-unsafe-type-assertion
  const issuer = `http://127.0.0.1:${port}`
  opened = await openConsole({
    accounts: 1000,
    async prepare(casework) {
      const person = { name: ADA, role: 'lead', childSafety: false } as const
      await createPersonOfProvider(casework, person, 'command-line')
    },
    server: {
      options: ['--oidc-issuer', issuer, '--oidc-client', 'console'],
      env: { FIREBREAK_OIDC_SECRET: SECRET },
    },
  })
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'console',
        client_secret: SECRET,
        redirect_uris: [`${opened.url}/v1/session/provider/back`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, email: sub, email_verified: !sub.startsWith('unchecked') }),
    }),
  })
  const answer = provider.callback()
  http.on('request', (request, response) => void answer(request, response))
})
after(async () => {
  await opened?.close()
  http.closeAllConnections()
  http.close()
})

/** At the provider's own pages, as whoever one says. */
async function through(page: Page, login: string, onWay = async () => {}): Promise<void> {
  await page.getByRole('link', { name: 'Sign in with your organisation' }).click()
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill('whatever')
  await page.getByRole('button', { name: /sign-in/i }).click()
  await page.getByRole('button', { name: /continue/i }).waitFor()
  await onWay()
  await page.getByRole('button', { name: /continue/i }).click()
}

/** Without those of the provider, which has the same host. */
async function ownCookies(page: Page) {
  const cookies = await page.context().cookies(opened.url)
  return cookies.filter(({ name }) => name.startsWith('firebreak'))
}

test(
  'a person of the list comes back signed in, with a session as any other',
  { skip: withoutBrowser },
  async () => {
    const page = await opened.openPage()
    await page.getByRole('link', { name: 'Sign in with your organisation' }).waitFor()
    assert.deepEqual(await faultsOf(page), [])
    await through(page, ADA)
    await page.getByRole('navigation', { name: 'Pages' }).waitFor()
    await page.getByText(ADA).waitFor()
    assert.equal(new URL(page.url()).origin, opened.url)
    const cookies = await ownCookies(page)
    assert.deepEqual(
      cookies.map(({ name, httpOnly, sameSite }) => [name, httpOnly, sameSite]),
      [['firebreak', true, 'Strict']],
    )
    const entries = await opened.casework.store.auditEntries({ after: 0, limit: 1000 })
    assert.deepEqual(entries.at(-1)?.details, { way: 'provider' })
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  },
)

test(
  'who is not on the list, is unchecked or disabled comes back to a calm refusal, and is not added',
  { skip: withoutBrowser },
  async () => {
    const { store } = opened.casework
    const before = await store.people()
    await createPersonOfProvider(
      opened.casework,
      { name: 'unchecked@platform.example', role: 'lead', childSafety: false },
      'command-line',
    )
    await createPersonOfProvider(
      opened.casework,
      { name: 'gone@platform.example', role: 'lead', childSafety: false },
      'command-line',
    )
    await disablePerson(opened.casework, 'gone@platform.example', 'command-line')
    for (const login of ['stranger', 'unchecked', 'gone']) {
      const page = await opened.openPage()
      await through(page, `${login}@platform.example`)
      await page.getByText('did not lead to anybody on the list here').waitFor()
      assert.deepEqual(await faultsOf(page), [])
      assert.deepEqual(await ownCookies(page), [])
      await page.context().close()
    }
    assert.equal((await store.people()).length, before.length + 2)
  },
)

test(
  'an answer that nobody asked for, or that was meant for another browser, signs nobody in',
  { skip: withoutBrowser },
  async () => {
    // a browser that has begun nothing is handed the answer that another one was given
    const page = await opened.openPage()
    await through(page, ADA, () => page.context().clearCookies({ name: 'firebreak-provider' }))
    await page.getByText('did not lead to anybody on the list here').waitFor()
    assert.deepEqual(await ownCookies(page), [])
    // and one that has begun gets an answer to something else
    const begun = await opened.openPage()
    await begun.getByRole('link', { name: 'Sign in with your organisation' }).click()
    await begun.locator('input[name=login]').waitFor()
    await begun.goto(`${opened.url}/v1/session/provider/back?code=zorblax&state=x`)
    await begun.getByText('did not lead to anybody on the list here').waitFor()
    assert.deepEqual(await ownCookies(begun), [])
    // a password is none of a person who has none
    const other = await opened.openPage()
    await other.getByLabel('Name').fill(ADA)
    await other.getByLabel('Password').fill('zorblax')
    await other.getByRole('button', { name: 'Sign in' }).click()
    await other.getByRole('alert').getByText('do not fit').waitFor()
  },
)
