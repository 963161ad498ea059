import { type Command, type Option } from './command.ts'

const workspace: Option = { value: 'W', summary: 'the workspace directory' }
const reason: Option = { value: 'TEXT', summary: 'why, for everybody who looks later' }
const key: Option = {
  value: 'KEY',
  summary: 'who asks; the variable FIREBREAK_KEY unless given',
}
const publicKey: Option = {
  value: 'FILE',
  summary: 'the key to check with, where there is no workspace',
}
const seed: Option = { value: 'N', summary: 'seed of the random numbers (1)' }

/** Every command, in the order in which a newcomer meets them. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'demo',
    summary: 'The whole loop on a made-up platform: audit, map, guard, audit again',
    positionals: '',
    options: {
      accounts: { value: 'N', summary: 'accounts on the platform (50000)' },
      seed,
      out: { value: 'DIR', summary: 'where report.html goes (firebreak-demo)' },
    },
    load: () => import('./demo.ts'),
  },
  {
    name: 'simulate',
    summary: 'Write a made-up platform as import files, with the truth beside them',
    positionals: '',
    options: {
      out: { value: 'DIR', summary: 'where the files go' },
      accounts: { value: 'N', summary: 'accounts on the platform (50000)' },
      seed,
      camouflage: { value: 'N', summary: 'innocent follows of each planted account (15)' },
    },
    load: () => import('./simulate.ts'),
  },
  {
    name: 'import',
    summary: "Read a platform's files into a workspace",
    positionals: 'PATH…',
    options: { workspace },
    load: () => import('./import.ts'),
  },
  {
    name: 'map',
    summary: 'Map the networks around the seeds: scores, roles, networks',
    positionals: '',
    options: {
      workspace,
      budget: { value: 'N', summary: 'accounts that people can review (as many as were mapped)' },
    },
    load: () => import('./map.ts'),
  },
  {
    name: 'live',
    summary: 'Take in seeds and follows as they come and go, and say who is closest now',
    positionals: '',
    options: {
      workspace,
      top: { value: 'N', summary: 'closest accounts in each answer (10)' },
      save: { value: null, summary: 'put the changes into the workspace at the end' },
    },
    load: () => import('./live.ts'),
  },
  {
    name: 'scores',
    summary: 'Every account by closeness to the seeds, as CSV',
    positionals: '',
    options: { workspace, out: { value: 'FILE', summary: 'write there instead of the terminal' } },
    load: () => import('./scores.ts'),
  },
  {
    name: 'explain',
    summary: 'Why an account stands where it stands',
    positionals: 'ACCOUNT',
    options: { workspace },
    load: () => import('./explain.ts'),
  },
  {
    name: 'audit',
    summary:
      'Measure with test accounts what a recommender shows, guard off and on; "plan" says how many it takes, "nightly" watches over many nights',
    positionals: '[plan|nightly]',
    options: {
      workspace,
      scenario: { value: 'NAME|FILE', summary: 'what the test accounts do' },
      recommender: {
        value: 'NAME|URL',
        summary:
          'co-follow, random-walk, factorisation, two-stage or popular; else http(s)://…, atproto:… or command:…',
      },
      'authorised-by': {
        value: 'WHO',
        summary: 'who says that a recommender outside may be tested',
      },
      'allow-host': { value: 'H,…', summary: 'hosts outside private networks that may be asked' },
      'most-at-once': { value: 'N', summary: 'requests under way at once (8)' },
      'most-requests': { value: 'N', summary: 'requests in all (1000000)' },
      release: { value: 'NAME', summary: 'what the audited release is called' },
      junit: { value: 'FILE', summary: 'write the checks as JUnit XML' },
      sarif: { value: 'FILE', summary: 'write the checks as SARIF' },
      markdown: { value: 'FILE', summary: 'write the checks as Markdown' },
      guard: {
        value: 'off|on|shadow|both|all',
        summary:
          "which arms to run; all adds shadow and each end alone (the scenario's, else both)",
      },
      'test-accounts': { value: 'N', summary: 'test accounts in each arm (300)' },
      seed,
      budget: {
        value: 'X|S=X,…',
        summary: 'highest exposure@10 that passes, on a surface S as well (0.01)',
      },
      report: { value: 'FILE', summary: 'write a self-contained HTML report' },
      swaps: { value: 'off|on', summary: 'with the swaps that "mitigate apply" made (off)' },
      'public-key': { value: 'FILE', summary: 'write the key that the report can be checked with' },
      control: { value: 'X', summary: 'plan: exposure of control accounts (0.001)' },
      treated: { value: 'X', summary: 'plan: exposure that must not be missed (0.003)' },
      correlation: { value: 'X', summary: 'plan: of entries of one account (0.05)' },
      ledger: { value: 'FILE', summary: 'nightly: what is carried from night to night' },
      alpha: { value: 'X', summary: 'nightly: chance of a false alarm ever (0.05)' },
      power: { value: 'X', summary: 'plan: share of audits that find it (0.8)' },
    },
    load: () => import('./audit.ts'),
  },
  {
    name: 'mitigate',
    summary:
      'Give places of recommendation lists to others who fit, so that fewer are led to a network',
    positionals: 'plan|apply FILE|undo',
    options: {
      workspace,
      recommender: {
        value: 'NAME',
        summary: 'co-follow, random-walk, factorisation, two-stage or popular',
      },
      swaps: { value: 'N', summary: 'places that may change hands (100)' },
      relevance: { value: 'X', summary: 'least nDCG of each list (0.95)' },
      places: { value: 'N', summary: 'places of a list (10)' },
      accounts: {
        value: 'N',
        summary: 'accounts whose lists are looked at, the closest first (5000)',
      },
      out: { value: 'FILE', summary: 'write the swaps; needs --reason, and hides ids' },
      identified: { value: null, summary: 'write ids as they are' },
      reason,
    },
    load: () => import('./mitigate.ts'),
  },
  {
    name: 'report-card',
    summary: 'Audits of several recommenders or releases side by side, from their signed JSON',
    positionals: 'FILE…',
    options: {
      workspace,
      'public-key': publicKey,
      out: { value: 'FILE', summary: 'write a self-contained HTML page' },
    },
    load: () => import('./report-card.ts'),
  },
  {
    name: 'recommend-server',
    summary: 'A reference recommender over HTTP on this machine, to try an audit with',
    positionals: '',
    options: {
      workspace,
      recommender: { value: 'NAME', summary: 'which one (co-follow)' },
      port: { value: 'N', summary: 'where it listens; 0 takes any that is free (0)' },
    },
    load: () => import('./recommend-server.ts'),
  },
  {
    name: 'prevalence',
    summary:
      'How many accounts there are of a kind: a sheet for reviewers, and the number with its interval',
    positionals: 'plan|estimate',
    options: {
      workspace,
      sample: { value: 'N', summary: 'plan: how many times to draw (1000)' },
      seed,
      strata: { value: 'region', summary: 'plan: draw by region (all accounts together)' },
      regions: { value: 'FILE', summary: 'plan: CSV with account and region, for --strata region' },
      out: { value: 'FILE', summary: 'plan: where the sheet for reviewers goes' },
      plan: {
        value: 'FILE',
        summary: 'plan: where what reviewers must not see goes; estimate: the same file',
      },
      reason,
      reviewed: { value: 'FILE', summary: 'estimate: the sheet with yes or no in every answer' },
      gold: {
        value: 'FILE',
        summary: 'estimate: CSV with account, truth and answer, which shows reviewers’ mistakes',
      },
      report: { value: 'FILE', summary: 'estimate: write a self-contained HTML page' },
    },
    load: () => import('./prevalence.ts'),
  },
  {
    name: 'coordinated',
    summary: 'Pairs of accounts that act on the same things within seconds, again and again',
    positionals: 'PATH…',
    options: {
      seconds: { value: 'N', summary: 'how far apart two acts may lie (60)' },
      times: { value: 'N', summary: 'how often before a pair counts (3)' },
      out: {
        value: 'FILE',
        summary: 'write the pairs, for its owner only; needs --workspace and --reason',
      },
      workspace: { value: 'W', summary: 'in whose log it stands that they were listed' },
      reason,
    },
    load: () => import('./coordinated.ts'),
  },
  {
    name: 'export',
    summary: 'The accounts of networks and the follows among them, for other tools; hides ids',
    positionals: 'graphml|gexf|csv|parquet',
    options: {
      workspace,
      out: { value: 'FILE', summary: 'where it goes, for its owner only' },
      reason,
      network: { value: 'ID', summary: 'only this one (all of the latest map)' },
      identified: {
        value: null,
        summary: 'write ids as they are; needs the key of an investigator or a lead',
      },
      key,
    },
    load: () => import('./export.ts'),
  },
  {
    name: 'serve',
    summary: 'The service: guard both ends, take signals, hold the brakes',
    positionals: '',
    options: {
      workspace,
      port: { value: 'N', summary: 'where it listens; 0 takes any that is free (8420)' },
      host: { value: 'H', summary: 'and on which address (127.0.0.1)' },
      'exposure-budget': {
        value: 'X',
        summary:
          'share of viewers led to withheld accounts past which a surface brakes itself (never)',
      },
      'automatic-changes': {
        value: 'N',
        summary: 'standings that software may change in 24 hours before it asks (1000)',
      },
      'oidc-issuer': { value: 'URL', summary: 'an OpenID Connect provider that signs people in' },
      'oidc-client': { value: 'ID', summary: 'what that provider knows the console by' },
      'oidc-secret-file': {
        value: 'FILE',
        summary: 'where the client secret lies; the variable FIREBREAK_OIDC_SECRET unless given',
      },
      'oidc-claim': { value: 'NAME', summary: 'which claim is the name of a person here (email)' },
      'removed-alone': {
        value: 'N',
        summary: 'accounts that one person may remove without a second (10)',
      },
      'second-readings': {
        value: 'X',
        summary: 'share of closed cases that a second person reads (0.05)',
      },
    },
    load: () => import('./serve.ts'),
  },
  {
    name: 'brake',
    summary: 'Stop everything, a surface, a region, a network or a tag; two people release it',
    positionals: 'pull|release|status [ID]',
    options: {
      workspace,
      scope: {
        value: 'SCOPE',
        summary: 'all, or surface=, region=, network= or tag= and its name',
      },
      reason,
      minutes: { value: 'N', summary: 'until it ends by itself (1 to 10080)' },
      key,
    },
    load: () => import('./brake.ts'),
  },
  {
    name: 'policy',
    summary: 'Draft a policy, see what it would change, switch it on, through a running server',
    positionals: 'draft FILE|switch VERSION|show',
    options: { workspace, reason, key },
    load: async () => ({ run: (await import('./documents.ts')).runFor('policy') }),
  },
  {
    name: 'search-list',
    summary: 'Draft, try and switch on a list of the search guard, through a running server',
    positionals: 'draft FILE|try FILE QUERIES|switch VERSION|show',
    options: { workspace, reason, key },
    load: async () => ({ run: (await import('./documents.ts')).runFor('search-list') }),
  },
  {
    name: 'key',
    summary: 'Make, list and revoke the keys that open the service',
    positionals: 'create|list|revoke [ID]',
    options: {
      workspace,
      role: { value: 'ROLE', summary: 'guard, ingest, investigator, lead, auditor or admin' },
      person: { value: 'NAME', summary: 'whose it is: two keys of one person release no brake' },
      'child-safety': { value: null, summary: 'open cases of child safety to it too' },
    },
    load: () => import('./key.ts'),
  },
  {
    name: 'person',
    summary: 'The people who sign in to the console: make, list, disable, give a new password',
    positionals: 'create|list|reset|disable',
    options: {
      workspace,
      name: { value: 'NAME', summary: 'what they sign in with' },
      role: { value: 'ROLE', summary: 'investigator, lead, auditor or admin' },
      'child-safety': { value: null, summary: 'open cases of child safety to them too' },
      provider: {
        value: null,
        summary: 'without a password: the OpenID Connect provider signs them in',
      },
    },
    load: () => import('./person.ts'),
  },
  {
    name: 'verify',
    summary: 'Check the audit log: every hash and every signature; or the signature of a report',
    positionals: '',
    options: {
      workspace,
      report: { value: 'FILE', summary: 'the JSON of an audit, in place of the log' },
      'public-key': publicKey,
    },
    load: () => import('./verify.ts'),
  },
  {
    name: 'doctor',
    summary: 'What is missing on this machine, and in a workspace, and the command that mends it',
    positionals: '',
    options: { workspace },
    load: () => import('./doctor.ts'),
  },
]
