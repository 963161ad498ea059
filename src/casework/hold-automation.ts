/**
 * One worker at a time: of several servers on one store, one infers standings, and another takes over
 * when it has not been heard of for a while.
 *
 * @module
 */
import { type Casework } from './casework.ts'

/** Take the automation, or keep it, for so long. Answers whether `holder` has it now. */
export async function holdAutomation(
  { store, now }: Casework,
  holder: string,
  millis: number,
): Promise<boolean> {
  // asked often by those who wait: they write nothing
  if (!isFree(await store.automation(), holder, now(), millis)) return false
  return store.transact(async (tx) => {
    const automation = await tx.automation()
    const atMillis = now()
    if (!isFree(automation, holder, atMillis, millis)) return false
    await tx.putAutomation({ ...automation, holder, heldUntilMillis: atMillis + millis })
    return true
  })
}

/** Let another worker have it at once. */
export async function letGoOfAutomation({ store }: Casework, holder: string): Promise<void> {
  await store.transact(async (tx) => {
    const automation = await tx.automation()
    if (automation.holder !== holder) return
    await tx.putAutomation({ ...automation, holder: null, heldUntilMillis: 0 })
  })
}

function isFree(
  automation: { readonly holder: string | null; readonly heldUntilMillis: number },
  holder: string,
  atMillis: number,
  millis: number,
): boolean {
  if (automation.holder === null || automation.holder === holder) return true
  // an end that is further off than any could be: a clock was set back
  return (
    automation.heldUntilMillis <= atMillis || automation.heldUntilMillis > atMillis + 10 * millis
  )
}
