// Builders for tests: a partnership of two organisations, and ways to act in it.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, Tx } from '#platform/database'
import { instant, plainDate } from '#platform/dates'
import { errors as platformErrors, refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import { type House, inTransaction } from '#platform/transactions'
import { policy } from './policy.ts'
import { registerOrganisation } from './register-organisation.ts'
import { registerTeam } from './register-team.ts'
import { registerWorker, type WorkerToRegister } from './register-worker.ts'
import { identifyWorker } from './worker.repository.ts'
import type { WorkerId } from './worker.rules.ts'

export const today = plainDate('2026-03-31')
export const council = 'GB-LAE-TST'
export const trust = 'GB-NHS-TST'

type Act = keyof typeof policy

/** A house of this room alone, whose day is 31 March 2026. */
export function aHouse(db: Database): House {
  return {
    db,
    policy: { ...policy, 'session.open': { roles: ['sign-in'], says: 'open a session' } },
    now: () => instant('2026-03-31T09:00:00Z'),
    identify: async (tx, identity) => {
      const worker = await identifyWorker(tx, identity.actorId, identity.organisationId, today)
      if (!worker) throw refusal(platformErrors, 'NOT_SIGNED_IN')
      return { ...identity, ...worker, id: identity.actorId, purposeName: identity.purpose }
    },
  }
}

/** Does an act as the product itself, in the first role that may. */
export function asProduct<A extends Act, T>(house: House, act: A, work: (tx: Tx<A>) => Promise<T>): Promise<T> {
  const system = { actor: policy[act].roles[0]!, act, purpose: 'tests' }
  return inTransaction(house, { requestId: newId(), system }, act, work)
}

/** Does an act in someone's session. */
export function inSession<A extends Act, T>(
  house: House,
  sessionToken: string,
  act: A,
  work: (tx: Tx<A>) => Promise<T>,
): Promise<T> {
  return inTransaction(house, { requestId: newId(), sessionToken }, act, work)
}

/** Opens a session and gives its token. */
export async function aSession(house: House, workerId: string, organisationId = council): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const system = { actor: 'sign-in', act: 'session.open', purpose: 'tests' }
  await inTransaction(house, { requestId: newId(), system }, 'session.open', (tx) =>
    sql`select ctx.open_session(${newId()}, ${token}, 'worker', ${workerId}, ${organisationId}, 'family-help', 900, 36000, false)`.execute(
      tx,
    ),
  )
  return token
}

/** Registers an organisation; a council since 1998 if nothing else is said. */
export async function anOrganisation(
  house: House,
  id = council,
  kind: 'council' | 'nhs-trust' | 'partnership-office' = 'council',
): Promise<string> {
  const given = {
    id,
    name: `The ${kind} ${id}`,
    kind,
    dutyTeam: 'Duty desk',
    dutyPhone: '01632 960001',
    from: plainDate('1998-04-01'),
  }
  const identifiers = [{ scheme: id.slice(0, 6), value: id.slice(7) }]
  await asProduct(house, 'partnership.organisation.register', (tx) => registerOrganisation(tx, { ...given, identifiers }))
  return id
}

export const aTeam = (house: House, name: string, organisationId = council) =>
  asProduct(house, 'partnership.team.register', (tx) =>
    registerTeam(tx, { organisationId, name, phone: '01632 960002', from: plainDate('2020-01-01') }),
  )

/** Registers someone at work; a practitioner of the council since 2024 if nothing else is said. */
export function aWorker(house: House, given: Partial<WorkerToRegister> & { name: string }): Promise<WorkerId> {
  return asProduct(house, 'partnership.worker.register', (tx) =>
    registerWorker(tx, {
      organisationId: council,
      staffRef: given.name.toUpperCase(),
      email: 'someone@example.org',
      phone: null,
      from: plainDate('2024-01-01'),
      roles: ['practitioner'],
      teamIds: [],
      trainings: [],
      signIn: null,
      ...given,
    }),
  )
}
