import { type Signal } from '../model/signal.ts'
import { type Platform } from '../platform/platform.ts'
import { hasStore, openCasework } from './open-casework.ts'

const SIGNALS_AT_ONCE = 5000

/**
 * The platform with the signals that were posted to the service as well, so that a new map knows what
 * the servers know; as it is where there never was a service.
 *
 * @throws {StoreError | InputError} if there is one and its store cannot be read: a map without its signals
 *   would take back whom they withhold.
 */
export async function withPosted(platform: Platform, workspace: string): Promise<Platform> {
  if (!hasStore(workspace)) return platform
  const { store } = await openCasework(workspace, { mustExist: true })
  try {
    const signals: Signal[] = [...platform.signals]
    for (let after = 0; ;) {
      const page = await store.signals({ after, limit: SIGNALS_AT_ONCE })
      for (const { signal, receivedAtMillis } of page) {
        signals.push({ ...signal, atMillis: signal.atMillis ?? receivedAtMillis })
      }
      after = page.at(-1)?.sequence ?? after
      if (page.length < SIGNALS_AT_ONCE) break
    }
    return Object.freeze({ ...platform, signals: Object.freeze(signals) })
  } finally {
    await store.close()
  }
}
