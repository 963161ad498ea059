/**
 * One connection that listens, made anew whenever it is lost.
 *
 * @module
 */
import { Client, type ClientConfig, escapeIdentifier } from 'pg'

const RETRY_MILLIS = 500

/** @param onChange told of each notification, and of each new connection: it may have missed some. */
export function listen(
  config: ClientConfig,
  channel: string,
  onChange: () => void,
): { readonly stop: () => Promise<void> } {
  let stopped = false
  let client: Client | null = null
  let timer: NodeJS.Timeout | null = null

  async function connect(): Promise<void> {
    const fresh = new Client(config)
    client = fresh
    let lost = false
    const again = () => {
      if (lost || stopped) return
      lost = true
      timer = setTimeout(() => void connect(), RETRY_MILLIS).unref()
    }
    fresh.on('error', again)
    fresh.on('end', again)
    fresh.on('notification', onChange)
    try {
      await fresh.connect()
      await fresh.query(`listen ${escapeIdentifier(channel)}`)
      onChange()
    } catch {
      again()
    }
  }

  void connect()
  return {
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      await client?.end().catch(() => {}) // it may be gone already
    },
  }
}
