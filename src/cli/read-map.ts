import { mapFrom } from '../detect/map-file.ts'
import { type NetworkMap } from '../detect/map.ts'
import { InputError } from '../model/errors.ts'
import { openMap } from '../platform/workspace-map.ts'

/** The latest map of a workspace. @throws {InputError} if there is none that can be used. */
export function readMap(workspace: string): NetworkMap {
  const sections = openMap(workspace)
  try {
    return mapFrom(sections)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new InputError(
      `The map in ${workspace} is of another version; run "firebreak map --workspace ${workspace}" again.`,
      { cause: error },
    )
  }
}
