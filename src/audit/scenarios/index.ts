import { type Scenario } from '../scenario.ts'
import { everySurface } from './every-surface.ts'
import { glancingContact } from './glancing-contact.ts'
import { handfulOfFollows } from './handful-of-follows.ts'
import { minorToSeeker } from './minor-to-seeker.ts'
import { networkReForming } from './network-re-forming.ts'
import { relatedToRemoved } from './related-to-removed.ts'
import { suggestionCompletion } from './suggestion-completion.ts'
import { tagSearch } from './tag-search.ts'

/** Ready ones, one for each finding of the investigation. A further one is a file here and a line. */
export const scenarios: readonly Scenario[] = [
  glancingContact,
  handfulOfFollows,
  tagSearch,
  suggestionCompletion,
  relatedToRemoved,
  minorToSeeker,
  networkReForming,
  everySurface,
]
