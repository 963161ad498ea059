import { company } from './company.ts'
import { diaspora } from './diaspora.ts'
import { family } from './family.ts'
import { fanClub } from './fan-club.ts'
import { type LookAlike } from './look-alike.ts'
import { supportGroup } from './support-group.ts'

/** Every world holds all of them. A further one is a file here and a line in this list. */
export const lookAlikes: readonly LookAlike[] = [fanClub, family, company, supportGroup, diaspora]
