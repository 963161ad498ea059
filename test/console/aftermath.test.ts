/** Whether a network grows back after a decision, in a real browser: drawn, and as numbers for everybody. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createKey } from '../../src/casework/api-key.ts'
import { faultsOf, openConsole, type OpenConsole, picture, withoutBrowser } from './open-console.ts'

const DAY_MILLIS = 86_400_000

let opened: OpenConsole
let key: string
before(async () => {
  if (withoutBrowser) return
  opened = await openConsole({
    accounts: 1000,
    async prepare(casework) {
      ;({ key } = await createKey(casework, 'investigator', 'test'))
    },
  })
})
after(() => opened?.close())

async function post(path: string, body: object) {
  const response = await fetch(opened.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  assert.equal(response.status, 201, path)
  const answer: { id: string; cases: { id: string }[] } = JSON.parse(await response.text())
  return answer
}

test(
  'what each map since a decision shows of its network is drawn under it, and stands in a table',
  { skip: withoutBrowser },
  async () => {
    const accounts = ['zorblax', 'quibblefen']
    const reason = 'Seen.'
    const { cases } = await post('/v1/cases', { kind: 'account', accounts, reason })
    const caseId = cases[0].id
    const asked = { case: caseId, kind: 'withhold', reason, policy: 'Child safety 4.2' }
    const { id } = await post('/v1/decisions', asked)

    const page = await opened.signedIn('ada', `cases/${caseId}`)
    await page.getByText('No map has been made since').waitFor()

    const { store, now } = opened.casework
    await store.transact(async (tx) => {
      for (const [day, newAccounts, followersStillActive] of [
        [1, 0, 96],
        [8, 4, 51],
        [15, 31, 40],
      ]) {
        const rest = { newSources: day === 15 ? 3 : 0, followers: 96, followersStillActive }
        const atMillis = now() + day * DAY_MILLIS
        await tx.putAftermath(id, { atMillis, newAccounts, ...rest })
      }
    })
    await page.reload()
    const since = page.getByRole('region', { name: 'Since the decision', exact: true })
    await since.getByRole('row').nth(3).waitFor()
    assert.match((await since.getByRole('row').nth(3).textContent()) ?? '', /31.*3.*40 of 96/)
    assert.equal(await since.locator('circle').count(), 6)
    await since.getByText('Up to 96.').waitFor()
    assert.deepEqual(await faultsOf(page), [])
    await since.scrollIntoViewIfNeeded()
    await picture(page, 'aftermath')
  },
)
