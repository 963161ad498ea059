/**
 * So many requests of every kind that a platform sends, to a server in a process of its own, and what
 * memory it has meanwhile.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKey } from '../src/casework/api-key.ts'
import { openCasework } from '../src/cli/open-casework.ts'
import { SURFACES } from '../src/model/surface.ts'
import { createRandom } from '../src/util/random.ts'
import { killServer, startServer } from './kill-server.ts'
import { NUMERIC_TYPE, writeNumbers } from './numeric.ts'

const CONNECTIONS = 8
const TENTHS = 10
const CANDIDATES = 100
/** Accounts that anybody says anything of, so that what there is to know does not grow. */
const ACCOUNTS = 5_000
/** Requests between two looks at the memory. */
const LOOK = 100
/** The heap may not be larger: what is held on to would end the server, not wait for a larger machine. */
const HEAP_MEGABYTES = 96

export interface Soaked {
  readonly requests: number
  /** Resident memory of the server in each tenth of the requests, in bytes: the least, and the most. */
  readonly tenths: readonly { readonly least: number; readonly most: number }[]
}

/** @throws {AssertionError} if anything is answered otherwise than it should be. */
export async function soak(requests: number): Promise<Soaked> {
  const workspace = mkdtempSync(join(tmpdir(), 'firebreak-soak-'))
  try {
    const casework = await openCasework(workspace)
    const lead = (await createKey(casework, 'lead', 'test')).key
    const admin = (await createKey(casework, 'admin', 'test')).key
    await casework.store.close()
    const env = { NODE_OPTIONS: `--max-old-space-size=${HEAP_MEGABYTES}` }
    const server = await startServer(workspace, { env })
    const residentBytes = () => residentOf(server.child.pid!)
    const tenths = Array.from({ length: TENTHS }, () => ({ least: Infinity, most: 0 }))
    let asked = 0
    const platform = async (connection: number) => {
      const ask = createPlatform(server.url, [lead, admin], connection)
      while (asked < requests) {
        const tenth = tenths[Math.floor((asked++ / requests) * TENTHS)]
        await ask()
        if (asked % LOOK !== 0) continue
        const bytes = residentBytes()
        tenth.least = Math.min(tenth.least, bytes)
        tenth.most = Math.max(tenth.most, bytes)
      }
    }
    await Promise.all(Array.from({ length: CONNECTIONS }, (_, i) => platform(i)))
    assert.equal(await killServer(server, 'SIGTERM'), 0)
    return { requests: asked, tenths }
  } finally {
    rmSync(workspace, { recursive: true })
  }
}

/** As Linux tells it. */
function residentOf(pid: number): number {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!
  return Number(kibibytes) * 1024
}

function some<T>(make: () => T): T[] {
  return Array.from({ length: CANDIDATES }, make)
}

/** Each call sends the next request of one connection. Of a thousand, one pulls a brake and two release it. */
function createPlatform(url: string, [lead, admin]: readonly string[], seed: number) {
  const random = createRandom(seed + 1)
  let sent = random.below(1000)
  let pulled: string | null = null
  let isReleasedByOne = false

  async function post(key: string, path: string, body: object | Buffer, status = 200) {
    const isBytes = body instanceof Buffer
    const response = await fetch(url + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': isBytes ? NUMERIC_TYPE : 'application/json',
      },
      body: isBytes ? new Uint8Array(body) : JSON.stringify(body),
    })
    const answer = Buffer.from(await response.arrayBuffer())
    assert.equal(response.status, status, `${path}: ${answer.toString()}`)
    return answer
  }

  async function release(key: string, id: string): Promise<void> {
    const response = await fetch(`${url}/v1/brakes/${id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${key}` },
    })
    assert.ok(response.status < 300, `a release was answered with ${response.status}`)
    await response.arrayBuffer()
  }

  const account = () => `account-${random.below(ACCOUNTS)}`
  const surface = () => SURFACES[random.below(SURFACES.length)]

  async function sendBrake(): Promise<void> {
    if (pulled === null) {
      const pull = { scope: { tag: `tag-${seed}` }, reason: 'A test.', minutes: 5 }
      const { id }: { id: string } = JSON.parse(String(await post(lead, '/v1/brakes', pull, 201)))
      pulled = id
    } else if (isReleasedByOne) {
      await release(admin, pulled)
      pulled = null
      isReleasedByOne = false
    } else {
      await release(lead, pulled)
      isReleasedByOne = true
    }
  }

  return async function send(): Promise<void> {
    const kind = sent++ % 1000
    if (kind % 333 === 332) return sendBrake()
    if (kind % 50 === 49) {
      const signal = { account: account(), kind: 'report', reference: `${seed}-${sent}` }
      return void (await post(lead, '/v1/signals', [signal]))
    }
    const which = random.below(8)
    if (which < 3) {
      const body = { viewer: account(), surface: surface(), candidates: some(account) }
      const answer = String(await post(admin, '/v1/recommendations/filter', body))
      const { allowed, demoted, withheld }: Record<string, any> = JSON.parse(answer) // eslint-disable-line typescript/no-explicit-any
      assert.equal(allowed.length + demoted.length + withheld, CANDIDATES)
    } else if (which < 5) {
      const candidates = some(() => BigInt(random.below(ACCOUNTS)))
      const body = { viewer: 7n, surface: surface(), candidates, region: null, tag: null }
      const answer = await post(admin, '/v1/recommendations/filter', writeNumbers(body))
      assert.equal(answer.readUInt32LE(4), CANDIDATES)
    } else if (which < 7) {
      const interactions = some(() => ({ account: account(), target: account(), kind: 'view' }))
      await post(admin, '/v1/interactions/filter', { interactions })
    } else {
      const query = `zorblax ${random.below(1e6)}`
      await post(admin, '/v1/search/check', { viewer: null, surface: 'search-accounts', query })
    }
  }
}
