import { z } from 'zod'

const refusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

/** What every operation may answer besides its own, for the document. */
export const REFUSALS = { '4xx': refusal, '5xx': refusal }

/** For operations that need a key, or somebody who has signed in. */
export const WITH_KEY = [{ key: [] }, { session: [] }]
