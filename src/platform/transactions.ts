import { sql } from 'kysely'
import { type RecordedAccess, recordAccess } from './access-log.ts'
import { type Actor, type Policy, requireAllowed } from './acts.ts'
import type { ContextProcess, Database, Isolation, ReadTx, Tx } from './database.ts'
import type { Clock } from './dates.ts'
import { readsEdition } from './edition.ts'
import { errors, Refusal, refusal } from './errors.ts'
import { markJournal } from './log/journal.repository.ts'

/** Who calls: someone with a session, a job with its single-use token, or the product itself under a named system actor. */
export type Caller = {
  readonly requestId: string
  /** The act that the route names: whoever calls it must be allowed that, whatever else its handler does. */
  readonly routeAct?: string | undefined
  /** Told who it turned out to be, for the page's header. */
  readonly seen?: (actor: Actor) => void
  /** Told that a transaction of hers has begun, and that it is over: in between nothing may be sent. */
  readonly within?: (change: 1 | -1) => void
  /** Asked by an open page by itself: it does not keep the session of somebody who has left her desk. */
  readonly unattended?: boolean
} & (
  | { readonly sessionToken: string }
  /** `work` is what the job says that it is to do: its token is for that and nothing else. */
  | { readonly jobToken: string; readonly work: string }
  | { readonly system: { readonly actor: string; readonly act: string; readonly purpose: string } }
)

/** What the database says about a session, before the rooms add name and roles. */
export type Identity = {
  readonly kind: 'worker' | 'resident' | 'system'
  readonly sessionId: string | null
  readonly actorId: string
  readonly organisationId: string
  readonly purpose: string
  readonly steppedUpAt: number | null
}

/** Which cells a transaction may read, or what a feed's transaction is bound to. Signed by this process, checked by the database. */
export type Grant = {
  readonly cells?: readonly {
    readonly dataset: string
    readonly classes: readonly string[]
    readonly sources: readonly string[]
  }[]
  readonly bound?: Readonly<Record<string, string | readonly string[]>>
  /** The source persons whose records are shown although their use is limited: of any other limited one row security shows nothing. */
  readonly inSpiteOfLimit?: readonly string[]
}

/** The answer of the disclosure decision for one request. */
export type Disclosed<Explained> = {
  readonly grant: Grant
  /** One entry for each subject shown. */
  readonly entries: readonly RecordedAccess[]
  /** What was allowed and withheld, and why: for the page. */
  readonly explained: Explained
}

/** A disclosure decision's no: refused, and logged as refused, with nothing shown. */
export class DisclosureRefused extends Refusal {
  readonly entries: readonly RecordedAccess[]
  constructor(because: Refusal, entries: readonly RecordedAccess[]) {
    super(because.code, because.status, because.message, because.facts)
    this.entries = entries
  }
}

/** What transactions need of the product: one database role, who may do what, and who is who. */
export type House = {
  readonly db: Database
  readonly policy: Policy
  readonly now: Clock
  /** Adds name, organisation and current roles to what the session says. */
  identify(tx: ReadTx, identity: Identity): Promise<Actor>
  /** Refuses a read of personal data that may not go on now, as when the log is not being sealed (practice K7). */
  readonly mayReadNow?: (tx: ReadTx) => Promise<Journalled | undefined>
}

/** A read that goes on against the machine's own journal, and stands in it. */
export type Journalled = {
  readonly line: number
  readonly mac: string
  /** Writes down that so many entries of it are committed. Throws where it cannot: then it is not shown. */
  shown(entries: number): void
}

const systemActor = (actor: string, purpose: string): Actor => ({
  kind: 'system',
  id: actor,
  name: actor,
  organisationId: 'system',
  organisationName: 'Commonweal',
  roles: [actor],
  purpose,
  purposeName: purpose,
  teams: [],
  trainings: [],
  sessionId: null,
  steppedUpAt: null,
})

type Begun = { actor: Actor; act: string | null; here: string }
/** Where a transaction of ours runs, and with whose key its signatures are made. */
const places = new WeakMap<object, { readonly process: ContextProcess; readonly here: string }>()

async function begin(house: House, tx: ReadTx, caller: Caller, isolation: Isolation): Promise<Begun> {
  const { id: process, sign } = house.db.process
  if ('sessionToken' in caller) {
    const { rows } = await sql<{
      session_id: string
      kind: 'worker' | 'resident'
      actor_id: string
      organisation_id: string
      purpose: string
      step_up_at: { epochMilliseconds: number } | null
      stale: boolean
      here: string
      edition: string
    }>`
      select * from ctx.begin(${caller.sessionToken}, ${process})`.execute(tx)
    const row = rows[0]
    if (!row) throw refusal(errors, 'NOT_SIGNED_IN')
    places.set(tx, { process: house.db.process, here: row.here })
    if (row.stale && !caller.unattended) staleSessions.add(caller.sessionToken)
    if (isolation === 'repeatable read') readsEdition(tx, row.edition)
    const actor = await house.identify(tx, {
      kind: row.kind,
      sessionId: row.session_id,
      actorId: row.actor_id,
      organisationId: row.organisation_id,
      purpose: row.purpose,
      steppedUpAt: row.step_up_at?.epochMilliseconds ?? null,
    })
    return { actor, act: null, here: row.here }
  }
  if ('jobToken' in caller) {
    const mac = sign(`job|${await hereOf(tx)}|${caller.jobToken}`)
    const { rows } = await sql<{
      actor: string
      act: string
      purpose: string
      here: string
    }>`select * from ctx.begin_job(${caller.jobToken}, ${caller.work}, ${process}, ${mac})`.execute(tx)
    const row = rows[0]
    if (!row) throw new JobAlreadyDone()
    return { actor: systemActor(row.actor, row.purpose), act: row.act, here: row.here }
  }
  const { actor, act, purpose } = caller.system
  const here = await hereOf(tx)
  await sql`select ctx.begin_system(${actor}, ${act}, ${purpose}, ${process}, ${sign(`system|${here}|${actor}|${act}|${purpose}`)})`.execute(
    tx,
  )
  return { actor: systemActor(actor, purpose), act, here }
}

/** This connection and this transaction, as the database names them: what every signature is bound to. */
async function hereOf(tx: ReadTx): Promise<string> {
  const { rows } = await sql<{ here: string }>`select ctx.here() as here`.execute(tx)
  return rows[0]!.here
}

/** A job whose token is used up was done by an earlier try; there is nothing left to do. */
export class JobAlreadyDone extends Error {
  override name = 'JobAlreadyDone'
}

// A session's "last seen" is noted outside the reading transaction: two reads at once would otherwise conflict over one row.
const staleSessions = new Set<string>()
async function touchSessions(house: House): Promise<void> {
  const tokens = [...staleSessions]
  staleSessions.clear()
  for (const token of tokens) await sql`select ctx.touch(${token})`.execute(house.db.kysely)
}

function placeOf(tx: ReadTx): { readonly process: ContextProcess; readonly here: string } {
  const place = places.get(tx)
  if (!place) throw new Error('a signature outside a transaction of the platform')
  return place
}

/** This process's signature under a statement, good in this transaction alone. */
function signed(tx: ReadTx, ...statement: readonly string[]): string {
  const { process, here } = placeOf(tx)
  const [what, ...rest] = statement
  return process.sign([what, here, ...rest].join('|'))
}

/** Hands a signed grant to the database, for the act that is done. It holds until the transaction ends or the next grant. */
export async function grant(house: House, tx: ReadTx, granted: Grant): Promise<void> {
  const { here } = placeOf(tx)
  const text = JSON.stringify({ cells: [], bound: {}, ...granted, act: tx.act })
  const mac = house.db.process.sign(`grant|${here}|${tx.actor.sessionId ?? 'system'}|${text}`)
  await sql`select ctx.grant(${text}, ${house.db.process.id}, ${mac})`.execute(tx)
}

/** Writes down what a job with this token will do, under the product's signature: nobody else can say it. */
export async function issueJobToken(
  tx: ReadTx,
  token: string,
  { actor, act, purpose }: { readonly actor: string; readonly act: string; readonly purpose: string },
  work: string,
): Promise<void> {
  const mac = signed(tx, 'enqueue', token, actor, act, purpose, work)
  await sql`select ctx.issue_job_token(${token}, ${actor}, ${act}, ${purpose}, ${work}, ${placeOf(tx).process.id}, ${mac})`.execute(
    tx,
  )
}

/** Ends every session of these people, under the product's signature. For `sign-in/sessions`, which writes the audit of it. */
export async function endSessionsSigned(tx: ReadTx, actorIds: readonly string[]): Promise<void> {
  const mac = signed(tx, 'end-sessions', actorIds.join(','))
  await sql`select ctx.end_sessions_of(${[...actorIds]}::uuid[], ${placeOf(tx).process.id}, ${mac})`.execute(tx)
}

/** Changes the purpose of a session, under the product's signature: whether it is offered to her, the caller has asked. */
export async function changePurposeSigned(tx: ReadTx, sessionToken: string, purpose: string): Promise<void> {
  const mac = signed(tx, 'change-purpose', sessionToken, purpose)
  await sql`select ctx.change_purpose(${sessionToken}, ${purpose}, ${placeOf(tx).process.id}, ${mac})`.execute(tx)
}

async function transact<T>(
  house: House,
  caller: Caller,
  act: string,
  isolation: Isolation,
  work: (tx: ReadTx, beforeCommit: (last: Promise<unknown>) => void) => Promise<T>,
): Promise<T> {
  caller.within?.(1)
  const ended = () => caller.within?.(-1)
  const result = await house.db
    .transaction(isolation, async (plain, beforeCommit) => {
      const tx = Object.assign(plain, { act, requestId: caller.requestId }) as unknown as ReadTx & { actor: Actor }
      const begun = await begin(house, tx, caller, isolation)
      places.set(tx, { process: house.db.process, here: begun.here })
      Object.assign(tx, { actor: begun.actor })
      caller.seen?.(begun.actor)
      if (begun.act !== null && begun.act !== act) throw refusal(errors, 'NOT_PERMITTED', { act })
      if (caller.routeAct) requireAllowed(house.policy, begun.actor, caller.routeAct)
      requireAllowed(house.policy, begun.actor, act)
      // What is read is granted later, and the act with it; what writes may need no grant. A job began with its act.
      if (begun.act !== null || isolation !== 'read committed') return work(tx, beforeCommit)
      const [, done] = await Promise.all([grant(house, tx, {}), work(tx, beforeCommit)])
      return done
    })
    .finally(ended)
  if (staleSessions.size > 0) await touchSessions(house)
  return result
}

/**
 * Does one act: everything in `work` happens, or nothing. Refuses before it begins if the caller is not signed in or
 * her role does not include the act. Shows no personal data: for that, `readPersonal`.
 */
export async function inTransaction<Act extends string, T>(
  house: House,
  caller: Caller,
  act: Act,
  work: (tx: Tx<Act>) => Promise<T>,
): Promise<T> {
  return transact(house, caller, act, 'read committed', (tx) => work(tx as Tx<Act>))
}

/**
 * Reads personal data in the one order there is: begin context, decide, grant, rows, entries, commit; only then does
 * the caller get the result and may send its first byte. A refusal is rolled back and logged in a second transaction;
 * when that fails, NOT_SAFE_TO_SHOW (503).
 *
 * @param decide asks the disclosure decision; it may itself take narrow grants, which name source persons or keys, to find its facts
 * @param work reads what was granted and makes the answer; `showOnly` names the subjects it really shows, where it
 *   decides about more people than end up on the page
 */
export async function readPersonal<Act extends string, Explained, T>(
  house: House,
  caller: Caller,
  act: Act,
  decide: (tx: Tx<Act>) => Promise<Disclosed<Explained>>,
  work: (tx: Tx<Act>, explained: Explained, showOnly: (subjects: Iterable<string>) => void) => Promise<T>,
): Promise<T> {
  return logRefusal(house, caller, act, async () => {
    let journalled: Journalled | undefined
    let count = 0
    const result = await transact(house, caller, act, 'repeatable read', async (tx, beforeCommit) => {
      journalled = await house.mayReadNow?.(tx)
      // The database keeps which line it is, together with the entries: a journal whose end was cut off lacks it.
      if (journalled) await markJournal(tx, journalled)
      const disclosed = await decide(tx as Tx<Act>)
      let shown: Set<string> | undefined
      // The grant is sent first, and its connection keeps the order: where it fails, so does all that `work` reads after it.
      const [, made] = await Promise.all([
        grant(house, tx, disclosed.grant),
        work(tx as Tx<Act>, disclosed.explained, (subjects) => {
          shown = new Set(subjects)
        }),
      ])
      const entries = shown
        ? disclosed.entries.filter((entry) => entry.subjectId !== null && shown?.has(entry.subjectId))
        : disclosed.entries
      count = entries.length
      beforeCommit(recordAccess(tx, entries))
      return made
    })
    try {
      journalled?.shown(count)
    } catch {
      throw refusal(errors, 'NOT_SAFE_TO_SHOW')
    }
    return result
  })
}

/** Runs work that may end in a disclosure's no, and leaves the entry of that no in a transaction of its own. */
export async function logRefusal<T>(house: House, caller: Caller, act: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DisclosureRefused)) throw error
    try {
      await transact(house, caller, act, 'read committed', (tx) => recordAccess(tx, error.entries))
    } catch {
      throw refusal(errors, 'NOT_SAFE_TO_SHOW')
    }
    throw error
  }
}
