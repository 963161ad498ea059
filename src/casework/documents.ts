/**
 * Putting a version of a document beside the live one, and switching one on.
 *
 * A draft decides nothing. What decides is only ever changed by a switch, and a switch says why; going
 * back is a switch to an earlier version. Any switch ends the draft: what was compared with it is gone.
 *
 * @module
 */
import { hash } from 'node:crypto'
import {
  type DocumentHead,
  type DocumentKind,
  type DocumentState,
  parseSwitchReason,
} from '../model/document.ts'
import { ForbiddenError, InputError, NotFoundError } from '../model/errors.ts'
import { type ApiKey, DOCUMENT_WRITERS } from '../model/key-role.ts'
import { type StoreReader, type StoreTransaction } from '../store/store.ts'
import { type Casework } from './casework.ts'
import { record } from './record.ts'

type Holder = Pick<ApiKey, 'id' | 'role'>

/** A document that its parser took. */
export interface Document {
  readonly kind: DocumentKind
  readonly name: string
  /** The same text whenever it says the same. */
  readonly body: string
}

/** For what lay in the workspace: whoever put it there has the store itself in their hands. */
const COMMAND_LINE = 'command-line'

/**
 * Make `document` the first version of its kind, live from the start, unless there is one. Answers
 * with whether it was.
 */
export async function putFirst(casework: Casework, document: Document): Promise<boolean> {
  const { store, now } = casework
  return store.transact(async (tx) => {
    if ((await tx.documents(document.kind, 1)).length > 0) return false
    const head = await add(tx, casework, document, COMMAND_LINE)
    await tx.putDocumentState({ kind: document.kind, live: head.version, draft: null })
    await noteSwitch(tx, casework, {
      head,
      from: null,
      actor: COMMAND_LINE,
      reason: 'The first version.',
      atMillis: now(),
    })
    return true
  })
}

/** Whether what is live says the same as `document`. */
export async function isLive({ store }: Casework, document: Document): Promise<boolean> {
  const known = await store.documentNamed(document.kind, document.name)
  const { live } = await stateOf(store, document.kind)
  return known !== null && known.version === live && known.digest === digestOf(document)
}

/**
 * Put `document` beside the live one, in the place of the draft before. One that says what a version
 * says already is that version.
 *
 * @param first what counts where there is no version yet: it becomes the first, so that it can be put back.
 * @throws {ForbiddenError} if the role of `by` may not.
 * @throws {InputError} if another version has its name, or if it is what is live.
 */
export async function putDraft(
  casework: Casework,
  document: Document,
  by: Holder,
  first: Document | null,
): Promise<DocumentHead> {
  checkRole(by)
  if (first) await putFirst(casework, first)
  const { kind, name } = document
  return casework.store.transact(async (tx) => {
    const live = (await stateOf(tx, kind)).live
    const known = await tx.documentNamed(kind, name)
    if (known && known.digest !== digestOf(document)) {
      throw new InputError(
        `${FIELDS[kind]}.version is "${name}", which version ${known.version} says already and is another; give it a name of its own.`,
      )
    }
    if (known && known.version === live) {
      throw new InputError(
        `${FIELDS[kind]} is the live version ${known.version} word for word; change it and give it a name of its own.`,
      )
    }
    const head = known ?? (await add(tx, casework, document, by.id))
    await tx.putDocumentState({ kind, live, draft: head.version })
    return head
  })
}

export interface Switch {
  readonly kind: DocumentKind
  readonly version: number
  readonly reason: unknown
}

/**
 * Let this version decide from now on. Switching on what is live already only ends the draft.
 *
 * @throws {ForbiddenError} if the role of `by` may not.
 * @throws {InputError} without a reason.
 * @throws {NotFoundError} if there is no such version.
 */
export async function switchDocument(
  casework: Casework,
  { kind, version, reason: given }: Switch,
  by: Holder,
): Promise<DocumentState> {
  checkRole(by)
  const reason = parseSwitchReason(given)
  return casework.store.transact(async (tx) => {
    const document = await tx.document(kind, version)
    if (!document) {
      throw new NotFoundError(
        `There is no version ${version}; GET /v1/${kind} lists them, and a draft makes a new one.`,
      )
    }
    const { body: _, ...head } = document
    const { live: from } = await stateOf(tx, kind)
    const state = { kind, live: version, draft: null }
    await tx.putDocumentState(state)
    const atMillis = casework.now()
    await noteSwitch(tx, casework, { head, from, actor: by.id, reason, atMillis })
    return state
  })
}

/** What a message calls a document, as its parser does. */
const FIELDS = { policy: 'policy', 'search-list': 'list' } as const

async function stateOf(tx: StoreReader, kind: DocumentKind): Promise<DocumentState> {
  const states = await tx.documentStates()
  return states.find((state) => state.kind === kind) ?? { kind, live: null, draft: null }
}

async function add(
  tx: StoreTransaction,
  { signer, now }: Casework,
  document: Document,
  putBy: string,
): Promise<DocumentHead> {
  const putAtMillis = now()
  const digest = digestOf(document)
  const head = await tx.addDocument({ ...document, digest, putBy, putAtMillis })
  await record(tx, signer, {
    atMillis: putAtMillis,
    actor: putBy,
    action: 'document.drafted',
    subject: subjectOf(head),
    reason: null,
    details: { name: head.name, digest },
  })
  return head
}

async function noteSwitch(
  tx: StoreTransaction,
  { signer }: Casework,
  what: {
    readonly head: DocumentHead
    readonly from: number | null
    readonly actor: string
    readonly reason: string
    readonly atMillis: number
  },
): Promise<void> {
  const { head, from, actor, reason, atMillis } = what
  const subject = subjectOf(head)
  // the digest too: what was switched on is then known even where somebody changed the store
  const details = { name: head.name, digest: head.digest, from }
  await record(tx, signer, {
    atMillis,
    actor,
    action: 'document.switched',
    subject,
    reason,
    details,
  })
}

const subjectOf = ({ kind, version }: DocumentHead) => `${kind}/${version}`
const digestOf = ({ body }: Document) => hash('sha256', body)

function checkRole({ role }: Holder): void {
  if (DOCUMENT_WRITERS.includes(role)) return
  throw new ForbiddenError(
    `Policies and search lists are for the roles ${DOCUMENT_WRITERS.join(', ')}, not for ${role}.`,
  )
}
