import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { type SlateRequest } from '../surface-recommender.ts'
import { UsageError } from '../../model/errors.ts'
import { type Adapter } from './adapter.ts'
import { PATIENCE, RecommenderError } from './ask-json.ts'
import { requestBody } from './http-json.ts'
import { readAccounts } from './read-accounts.ts'

interface Waiting {
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: Error) => void
  readonly timer: NodeJS.Timeout
}

const MOST_LINE_CHARACTERS = 4 << 20

/** A program of this machine: a JSON line in, a JSON line out, answers named by their request. */
export const command: Adapter = {
  id: 'command',
  prefixes: ['command:'],
  needs: 'a program that reads requests as JSON lines from stdin and answers on stdout',

  open(address, { mostAtOnce, patience = PATIENCE }) {
    const [program, ...args] = address.slice('command:'.length).trim().split(/\s+/)
    if (!program) throw new UsageError('command: names no program; write "command:./recommend".')
    // no shell: what is named is what runs
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    const waiting = new Map<string, Waiting>()
    let ended: RecommenderError | null = null
    const end = (why: string) => {
      ended ??= new RecommenderError(`${program} ${why}; run it alone to see what it says.`)
      for (const { reject, timer } of waiting.values()) {
        clearTimeout(timer)
        reject(ended)
      }
      waiting.clear()
    }
    child.on('error', ({ message }) => end(`cannot be run (${message})`))
    child.on('exit', (code) => end(`ended with ${code}`))
    child.stdin.on('error', ({ message }) => end(`does not read (${message})`))
    createInterface({ input: child.stdout }).on('line', (line) => {
      const answer = line.length > MOST_LINE_CHARACTERS ? null : parseLine(line)
      const found = answer && waiting.get(answer.request)
      if (!found) return end('answered with a line that names no request under way')
      clearTimeout(found.timer)
      waiting.delete(answer.request)
      found.resolve(answer.accounts)
    })

    return Object.freeze({
      id: address,
      title: `The program ${program}`,
      mostAtOnce,
      async recommend(request: SlateRequest) {
        if (ended) throw ended
        const accounts = await new Promise((resolve, reject) => {
          const timer = setTimeout(() => {
            end(`did not answer within ${patience.timeoutMillis} ms`)
          }, patience.timeoutMillis)
          waiting.set(request.key, { resolve, reject, timer })
          child.stdin.write(`${JSON.stringify(requestBody(request))}\n`)
        })
        return readAccounts(accounts, request.count, `"accounts" of ${program}`)
      },
      async close() {
        child.kill()
      },
    })
  },
}

function parseLine(line: string): { request: string; accounts: unknown } | null {
  try {
    const answer: unknown = JSON.parse(line)
    if (typeof answer !== 'object' || answer === null || !('request' in answer)) return null
    if (typeof answer.request !== 'string') return null
    return { request: answer.request, accounts: 'accounts' in answer ? answer.accounts : undefined }
  } catch {
    return null
  }
}
