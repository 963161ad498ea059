/** Whether a network grows back after a decision, in a real browser: drawn, and as numbers for everybody. */
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createKey } from '../../src/casework/api-key.ts'
import { mapNetworks } from '../../src/detect/map.ts'
import { mapSections } from '../../src/detect/map-file.ts'
import { degree } from '../../src/graph/csr.ts'
import { importPaths } from '../../src/ingest/import.ts'
import { graphMark, saveMap } from '../../src/platform/workspace-map.ts'
import { openWorkspace } from '../../src/platform/workspace.ts'
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
        const found = { newSources: day === 15 ? 3 : 0, candidates: null }
        const rest = { ...found, followers: 96, followersStillActive }
        const atMillis = now() + day * DAY_MILLIS
        await tx.putAftermath(id, { atMillis, newAccounts, ...rest })
      }
    })
    await page.reload()
    const since = page.getByRole('region', { name: 'Since the decision', exact: true })
    await since.getByRole('row').nth(3).waitFor()
    assert.match((await since.getByRole('row').nth(3).textContent()) ?? '', /31.*3.*–.*40 of 96/)
    assert.equal(await since.locator('circle').count(), 6)
    await since.getByText('Up to 96.').waitFor()
    assert.deepEqual(await faultsOf(page), [])
    await since.scrollIntoViewIfNeeded()
    await picture(page, 'aftermath')
  },
)

test(
  'a newcomer with the followers of a removed account is shown as a candidate, once somebody asks',
  { skip: withoutBrowser },
  async () => {
    const { workspace } = opened
    const { accounts, follows } = openWorkspace(workspace)
    // somebody ordinary with followers enough, whom the server knows
    const row = Array.from(Array(accounts.size).keys()).find(
      (each) => degree(follows.in, each) >= 20 && degree(follows.in, each) < 40,
    )!
    const removed = accounts.idOf(row)
    const reason = 'Seen.'
    const { cases } = await post('/v1/cases', { kind: 'account', accounts: [removed], reason })
    const caseId = cases[0].id
    const asked = { case: caseId, kind: 'remove', reason, policy: 'Child safety 4.2' }
    await post('/v1/decisions', asked)

    const page = await opened.signedIn('ada', `cases/${caseId}`)
    const button = page.getByRole('button', { name: 'Who may have taken a place?' })
    await button.click()
    await page.getByText('No map has been made since.').waitFor()

    const { starts, targets } = follows.in
    const followers = [...targets.subarray(starts[row], starts[row + 1])]
    const folder = join(workspace, '../more')
    mkdirSync(folder)
    const created = new Date(Date.now() + 1000).toISOString()
    writeFileSync(join(folder, 'accounts.csv'), `account,created_at\nnewcomer,${created}\n`)
    const lines = followers.map((by) => `${accounts.idOf(by)},newcomer`)
    writeFileSync(join(folder, 'follows.csv'), ['source,target', ...lines].join('\n'))
    await importPaths([folder], workspace)
    const mark = graphMark(workspace)
    saveMap(workspace, mark, mapSections(mapNetworks(openWorkspace(workspace))))

    const candidates = page.getByRole('region', { name: 'Candidates' })
    // until the server has seen the new map
    for (let times = 0; times < 60 && (await candidates.count()) === 0; times++) {
      await page.waitForTimeout(500)
      await page.reload()
      await button.click()
      await page.getByText(/No map has been made since\.|none of them certain/).waitFor()
    }
    const evidence = (await candidates.getByRole('listitem').textContent()) ?? ''
    assert.match(evidence, RegExp(`${followers.length} of its ${followers.length} followers`))
    assert.match(evidence, /100 % follow both/)
    // blurred until somebody asks for the name
    assert.ok(!((await page.locator('main').textContent()) ?? '').includes('newcomer'))
    assert.deepEqual(await faultsOf(page), [])
    await candidates.scrollIntoViewIfNeeded()
    await picture(page, 'candidates')
  },
)
