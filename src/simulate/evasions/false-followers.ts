import { type Random } from '../../util/random.ts'
import { pick, shuffle } from '../draws.ts'
import { addPair } from '../pairs.ts'
import { isPlanted } from '../planted.ts'
import { type World } from '../world.ts'
import { byFollowers } from './camouflage.ts'
import { type Evasion, membersOf, noMoves } from './evasion.ts'

const BUDGETS = [2, 6, 20, 60]
/** So few that the account does not look like one that mainly follows members. */
const MEMBERS_EACH = 2
const OTHERS_EACH = 3

/** Innocent accounts taken over, that follow some members next to what they followed before. */
export const hijackedAccounts: Evasion = {
  id: 'hijacked accounts',
  title: 'innocent accounts are taken over and made to follow two members each',
  unit: 'follows',
  budgets: BUDGETS,
  plan(world, budget, random) {
    const members = membersOf(world)
    const moves = noMoves()
    const innocents = Uint32Array.from(world.roles.keys()).filter(
      (row) => !isPlanted(world.roles[row]),
    )
    const wanted = Math.floor((budget * members.length) / MEMBERS_EACH)
    const hijacked = shuffle(random, innocents).slice(0, wanted)
    for (const account of hijacked) followMembers(moves.made, account, members, random)
    return { ...moves, hijacked: hijacked.toSorted() }
  },
}

/** New accounts that follow some members and the popular, as a newcomer would. */
export const fakeAccounts: Evasion = {
  id: 'fake accounts',
  title: 'new accounts follow two members and three popular accounts each',
  unit: 'follows',
  budgets: BUDGETS,
  plan(world: World, budget, random) {
    const members = membersOf(world)
    const moves = noMoves()
    const drawPopular = byFollowers(world)
    const each = MEMBERS_EACH + OTHERS_EACH
    const newAccounts = Math.floor((budget * members.length) / each)
    for (let k = 0; k < newAccounts; k++) {
      const account = world.accountIds.length + k
      followMembers(moves.made, account, members, random)
      for (let o = 0; o < OTHERS_EACH; o++) addPair(moves.made, account, drawPopular(random))
    }
    return { ...moves, newAccounts }
  },
}

function followMembers(
  made: ReturnType<typeof noMoves>['made'],
  account: number,
  members: Uint32Array,
  random: Random,
): void {
  for (let k = 0; k < MEMBERS_EACH; k++) addPair(made, account, pick(random, members))
}
