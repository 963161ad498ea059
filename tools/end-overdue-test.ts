/**
 * Preloaded into each test file: one that has not ended after seven minutes is killed, and red.
 *
 * The runner's own --test-timeout ends a test but not its process: a server that a failed test left
 * open would keep the suite waiting for ever. --test-force-exit ends it by process.exit(), and that
 * waits for compilers in other threads, which may wait for the thread that exits (nodejs/node#54918,
 * met here in one run of fifteen).
 *
 * @module
 */
import { isMainThread } from 'node:worker_threads'

const LONGEST_MINUTES = 7

// the runner itself waits for as long as its files take
if (isMainThread && process.env['NODE_TEST_CONTEXT'] !== undefined) {
  setTimeout(() => {
    process.stderr.write(
      `${process.argv[1]} had not ended after ${LONGEST_MINUTES} minutes, with ${process.getActiveResourcesInfo().join(', ')} open: it is killed.\n`,
    )
    process.kill(process.pid, 'SIGKILL')
  }, LONGEST_MINUTES * 60_000).unref()
}
