/** An audit over HTTP that is killed in the middle goes on where it was, to the same bytes. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { inProcess } from '../src/audit/adapters/in-process.ts'
import { readSlateRequest } from '../src/audit/adapters/read-slate-request.ts'
import { main } from '../src/cli/main.ts'
import { openWorkspace } from '../src/platform/workspace.ts'
import { recommenders } from '../src/recommend/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'firebreak-resumed-'))
after(() => rmSync(folder, { recursive: true }))
const workspace = join(folder, 'workspace')
const bin = fileURLToPath(new URL('../bin/firebreak.js', import.meta.url))

async function firebreak(...args: string[]): Promise<number | undefined> {
  return await main(args, { stdout: { write: () => true }, stderr: { write: () => true } })
}

const json = (file: string) => readFileSync(file.replace('.html', '.json'), 'utf8')

test('killed and run again, an audit over HTTP writes the same bytes and asks nothing twice', async () => {
  const data = join(folder, 'data')
  await firebreak('simulate', '--out', data, '--accounts', '2000')
  await firebreak('import', data, '--workspace', workspace)
  const reference = inProcess(recommenders[0], openWorkspace(workspace))
  const asked: string[] = []
  let delayMillis = 20
  const server = createServer((question, reply) => {
    void (async () => {
      const request = readSlateRequest(JSON.parse(await text(question)))
      asked.push(request.key)
      await setTimeout(delayMillis)
      reply.end(JSON.stringify({ accounts: await reference.recommend(request) }))
    })()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  assert.ok(typeof address === 'object' && address)
  const argsTo = (report: string) => [
    'audit',
    '--workspace',
    workspace,
    '--scenario',
    'glancing-contact',
    '--guard',
    'off',
    '--test-accounts',
    '40',
    '--recommender',
    `http://127.0.0.1:${address.port}/`,
    '--authorised-by',
    'the tests of this project',
    '--report',
    report,
  ]
  const report = join(folder, 'resumed.html')
  const child = spawn(process.execPath, [bin, ...argsTo(report)], { stdio: 'ignore' })
  while (asked.length < 60) await setTimeout(5)
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
  assert.ok(!existsSync(report))
  const journals = join(workspace, 'audit-journals')
  assert.equal(readdirSync(journals).length, 1)

  await setTimeout(100)
  delayMillis = 0
  const before = asked.length
  await firebreak(...argsTo(report))
  // those that were under way at the kill are asked again, and no others
  const again = asked.slice(before).filter((key) => asked.indexOf(key) < before)
  assert.ok(again.length <= 16, `${again.length} asked again`)
  assert.ok(asked.length - before < 320)
  assert.deepEqual(readdirSync(journals), [])

  const whole = join(folder, 'whole.html')
  await firebreak(...argsTo(whole))
  assert.deepEqual(readFileSync(report), readFileSync(whole))
  assert.equal(json(report), json(whole))
  assert.equal(JSON.parse(json(report)).report.authorisedBy, 'the tests of this project')

  const verify = (file: string) => firebreak('verify', '--workspace', workspace, '--report', file)
  const signed = report.replace('.html', '.json')
  assert.equal(await verify(signed), 0)
  writeFileSync(signed, json(report).replace('"seed": 1', '"seed": 2'))
  assert.equal(await verify(signed), 1)
})
