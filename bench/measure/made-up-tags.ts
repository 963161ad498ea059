import { isNetworkRole, ROLES } from '../../src/model/role.ts'
import { PlatformBuilder } from '../../src/platform/builder.ts'
import { type Platform } from '../../src/platform/platform.ts'
import { type Random } from '../../src/util/random.ts'

const ORDINARY = 60
const CODED = 4
/** Of the members, who use a coded tag; and of everybody else, who use one by chance. */
const [MEMBERS, OTHERS] = [0.6, 0.005]

/** Two ordinary tags for everybody, the first ones used more; a coded one for most of the network. */
export function addMadeUpTags(base: Platform, random: Random): Platform {
  const builder = new PlatformBuilder(base)
  const use = (row: number, name: string, count: number) =>
    builder.useTag(row, builder.tags.add(name), count)
  for (let row = 0; row < base.accounts.size; row++) {
    const role = base.truth?.roles[row] ?? 0
    const isMember = role > 0 && isNetworkRole(ROLES[role - 1])
    for (let k = 0; k < 2; k++) {
      use(row, `ordinary${Math.floor(ORDINARY * random.next() ** 2)}`, 1)
    }
    if (random.next() < (isMember ? MEMBERS : OTHERS)) use(row, `zorb${random.below(CODED)}`, 3)
  }
  return builder.build()
}
