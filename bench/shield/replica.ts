/**
 * A replica that says on each line which version it enforces, and since when: `node replica.ts FOLDER`.
 * It ends when its input does.
 */
import { createService } from '../../src/api/service.ts'
import { openCasework } from '../../src/cli/open-casework.ts'

const casework = await openCasework(process.argv[2], { mustExist: true })
const service = await createService({
  casework,
  standings: [],
  membersOf: () => [],
  onFailure: () => {},
})
let told = -1
const timer = setInterval(() => {
  const version = service.follower.version()
  if (version === told) return
  told = version
  process.stdout.write(`${version} ${Date.now()}\n`)
}, 1)
process.stdin.resume().once('end', () => {
  clearInterval(timer)
  void service.follower.stop().then(() => casework.store.close())
})
