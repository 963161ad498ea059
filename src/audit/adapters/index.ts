import { type Adapter } from './adapter.ts'
import { atprotoFeed } from './atproto-feed.ts'
import { command } from './command.ts'
import { httpJson } from './http-json.ts'

/** The ways to a recommender outside this process. A further one is a file here and a line. */
export const adapters: readonly Adapter[] = [httpJson, atprotoFeed, command]
