/** The guard inside another process, following a real server: what is decided there holds here. */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createKey, revokeKey } from '../src/casework/api-key.ts'
import { openCasework } from '../src/cli/open-casework.ts'
import { followServer, InputError, type ServerFollower } from '../src/guard/index.ts'
import { packStanding, STANDING_LEVELS } from '../src/model/standing.ts'
import { SURFACES, type Surface } from '../src/model/surface.ts'
import { killServer, startServer } from './kill-server.ts'
import { type Running, runService } from './service.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-follow-'))
after(() => rmSync(root, { recursive: true }))

const STANDINGS = [
  { account: 'kim', standing: packStanding({ ageBand: 'minor' }) },
  { account: '77', standing: packStanding({ ageBand: 'minor' }) },
]
const membersOf = (network: string) => (network === 'network-1' ? ['bo', '5'] : [])
const ACCOUNTS = ['ada', 'bo', 'kim', 'zorblax', 'quibblefen', '5', '77', 'seeker']
const asked = (surface: Surface) => ({ surface, region: null, tag: null })

/** What a follower withholds of the accounts of these tests. */
function withheld({ guard }: ServerFollower, surface: Surface = 'explore'): string[] {
  const { allowed, demoted } = guard.filter(null, asked(surface), ACCOUNTS)
  return ACCOUNTS.filter((id) => !allowed.includes(id) && !demoted.includes(id))
}

async function eventually(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 800; tries++) {
    if (holds()) return
    await sleep(10)
  }
  assert.fail('it never came to be so')
}

interface Followed extends Running {
  readonly follower: ServerFollower
  readonly faults: string[]
}

async function followed(
  context: TestContext,
  name: string,
  { staleAfterMillis = 3000, key }: { staleAfterMillis?: number; key?: string } = {},
): Promise<Followed> {
  const running = await runService(join(root, name), { standings: STANDINGS, membersOf })
  const faults: string[] = []
  const follower = followServer({
    url: running.url,
    key: key ?? running.keys.guard,
    staleAfterMillis,
    onFault: ({ message }) => faults.push(message),
  })
  context.after(async () => {
    await follower.stop()
    await running.close()
  })
  return { ...running, follower, faults }
}

test('a posted signal withholds in the follower, a brake holds, and both can be taken back', async (context) => {
  const { follower, ask, keys, faults, log } = await followed(context, 'both')
  assert.equal(follower.state, 'empty')
  assert.deepEqual(withheld(follower), ACCOUNTS, 'closed until it knows something')
  assert.equal(follower.ageMillis(), Infinity)
  await follower.ready
  assert.equal(follower.state, 'live')
  assert.deepEqual(withheld(follower), [])
  assert.ok(follower.ageMillis() < 3000)

  await ask(keys.ingest, 'POST', '/v1/signals', { account: 'zorblax', kind: 'hash-match' })
  await eventually(() => withheld(follower).includes('zorblax'))
  assert.ok(follower.version > 0)
  const numbers = BigUint64Array.of(5n, 6n)
  assert.deepEqual([...follower.guard.filterNumeric(null, asked('feed'), numbers).actions], [0, 0])

  const pull = async (scope: object): Promise<string> =>
    (await ask(keys.lead, 'POST', '/v1/brakes', { scope, reason: 'A test.', minutes: 5 })).body.id
  const release = async (id: string) => {
    for (const role of ['lead', 'admin'] as const)
      await ask(keys[role], 'DELETE', `/v1/brakes/${id}`)
  }
  const surface = await pull({ surface: 'explore' })
  await eventually(() => withheld(follower).length === ACCOUNTS.length)
  assert.deepEqual(withheld(follower, 'feed'), ['zorblax'])
  const network = await pull({ network: 'network-1' })
  await eventually(() => withheld(follower, 'feed').length === 3)
  assert.deepEqual(withheld(follower, 'feed'), ['bo', 'zorblax', '5'])
  assert.deepEqual([...follower.guard.filterNumeric(null, asked('feed'), numbers).actions], [2, 0])
  const interactions = ['ada', 'bo', 'zorblax'].map((target) => ({
    account: 'seeker',
    target,
    kind: 'view',
  }))
  assert.deepEqual(follower.guard.learn(interactions).learn, [0])
  await release(surface)
  await release(network)
  await eventually(() => withheld(follower).length === 1)

  const clear = { account: 'zorblax', level: 'clear', reason: 'A mistake.' }
  await ask(keys.lead, 'POST', '/v1/standings', clear)
  await eventually(() => withheld(follower).length === 0)
  assert.deepEqual(faults, [])
  assert.ok(!/zorblax|"kim"/.test(log.join('')), 'no account is logged')
})

test('what ends by itself ends in the follower, with nobody to tell it', async (context) => {
  const { follower, close, service } = await followed(context, 'ends')
  const { casework } = service
  await follower.ready
  const atMillis = Date.now()
  const expiresAtMillis = atMillis + 1500
  await casework.store.transact(async (tx) => {
    await tx.setStanding({
      account: 'zorblax',
      standing: packStanding({ level: 'withhold' }),
      setBy: 'software',
      reason: 'A test.',
      atMillis,
      expiresAtMillis,
    })
    await tx.putBrake({
      id: 'brake-short',
      scope: { surface: 'feed' },
      reason: 'A test.',
      pulledBy: 'key-of-lea',
      pulledAtMillis: atMillis,
      endsAtMillis: expiresAtMillis,
      heldAccounts: null,
      releaseAskedBy: [],
      releasedAtMillis: null,
      endedAtMillis: null,
    })
  })
  await eventually(() => withheld(follower, 'feed').length === ACCOUNTS.length)
  await eventually(() => withheld(follower, 'search-accounts').includes('zorblax'))
  await follower.stop()
  await close()
  await eventually(() => withheld(follower, 'feed').length === 0)
})

test('a new base reaches the follower, above it stays what was decided', async (context) => {
  const { follower, service, ask, keys } = await followed(context, 'base')
  await follower.ready
  await ask(keys.ingest, 'POST', '/v1/signals', { account: 'zorblax', kind: 'hash-match' })
  await ask(keys.lead, 'POST', '/v1/standings', { account: 'kim', level: 'watch', reason: 'x' })
  await eventually(() => withheld(follower).includes('zorblax'))
  const isSeeker = (account: string) =>
    !follower.guard.filter(account, asked('feed'), ['77']).allowed.includes('77')
  service.replaceBase([
    ...STANDINGS,
    { account: 'quibblefen', standing: packStanding({ level: 'withhold' }) },
    { account: 'seeker', standing: packStanding({ level: 'watch' }) },
  ])
  await eventually(() => isSeeker('seeker'))
  assert.deepEqual(withheld(follower), ['zorblax', 'quibblefen'])
  service.replaceBase([])
  await eventually(() => !isSeeker('seeker'))
  assert.deepEqual(withheld(follower), ['zorblax'])
})

test('a live policy is followed, a draft is not', async (context) => {
  const { follower, ask, keys } = await followed(context, 'policy')
  await follower.ready
  const open = { version: 'open', mode: 'shadow' }
  const { policy } = (await ask(keys.guard, 'GET', '/v1/guard/changes?after=0')).body
  await ask(keys.ingest, 'POST', '/v1/signals', { account: 'zorblax', kind: 'hash-match' })
  await eventually(() => withheld(follower).includes('zorblax'))
  const draft = await ask(keys.lead, 'POST', '/v1/policy/drafts', { ...policy, ...open })
  assert.equal(draft.status, 201)
  const { version } = draft.body
  await ask(keys.ingest, 'POST', '/v1/signals', { account: 'quibblefen', kind: 'hash-match' })
  await eventually(() => withheld(follower).includes('quibblefen'))
  await ask(keys.lead, 'POST', '/v1/policy/switch', { version, reason: 'A test.' })
  await eventually(() => withheld(follower).length === 0)
  assert.match(follower.guard.filter(null, asked('feed'), []).decision, /^open\/\d+\/shadow$/)
})

test('a key that is revoked: the guard answers on, grows stale and says why in one sentence', async (context) => {
  const dir = join(root, 'revoked')
  const casework = await openCasework(dir)
  const { key, id } = await createKey(casework, 'guard', 'test')
  const { follower, faults, service } = await followed(context, 'revoked', {
    key,
    staleAfterMillis: 500,
  })
  await follower.ready
  await revokeKey(casework, id, 'test')
  await casework.store.close()
  await service.follower.catchUp()
  await eventually(() => follower.state === 'stale')
  assert.equal(faults.length, 1)
  assert.match(faults[0], /^The server at http:\S+ refuses the key: .*\.$/)
  assert.ok(!faults[0].includes(key))
  // explore is closed where the guard has failed, feed goes on with what it knew
  assert.ok(withheld(follower, 'explore').includes('ada'))
  assert.deepEqual(withheld(follower, 'feed'), [])
})

/** A workspace with keys, and a way to post signals to whatever server runs on it. */
async function workspaceWithKeys(name: string) {
  const workspace = join(root, name)
  const casework = await openCasework(workspace)
  const { key } = await createKey(casework, 'guard', 'test')
  const ingest = await createKey(casework, 'ingest', 'test')
  await casework.store.close()
  const signal = async (url: string, account: string) => {
    const { status } = await fetch(`${url}/v1/signals`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ingest.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ account, kind: 'hash-match' }),
    })
    assert.equal(status, 200)
  }
  return { workspace, key, signal }
}

/** A guard that follows a server of its own process, soon stale, once it has its first state. */
async function following(context: TestContext, url: string, key: string) {
  const faults: string[] = []
  const onFault = ({ message }: Error) => faults.push(message)
  const follower = followServer({ url, key, staleAfterMillis: 1000, onFault })
  context.after(() => follower.stop())
  await follower.ready
  return { follower, faults }
}

test('a server that is killed is answered for, with its age, and followed again when it is back', async (context) => {
  const { workspace, key, signal } = await workspaceWithKeys('killed')
  const first = await startServer(workspace)
  const { follower, faults } = await following(context, first.url, key)
  await signal(first.url, 'zorblax')
  await eventually(() => withheld(follower, 'feed').includes('zorblax'))
  await killServer(first, 'SIGKILL')
  assert.deepEqual(withheld(follower, 'feed'), ['zorblax'], 'it answers from what it knew')
  await eventually(() => follower.state === 'stale')
  assert.ok(follower.ageMillis() > 1000)
  assert.deepEqual(withheld(follower, 'feed'), ['zorblax'])
  assert.deepEqual(withheld(follower, 'explore'), ACCOUNTS)
  assert.match(follower.guard.filter(null, asked('feed'), []).decision, /\/stale$/)
  assert.ok(faults.length > 0)
  for (const fault of faults)
    assert.match(fault, /^The server at http:\S+ cannot be reached: .*\.$/)

  const port = ['--port', new URL(first.url).port]
  const second = await startServer(workspace, { options: port })
  context.after(() => killServer(second, 'SIGKILL'))
  assert.equal(second.url, first.url)
  await signal(second.url, 'quibblefen')
  await eventually(() => withheld(follower, 'feed').includes('quibblefen'))
  assert.equal(follower.state, 'live')
  assert.deepEqual(withheld(follower), ['zorblax', 'quibblefen'])
})

test('a server that is put back to an earlier state is followed there', async (context) => {
  const { workspace, key, signal } = await workspaceWithKeys('later')
  const earlier = join(root, 'earlier')
  cpSync(workspace, earlier, { recursive: true })
  const first = await startServer(workspace)
  const { follower, faults } = await following(context, first.url, key)
  for (const account of ['zorblax', 'bo']) await signal(first.url, account)
  await eventually(() => withheld(follower, 'feed').length === 2)
  await killServer(first, 'SIGKILL')
  const port = ['--port', new URL(first.url).port]
  const second = await startServer(earlier, { options: port })
  context.after(() => killServer(second, 'SIGKILL'))
  await eventually(() => withheld(follower, 'feed').length === 0)
  assert.match(faults.at(-1)!, /answers 409: .*take a new snapshot\.$/)
  await signal(second.url, 'quibblefen')
  await eventually(() => withheld(follower, 'feed').length === 1)
  assert.deepEqual(withheld(follower), ['quibblefen'])
})

test('what is no address, no key or no server is said, and nothing is thrown at who asks', async (context) => {
  const key = 'firebreak_none'
  assert.throws(() => followServer({ url: 'nowhere', key }), InputError)
  assert.throws(() => followServer({ url: 'http://127.0.0.1:1', key: 'a b' }), InputError)
  const faults: string[] = []
  const follower = followServer({
    url: 'http://127.0.0.1:1',
    key,
    onFault({ message }) {
      faults.push(message)
      throw new RangeError('theirs')
    },
  })
  context.after(() => follower.stop())
  await eventually(() => faults.length > 0)
  assert.deepEqual(withheld(follower, 'feed'), ACCOUNTS)
  await sleep(300)
  assert.equal(faults.length, 1)
  await follower.stop()
  await follower.ready
})

test('after whatever is decided at the server, the follower answers as the server does', async (context) => {
  const { follower, ask, keys, service } = await followed(context, 'alike')
  await follower.ready
  const account = fc.constantFrom(...ACCOUNTS)
  const act = fc.oneof(
    fc.record({ signal: account }),
    fc.record({
      account,
      level: fc.constantFrom(...STANDING_LEVELS),
      protected: fc.boolean(),
      reason: fc.constant('A test.'),
    }),
    fc.record({
      scope: fc.constantFrom<object>(
        { surface: 'feed' },
        { network: 'network-1' },
        { tag: 'kittens' },
        { region: 'here' },
      ),
    }),
    fc.record({ release: fc.nat() }),
    fc.record({
      base: fc.array(
        fc.record({
          account,
          standing: fc.constantFrom(
            packStanding({ ageBand: 'minor' }),
            packStanding({ level: 'watch' }),
          ),
        }),
      ),
    }),
  )
  const pulled: string[] = []
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 8 }), async (acts) => {
      for (const each of acts) {
        if ('signal' in each) {
          await ask(keys.ingest, 'POST', '/v1/signals', { account: each.signal, kind: 'report' })
        } else if ('base' in each) service.replaceBase(each.base)
        else if ('scope' in each) {
          const body = { ...each, reason: 'A test.', minutes: 5 }
          pulled.push((await ask(keys.lead, 'POST', '/v1/brakes', body)).body.id)
        } else if ('release' in each) {
          const id = pulled.splice(each.release % (pulled.length + 1), 1)[0]
          for (const role of ['lead', 'admin'] as const)
            if (id) await ask(keys[role], 'DELETE', `/v1/brakes/${id}`)
        } else {
          const { status } = await ask(keys.lead, 'POST', '/v1/standings', each)
          assert.ok(status < 500)
        }
      }
      const questions = SURFACES.flatMap((surface) =>
        [null, 'seeker', 'kim'].map((viewer) => ({
          viewer,
          question: { surface, region: 'there', tag: surface === 'tag-page' ? 'kittens' : 'x' },
        })),
      )
      const answers = ({ filter }: Pick<ServerFollower['guard'], 'filter'>) =>
        questions.map(({ viewer, question }) => {
          const { allowed, demoted, withheld } = filter(viewer, question, ACCOUNTS)
          return { allowed, demoted, withheld }
        })
      const there = answers(service.braked)
      await eventually(() => JSON.stringify(answers(follower.guard)) === JSON.stringify(there))
    }),
    { numRuns: 25 },
  )
})
