/** What comes over the wire and is no proper request: each gets its answer, and nobody else waits. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Running, runService } from './service.ts'

const REQUEST_TIMEOUT_MILLIS = 600
const root = mkdtempSync(join(tmpdir(), 'firebreak-faults-'))
let running: Running
before(async () => {
  running = await runService(root, { requestTimeoutMillis: REQUEST_TIMEOUT_MILLIS })
})
after(async () => {
  await running.close()
  rmSync(root, { recursive: true })
})

const head = (length: number, key: string) =>
  [
    'POST /v1/recommendations/filter HTTP/1.1',
    'host: localhost',
    `authorization: Bearer ${key}`,
    'content-type: application/json',
    `content-length: ${length}`,
    '',
    '',
  ].join('\r\n')

async function open(): Promise<Socket> {
  const socket = connect(running.port, '127.0.0.1')
  // whoever is cut off while writing is told so: that is what these tests do
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

/** Everything that comes back until the other side closes. */
async function rest(socket: Socket): Promise<string> {
  let text = ''
  socket.on('data', (part: Buffer) => (text += String(part)))
  await once(socket, 'close')
  return text
}

/** Send a megabyte after the other until all are sent or the other side cuts it off; how many were. */
async function pour(
  socket: Socket,
  megabytes: number,
  framed: (chunk: Buffer) => (Buffer | string)[],
): Promise<number> {
  const chunk = Buffer.alloc(1 << 20, 0x20)
  for (let sent = 0; sent < megabytes; sent++) {
    for (const part of framed(chunk)) {
      const failed = await new Promise((resolve) => socket.write(part, resolve))
      if (failed) return sent
    }
  }
  return megabytes
}

async function answersOn(): Promise<void> {
  const body = { viewer: null, surface: 'feed', candidates: ['ada'] }
  const { status } = await running.ask(
    running.keys.guard,
    'POST',
    '/v1/recommendations/filter',
    body,
  )
  assert.equal(status, 200)
}

test('half a request is given up after a while, and others are answered meanwhile', async () => {
  const halves = [
    'POST /v1/recomm',
    head(100, running.keys.guard),
    `${head(100, running.keys.guard)}{"viewer"`,
  ]
  const sockets = await Promise.all(halves.map(open))
  const answers = sockets.map(rest)
  for (const [i, half] of halves.entries()) sockets[i].write(half)
  await answersOn()
  for (const answer of await Promise.all(answers)) {
    assert.match(answer, /^HTTP\/1.1 408 /)
    assert.match(answer, /"code":"too_slow"/)
  }
})

test('a client that sends a byte now and then is given up too', async () => {
  const socket = await open()
  const answer = rest(socket)
  socket.write(head(1000, running.keys.guard))
  const dripping = setInterval(() => socket.write(' '), 20)
  await answersOn()
  assert.match(await answer, /^HTTP\/1.1 408 /)
  clearInterval(dripping)
})

test('a client that asks and asks and never reads is held back, and others are answered', async () => {
  const body = JSON.stringify({
    viewer: null,
    surface: 'feed',
    candidates: Array.from({ length: 500 }, (_, i) => `account-${i}`),
  })
  const request = head(Buffer.byteLength(body), running.keys.guard) + body
  const socket = await open()
  socket.pause()
  // about 80 MB, where a few hundred kilobytes fit between the two
  const ASKED = 10_000
  for (let i = 0; i < ASKED; i++) socket.write(request)
  await answersOn()
  const written = socket.bytesWritten - socket.writableLength
  assert.ok(written < (ASKED * request.length) / 2, `${written} bytes were taken`)
  socket.destroy()
  await answersOn()
})

test('a client that goes away in the middle of its body harms nobody', async () => {
  for (let i = 0; i < 50; i++) {
    const socket = await open()
    socket.write(`${head(1000, running.keys.guard)}{"viewer":`)
    socket.destroy()
  }
  await answersOn()
})

test('a body of 100 MB is refused by its head, and whoever sends it all the same is cut off', async () => {
  const socket = await open()
  socket.write(head(100 << 20, running.keys.guard))
  const [first]: Buffer[] = await once(socket, 'data')
  assert.match(String(first), /^HTTP\/1.1 413 /)
  await pour(socket, 100, (chunk) => [chunk])
  await answersOn()
})

test('a body that does not say its length is cut where it grows too large', async () => {
  const refused = async () => {
    const { body } = await running.ask(null, 'GET', '/metrics')
    const [, count] = /refused_total\{code="too_large"\} (\d+)/.exec(body) ?? []
    return Number(count ?? 0)
  }
  const before = await refused()
  const socket = await open()
  const endless = 'transfer-encoding: chunked'
  socket.write(head(0, running.keys.guard).replace('content-length: 0', endless))
  const sent = await pour(socket, 100, (chunk) => ['100000\r\n', chunk, '\r\n'])
  assert.ok(sent < 100)
  assert.equal(await refused(), before + 1)
  await answersOn()
})

test('who has no key does not get to send a body at all', async () => {
  const socket = await open()
  const answer = rest(socket)
  socket.write(`${head(1 << 20, 'firebreak_false')}{`)
  socket.end()
  assert.match(await answer, /^HTTP\/1.1 401 /)
})

test('what is no HTTP, and headers without end, are refused in our words', async () => {
  const cases: [string, RegExp][] = [
    ['\x16\x03\x01 no HTTP\r\n\r\n', /^HTTP\/1.1 400 [^]*"code":"bad_http"/],
    [
      `GET /healthz HTTP/1.1\r\nx: ${'y'.repeat(70_000)}\r\n\r\n`,
      /^HTTP\/1.1 431 [^]*"code":"too_large"/,
    ],
    [
      'GET /%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
      /^HTTP\/1.1 400 [^]*"code":"bad_url"/,
    ],
  ]
  for (const [text, expected] of cases) {
    const socket = await open()
    const answer = rest(socket)
    socket.write(text)
    assert.match(await answer, expected)
  }
})

test('500 idle connections keep nobody from an answer', async () => {
  const idle = await Promise.all(Array.from({ length: 500 }, open))
  await answersOn()
  for (const socket of idle) socket.destroy()
})

test('JSON that is deep, wide or strange is an answer and not a fall', async () => {
  const { ask, keys } = running
  const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`
  const bodies = [
    deep,
    `{"viewer":null,"surface":"feed","candidates":${deep}}`,
    `{"viewer":null,"surface":"feed","candidates":["${'\\u0000'.repeat(200)}"]}`,
    '{"viewer":null,"surface":"feed","candidates":["\\ud800"]}',
    '{"constructor":{"prototype":{}},"viewer":null,"surface":"feed","candidates":[]}',
    '1e999',
    `"${'x'.repeat(1_000_000)}"`,
  ]
  for (const body of bodies) {
    for (const path of [
      '/v1/recommendations/filter',
      '/v1/interactions/filter',
      '/v1/signals',
      '/v1/brakes',
    ]) {
      const { status } = await ask(keys.admin, 'POST', path, body)
      assert.ok(status < 500, `${path}: ${status} for ${body.slice(0, 40)}`)
    }
  }
})
