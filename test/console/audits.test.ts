/** The audits page in a real browser, on what `firebreak audit` itself has left in the workspace. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { faultsOf, openConsole, type OpenConsole, picture, withoutBrowser } from './open-console.ts'

const program = fileURLToPath(new URL('../../bin/firebreak.js', import.meta.url))
let opened: OpenConsole
before(async () => {
  if (!withoutBrowser) opened = await openConsole({ accounts: 3000 })
})
after(() => opened?.close())

test(
  'an audit is on the page when it is done, guard off and on, with its intervals',
  { skip: withoutBrowser },
  async () => {
    const page = await opened.signedIn('eli', 'audits')
    await page.getByText('There is no audit in this workspace yet').waitFor()
    assert.deepEqual(await faultsOf(page), [])
    const told: {
      withinBudget: boolean
      audit: Record<string, { exposureAt10: Record<string, number> }>
    } = JSON.parse(
      execFileSync(
        process.execPath,
        [
          program,
          'audit',
          '--json',
          `--workspace=${opened.workspace}`,
          '--scenario=handful-of-follows',
          '--recommender=co-follow',
          '--test-accounts=40',
          '--budget=0.1',
        ],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      ),
    )
    await page.reload()
    await page.getByRole('heading', { name: 'follow-suggestions' }).waitFor()
    const card = page.getByRole('article')
    await card.getByText('Within its budget of 10.0%').waitFor()
    const row = card.getByRole('row', { name: 'Exposure@10' })
    const [off, on] = await row.getByRole('cell').allTextContents()
    const share = (arm: string) => told.audit[arm].exposureAt10['value'] * 100
    assert.ok(Math.abs(Number.parseFloat(off) - share('unguarded')) < 0.06, off)
    assert.ok(Math.abs(Number.parseFloat(on) - share('guarded')) < 0.06, on)
    assert.deepEqual(await faultsOf(page), [])
    await picture(page, 'audits')
  },
)
