/** A large search list is switched on beside what is asked meanwhile, and too many lists at once are put off. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { runService } from './service.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-search-list-'))
after(() => rmSync(root, { recursive: true }))

const SYLLABLES = 'zor bla quib fen lit mund vex dwi thrak snu'.split(' ')
const TERMS = 100_000

/** Five syllables each, no two alike. */
const terms = Array.from({ length: TERMS }, (_, i) =>
  Array.from(String(i).padStart(5, '0'), (digit) => SYLLABLES[Number(digit)]).join(''),
)
const list = {
  version: 'large',
  entries: [
    ...terms.map((text, i) => ({ id: `e${i}`, match: 'token', text, tier: 'block' })),
    { id: 'rule', match: 'rule', text: 'plim+po', tier: 'resources' },
  ],
  resources: { everywhere: [{ title: 'Help', url: 'https://help.example/' }] },
}

test('while a list of 100,000 terms is switched on, filter requests are answered', async (context) => {
  const { ask, keys, close } = await runService(join(root, 'switch'))
  context.after(close)
  const search = async (query: string) =>
    (await ask(keys.guard, 'POST', '/v1/search/check', { surface: 'search-accounts', query })).body
      .action
  const drafted = await ask(keys.lead, 'POST', '/v1/search-list/drafts', list)
  assert.equal(drafted.status, 201, JSON.stringify(drafted.body))
  assert.equal(await search(terms[77_777]), 'allow')

  const state = { isSwitched: false }
  const on = { version: drafted.body.version, reason: 'Tried.' }
  const switching = ask(keys.lead, 'POST', '/v1/search-list/switch', on).finally(() => {
    state.isSwitched = true
  })
  let answered = 0
  while (!state.isSwitched) {
    const filtered = await ask(keys.guard, 'POST', '/v1/recommendations/filter', {
      viewer: 'ada',
      surface: 'feed',
      candidates: ['bo'],
    })
    assert.equal(filtered.status, 200)
    answered++
  }
  assert.equal((await switching).body.enforced, drafted.body.version)
  // in the thread that serves it takes as long as hundreds of requests, and lets but a few in before it
  assert.ok(answered >= 30, `${answered} requests were answered while the list was made ready`)
  assert.deepEqual(
    await Promise.all([terms[0], `who is ${terms[77_777]} ?`, 'plimmmpo', 'kittens'].map(search)),
    ['block', 'block', 'resources', 'allow'],
  )
})

test('a list for which too many others wait is put off, with when to send it again', async (context) => {
  const { ask, keys, close } = await runService(join(root, 'waiting'))
  context.after(close)
  const drafts = await Promise.all(
    Array.from({ length: 12 }, () =>
      ask(keys.lead, 'POST', '/v1/search-list/drafts', { ...list, entries: [] }),
    ),
  )
  const putOff = drafts.filter(({ status }) => status === 429)
  assert.ok(putOff.length > 0 && putOff.length < 12, `${putOff.length} of 12`)
  for (const { status, headers, body } of drafts) {
    if (status === 201) continue
    assert.equal(headers.get('retry-after'), '1')
    assert.equal(body.error.code, 'too_many')
    assert.match(body.error.message, /^8 search lists wait to be looked at; send it again later/)
  }
})
