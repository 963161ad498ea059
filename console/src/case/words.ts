/** The words for what is decided and about whom. */
import type { DecisionKind } from '../../../src/model/case-decision.ts'

interface DecisionWords {
  readonly title: string
  readonly done: string
  readonly means: string
}

export const DECISION_WORDS: Readonly<Record<DecisionKind, DecisionWords>> = {
  limit: {
    title: 'Limit',
    done: 'limited',
    means: 'Shown after others, and to nobody whom they could harm. The person does not notice.',
  },
  withhold: {
    title: 'Withhold',
    done: 'withheld',
    means: 'Recommended to nobody and not found. The person does not notice.',
  },
  remove: {
    title: 'Remove',
    done: 'removed',
    means: 'Gone from the platform. More than a few need a second person.',
  },
  protect: {
    title: 'Protect',
    done: 'protected',
    means:
      'May be a child or a victim: shown to no stranger, and never sanctioned by many at once.',
  },
  clear: {
    title: 'Clear',
    done: 'cleared',
    means: 'Has nothing to do with it: what software made of the account no longer counts.',
  },
  escalate: {
    title: 'Escalate',
    done: 'escalated',
    means: 'A lead decides. Nothing changes for the accounts until then.',
  },
}

export const ROLE_WORDS: Readonly<Record<string, string>> = {
  source: 'Sources',
  seeker: 'Seekers',
  connector: 'Connectors',
  'at-risk': 'At risk',
  bystander: 'Bystanders',
}
