/**
 * A server that is killed in the middle of a decision about many: the next one carries it on.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createKey } from '../src/casework/api-key.ts'
import { openCase } from '../src/casework/cases/open-case.ts'
import { verifyLog } from '../src/casework/verify-log.ts'
import { openCasework } from '../src/cli/open-casework.ts'
import { killServer, startServer } from './kill-server.ts'

const unknown = () => 0

/** Each of the case's `size` accounts is come to exactly once, with three kills on the way. */
export async function decideUnderKills(context: TestContext, size: number): Promise<void> {
  const workspace = mkdtempSync(join(tmpdir(), 'firebreak-decision-'))
  context.after(() => rmSync(workspace, { recursive: true }))
  const casework = await openCasework(workspace)
  const lead = (await createKey(casework, 'lead', 'test')).key
  const members = Array.from({ length: size }, (_, i) => ({
    account: `account-${i}`,
    role: 'seeker' as const,
    closeness: 1,
  }))
  const network = { id: 'network-1', mark: 'mark', reach: size, members }
  const opening = { kind: 'network', network: 'network-1', accounts: [], reason: 'Found.' } as const
  const by = { id: 'key-test', person: null }
  const [{ id }] = await openCase(casework, opening, by, () => network, unknown)
  await casework.store.close()

  const ask = async (url: string, method: string, path: string, body?: object) => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${lead}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const answer: Record<string, any> = await JSON.parse(await response.text()) // eslint-disable-line typescript/no-explicit-any
    return answer
  }
  let server = await startServer(workspace)
  const asked = { case: id, kind: 'withhold', reason: 'Reviewed.', policy: 'rule 4' }
  const made = await ask(server.url, 'POST', '/v1/decisions', asked)
  const path = `/v1/decisions/${made['id']}`
  const seen: number[] = []
  for (let kills = 0; kills < 3; kills++) {
    const least = (seen.at(-1) ?? 0) + 1
    for (let tries = 0; tries < 2000; tries++) {
      const { progress } = await ask(server.url, 'GET', path)
      if (progress.done < least) continue
      seen.push(progress.done)
      break
    }
    await killServer(server, 'SIGKILL')
    server = await startServer(workspace)
  }
  assert.ok(seen[0] < size, 'it was over before it was cut short')
  let last = await ask(server.url, 'GET', path)
  for (let tries = 0; last['state'] !== 'done' && tries < 600; tries++) {
    await sleep(50)
    last = await ask(server.url, 'GET', path)
  }
  await killServer(server, 'SIGTERM')
  assert.deepEqual([last['state'], last['counts'].applied], ['done', size])

  const { store, signer } = await openCasework(workspace, { mustExist: true })
  context.after(() => store.close())
  // a version for each change there ever was: so many changes, so many accounts
  const standings = await store.standings({ after: 0, limit: size + 1 })
  assert.equal(standings.length, size)
  assert.equal(standings.at(-1)?.version, size)
  assert.deepEqual((await verifyLog(store, signer)).breaks, [])
}
