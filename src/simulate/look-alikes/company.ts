import { drawWhole } from '../draws.ts'
import { claimGroup, createTag, follow, setAgeBand, useTag } from '../draft.ts'
import { type LookAlike, groupCount, groupSize } from './look-alike.ts'

const TEAM = 12
/** Of all the follows that there could be: within a team, and across the house. */
const TEAM_SHARE = 0.6
const HOUSE_SHARE = 0.03

/** Employees who follow the company's account and their own team; everybody an adult. */
export const company: LookAlike = {
  id: 'company',
  plant(draft, random) {
    const companies = groupCount(draft, 5_000, 2, 20)
    const largest = groupSize(draft, 40, 200)
    for (let number = 1; number <= companies; number++) {
      const size = drawWhole(random, Math.ceil(largest / 2), largest)
      const [account, ...employees] = claimGroup(draft, `company-${number}`, size)
      const tag = createTag(draft)
      draft.degrees.popularity[account] = 20
      useTag(draft, account, tag, 20)
      employees.forEach((employee, place) => {
        setAgeBand(draft, employee, 'adult')
        if (random.next() < 0.95) follow(draft, employee, account)
        if (random.next() < 0.3) follow(draft, account, employee)
        if (random.next() < 0.5) useTag(draft, employee, tag, drawWhole(random, 1, 6))
        const team = place - (place % TEAM)
        employees.forEach((other, otherPlace) => {
          // colleagues of the same team are close, the rest of the house hardly
          const sameTeam = otherPlace - (otherPlace % TEAM) === team
          if (random.next() < (sameTeam ? TEAM_SHARE : HOUSE_SHARE)) {
            follow(draft, employee, other)
          }
        })
      })
    }
  },
}
