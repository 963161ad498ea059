/** Everything that somebody with the database in their hands could do to the log, and what is said of it. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { type AuditEntry, type AuditEvent, type Checkpoint } from '../model/audit-entry.ts'
import { signCheckpoint, signerOf } from './checkpoint.ts'
import { chained, entryHash } from './entry-hash.ts'
import { verifyLog } from './verify-log.ts'

const newSigner = () => signerOf(generateKeyPairSync('ed25519').privateKey)
const signer = newSigner()

interface Log {
  entries: AuditEntry[]
  checkpoints: Checkpoint[]
}

/** A log of `length` entries, written one to three at a time with a checkpoint after each time. */
function logOf(length: number, pace = 1): Log {
  const log: Log = { entries: [], checkpoints: [] }
  for (let i = 0; i < length; i++) {
    const entry = chained(eventOf(i), log.entries.at(-1) ?? null)
    log.entries.push(entry)
    if (i % pace === pace - 1 || i === length - 1) {
      log.checkpoints.push(signCheckpoint(entry, signer))
    }
  }
  return log
}

const eventOf = (i: number): AuditEvent => ({
  atMillis: 1_800_000_000_000 + i,
  actor: `key-${i % 3}`,
  action: 'brake.pulled',
  subject: `brake-${i}`,
  reason: 'A test.',
  details: { minutes: i },
})

/** The log as a store would hand it out: by number, in pages. */
async function verdictOf({ entries, checkpoints }: Log, by = signer) {
  const store = { auditEntries: paged(entries), checkpoints: paged(checkpoints) }
  const { breaks } = await verifyLog(store, by)
  return breaks.map(({ kind, sequence }) => `${kind} ${sequence}`)
}

function paged<Row extends { sequence: number }>(rows: readonly Row[]) {
  const sorted = rows.toSorted((a, b) => a.sequence - b.sequence)
  return async ({ after, limit }: { after: number; limit: number }) =>
    sorted.filter(({ sequence }) => sequence > after).slice(0, limit)
}

/** The entry with other content, its hash made anew or not. */
function forged(entry: AuditEntry, change: Partial<AuditEntry>, rehash: boolean): AuditEntry {
  const changed = { ...entry, ...change }
  return rehash ? { ...changed, hash: entryHash(changed) } : changed
}

const shifted = (entries: readonly AuditEntry[], from: number, by: number): AuditEntry[] =>
  entries.map((each) => (each.sequence < from ? each : { ...each, sequence: each.sequence + by }))

test('a log that nobody touched is whole, however long and however often it was signed', async () => {
  assert.deepEqual(await verdictOf(logOf(0)), [])
  for (const length of [1, 2, 999, 1000, 1001, 2500]) {
    assert.deepEqual(await verdictOf(logOf(length, 1 + (length % 3))), [])
  }
})

test('a changed entry is named, whichever of its fields it was', async () => {
  const changes: Partial<AuditEntry>[] = [
    { atMillis: 0 },
    { actor: 'nobody' },
    { action: 'brake.released' },
    { subject: null },
    { reason: 'Another.' },
    { details: { minutes: 99 } },
    { details: 'no JSON' },
    { previous: 'f'.repeat(64) },
    { hash: 'f'.repeat(64) },
  ]
  for (const change of changes) {
    const { entries, checkpoints } = logOf(9, 3)
    entries[4] = forged(entries[4], change, false)
    assert.deepEqual(
      await verdictOf({ entries, checkpoints }),
      ['changed 5'],
      JSON.stringify(change),
    )
  }
})

test('an entry that was changed and hashed anew is named by the checkpoint, or by the one after it', async () => {
  const signedEach = logOf(9)
  signedEach.entries[4] = forged(signedEach.entries[4], { reason: 'Another.' }, true)
  assert.deepEqual(await verdictOf(signedEach), ['changed 5'])
  const signedAtEnd = logOf(9, 9)
  signedAtEnd.entries[4] = forged(signedAtEnd.entries[4], { reason: 'Another.' }, true)
  assert.deepEqual(await verdictOf(signedAtEnd), ['changed 6'])
})

test('a chain that was made anew from some entry on cannot be signed anew', async () => {
  const { entries, checkpoints } = logOf(9)
  const remade = entries.slice(0, 4)
  for (const entry of entries.slice(4)) {
    const { action, details, ...event } = entry
    const again: AuditEvent = { ...event, ...eventOf(0), subject: 'another' }
    remade.push(chained(again, remade.at(-1)!))
    assert.equal(action, again.action)
    assert.notDeepEqual(details, again.details)
  }
  assert.equal((await verdictOf({ entries: remade, checkpoints }))[0], 'changed 5')
  const other = newSigner()
  const resigned = remade.map((entry) => signCheckpoint(entry, other))
  const [first] = await verdictOf({ entries: remade, checkpoints: resigned })
  assert.equal(first, 'forged-checkpoint 1')
})

test('a removed entry is named, first, last or between, renumbered or not', async () => {
  for (const gone of [1, 5, 9]) {
    const { entries, checkpoints } = logOf(9)
    const left = entries.filter(({ sequence }) => sequence !== gone)
    assert.deepEqual(await verdictOf({ entries: left, checkpoints }), [`removed ${gone}`])
    const renumbered = shifted(left, gone, -1)
    assert.deepEqual(await verdictOf({ entries: renumbered, checkpoints }), [`removed ${gone}`])
  }
})

test('entries that changed places are named', async () => {
  const { entries, checkpoints } = logOf(9)
  const [five, seven] = [entries[4], entries[6]]
  entries[4] = { ...seven, sequence: 5 }
  entries[6] = { ...five, sequence: 7 }
  const verdict = await verdictOf({ entries, checkpoints })
  assert.ok(verdict.includes('reordered 7'), String(verdict))
  assert.ok(
    verdict.every((each) => each.startsWith('reordered')),
    String(verdict),
  )
})

test('an inserted entry is named, whether its hash holds or not, and at the end too', async () => {
  for (const rehash of [false, true]) {
    for (const at of [1, 5, 10]) {
      const { entries, checkpoints } = logOf(9)
      const previous = entries[at - 2]?.hash ?? '0'.repeat(64)
      const inserted = forged({ ...entries[0], sequence: at, previous }, { reason: 'x' }, rehash)
      const all = [...shifted(entries, at, 1), inserted]
      const verdict = await verdictOf({ entries: all, checkpoints })
      assert.deepEqual(verdict, [`inserted ${at}`], `at ${at}, rehashed ${rehash}`)
    }
  }
})

test('a checkpoint that was altered, or signed by another key, is named', async () => {
  const { entries, checkpoints } = logOf(4)
  checkpoints[1] = { ...checkpoints[1], hash: entries[0].hash }
  assert.deepEqual(await verdictOf({ entries, checkpoints }), ['forged-checkpoint 2'])
  const other = await verdictOf(logOf(2), newSigner())
  assert.deepEqual(other, ['forged-checkpoint 1', 'forged-checkpoint 2'])
})

test('whatever is done to one entry of any log, something is said', async () => {
  const deed = fc.constantFrom('change', 'rehash', 'remove', 'swap', 'insert', 'truncate')
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 40 }),
      fc.integer({ min: 1, max: 5 }),
      fc.nat(),
      fc.nat(),
      deed,
      async (length, pace, one, other, deed) => {
        const { entries, checkpoints } = logOf(length, pace)
        const i = one % length
        const j = other % length
        fc.pre(deed !== 'swap' || i !== j)
        if (deed === 'change') entries[i] = forged(entries[i], { reason: null }, false)
        if (deed === 'rehash') entries[i] = forged(entries[i], { reason: null }, true)
        if (deed === 'remove') entries.splice(i, 1)
        if (deed === 'truncate') entries.splice(i)
        if (deed === 'swap') {
          const [a, b] = [entries[i], entries[j]]
          entries[i] = { ...b, sequence: a.sequence }
          entries[j] = { ...a, sequence: b.sequence }
        }
        const all =
          deed === 'insert'
            ? [...shifted(entries, i + 1, 1), { ...entries[j], sequence: i + 1 }]
            : entries
        const verdict = await verdictOf({ entries: all, checkpoints })
        assert.ok(verdict.length > 0, `${deed} ${i + 1} of ${length}`)
      },
    ),
    { numRuns: 300 },
  )
})
