import { randomBytes } from 'node:crypto'
import {
  endAfterReview,
  errors as governanceErrors,
  isPersonal,
  isReviewedAtOnce,
  type LimitKind,
  latestEnd,
  mayReview,
  type ProxyKind,
  type ProxyState,
  proxies,
  type Scope,
  scopesFor,
  stateOfRight,
  whyNotGive,
} from '#modules/information-governance'
import {
  birthdaysOf,
  decideAbout,
  findSubject,
  type LinkedSubject,
  nobodyOf,
  preferredNames,
  sourcesOf,
} from '#modules/person-index'
import { recordAudit } from '#platform/audit'
import type { ReadTx } from '#platform/database'
import { dayOf, longDate, type PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { requireStepUp } from '#platform/sign-in/sessions'
import { type Caller, type Disclosed, readPersonal } from '#platform/transactions'
import { codeFrom, codeHours, hashOfCode } from '../codes.ts'

type About = { readonly subject: LinkedSubject; readonly seen: proxies.Origin }

async function decideOn(services: Services, tx: ReadTx, personId: string): Promise<Disclosed<About>> {
  const subject = (await findSubject(services, tx, personId)) ?? nobodyOf(personId)
  const disclosed = await decideAbout(services, tx, [subject], 'proxies', subject.personId)
  const known = new Set(disclosed.explained.people.flatMap((one) => one.datasets.map((dataset) => dataset.datasetId)))
  // What she writes stands under a record that she knows of.
  const [seen] = subject.sources
    .filter((source) => known.has(source.datasetId))
    .toSorted((a, b) => (a.datasetId < b.datasetId ? -1 : 1))
  return {
    ...disclosed,
    grant: { ...disclosed.grant, bound: { sources: sourcesOf([subject]) } },
    explained: { subject, seen: seen! },
  }
}

/** A right as who works with the person sees it. Whether protection or abuse stops it, too, is on no page: that would tell of it. */
export type RightSeen = proxies.StoredRight & { readonly state: ProxyState; readonly mayReview: boolean }
export type PersonsProxies = {
  readonly personId: string
  readonly name: string
  readonly rights: readonly RightSeen[]
  readonly limits: readonly proxies.StoredLimit[]
}

async function proxiesOf(services: Services, tx: ReadTx, subject: LinkedSubject): Promise<PersonsProxies> {
  const { house, place } = services
  const [sources, now] = [sourcesOf([subject]), house.now()]
  const [rights, limits] = [await proxies.listRightsOver(tx, sources), await proxies.listLimits(tx, sources)]
  const today = dayOf(now, place.zone)
  return {
    personId: subject.personId,
    name: (await preferredNames(services, tx, [subject])).get(subject.personId) ?? 'Name not shared',
    rights: rights.map((right) => ({
      ...right,
      state: stateOfRight(right, { limits, hidden: false, endangered: false, now, zone: place.zone }),
      mayReview: right.endedAt === null && mayReview(right, today),
    })),
    limits,
  }
}

/** Who may act for somebody with whom the worker works, and what stops it. */
export const readProxies = (services: Services, caller: Caller, personId: string): Promise<PersonsProxies> =>
  readPersonal(
    services.house,
    caller,
    'governance.proxy.read',
    (tx) => decideOn(services, tx, personId),
    (tx, { subject }) => proxiesOf(services, tx, subject),
  )

/** Does something to these rights, for a lead who has just signed in again. */
const changing = <T>(
  services: Services,
  caller: Caller,
  personId: string,
  work: (tx: ReadTx, about: About) => Promise<T>,
): Promise<T> =>
  readPersonal(
    services.house,
    caller,
    'governance.proxy.enter',
    async (tx) => {
      requireStepUp(tx.actor, services.house.now().epochMilliseconds)
      return decideOn(services, tx, personId)
    },
    work,
  )

/** What a form of change is about, for a lead who has just signed in again. */
export const readToChange = (services: Services, caller: Caller, personId: string): Promise<PersonsProxies> =>
  changing(services, caller, personId, (tx, { subject }) => proxiesOf(services, tx, subject))

/** What a lead may do to a right that stands. */
export const changes = ['end', 'review', 'safe'] as const
export type Change = (typeof changes)[number]

export type Entered = {
  readonly kind: Exclude<ProxyKind, 'helper'>
  readonly called: string
  readonly scopes: readonly string[]
  readonly evidence: string
  /** Null: as long as it may last. */
  readonly until: PlainDate | null
}

/**
 * Enters a right that does not rest on the person's own choice, by what was seen. Answers the code with which its holder takes it up: handed over in person.
 *
 * @throws STEP_UP_NEEDED; PROXY_NO_SCOPE; PROXY_AGE_UNKNOWN; PROXY_TOO_OLD; PROXY_NO_EVIDENCE; PROXY_END
 */
export function enterRight(services: Services, caller: Caller, personId: string, entered: Entered): Promise<string> {
  const { house, place } = services
  const { kind, called, evidence } = entered
  return changing(services, caller, personId, async (tx, { subject, seen }) => {
    const at = house.now()
    const today = dayOf(at, place.zone)
    const scopes: Scope[] = scopesFor(kind).filter((one) => entered.scopes.includes(one))
    if (scopes.length === 0) throw refusal(governanceErrors, 'PROXY_NO_SCOPE')
    // A child's age decides on which day it ends: two birthdays are none.
    const birthdays = (await birthdaysOf(services, tx, [subject])).get(subject.personId) ?? []
    const bornOn = birthdays.length === 1 ? birthdays[0]! : null
    const latest = latestEnd(kind, bornOn, today)
    const until = entered.until ?? latest
    const no = whyNotGive(kind, { bornOn, until, evidence, today })
    if (no) throw refusal(governanceErrors, no, { latest: longDate(latest) })
    const code = codeFrom(randomBytes(12))
    const id = await proxies.insertRight(tx, seen, {
      kind,
      scopes,
      bornOn,
      until,
      called,
      evidence,
      personName: (await preferredNames(services, tx, [subject])).get(subject.personId) ?? 'Name not shared',
      at,
      reviewedAt: isReviewedAtOnce(kind, bornOn, today) ? at : null,
      codeHash: hashOfCode(code),
      codeExpiresAt: at.add({ hours: codeHours }),
    })
    await recordAudit(tx, id, { kind, scopes, until: until.toString() })
    return code
  })
}

/**
 * Ends a right at once; or, of a child of 11 or more, lets it go on until she is 16; or says of a helper's or a parent's that it is safe, so that it opens if nothing
 * but what was recorded before had closed it.
 *
 * @throws STEP_UP_NEEDED; PROXY_REASON_MISSING; PROXY_NOT_FOUND
 */
export function changeRight(
  services: Services,
  caller: Caller,
  personId: string,
  rightId: string,
  { change, reason }: { readonly change: Change; readonly reason: string },
): Promise<void> {
  const { house, place } = services
  return changing(services, caller, personId, async (tx, { subject }) => {
    if (reason === '') throw refusal(governanceErrors, 'PROXY_REASON_MISSING')
    const right = (await proxies.listRightsOver(tx, sourcesOf([subject]))).find((one) => one.id === rightId)
    const at = house.now()
    const today = dayOf(at, place.zone)
    const doing: Readonly<Record<Change, (of: proxies.StoredRight) => Promise<boolean>>> = {
      end: (of) => proxies.endRight(tx, of.id, { reason, at }),
      review: async (of) =>
        mayReview(of, today) && proxies.reviewRight(tx, of.id, { reason, at, until: endAfterReview(of, today) }),
      safe: async (of) => isPersonal(of.kind) && proxies.sayItIsSafe(tx, of.id, { reason, at }),
    }
    if (!right || !(await doing[change](right))) throw refusal(governanceErrors, 'PROXY_NOT_FOUND')
    await recordAudit(tx, rightId, { change })
  })
}

/**
 * Records what stops rights to act for somebody, from now on.
 *
 * @param against the right whose holder it concerns; null: everyone
 * @throws STEP_UP_NEEDED; PROXY_REASON_MISSING; PROXY_NOT_FOUND
 */
export function recordLimit(
  services: Services,
  caller: Caller,
  personId: string,
  { kind, against, reason }: { readonly kind: LimitKind; readonly against: string | null; readonly reason: string },
): Promise<void> {
  return changing(services, caller, personId, async (tx, { subject, seen }) => {
    if (reason === '') throw refusal(governanceErrors, 'PROXY_REASON_MISSING')
    const right =
      against === null ? undefined : (await proxies.listRightsOver(tx, sourcesOf([subject]))).find((one) => one.id === against)
    if (against !== null && !right?.accountId) throw refusal(governanceErrors, 'PROXY_NOT_FOUND')
    const id = await proxies.insertLimit(tx, seen, {
      kind,
      accountId: right?.accountId ?? null,
      reason,
      at: services.house.now(),
    })
    await recordAudit(tx, id, { kind, everyone: against === null })
  })
}

/**
 * Lifts what stopped rights to act for somebody: a dispute was decided, an order has ended.
 *
 * @throws STEP_UP_NEEDED; PROXY_REASON_MISSING; PROXY_NOT_FOUND
 */
export function liftLimit(services: Services, caller: Caller, personId: string, limitId: string, reason: string): Promise<void> {
  return changing(services, caller, personId, async (tx, { subject }) => {
    if (reason === '') throw refusal(governanceErrors, 'PROXY_REASON_MISSING')
    const limit = (await proxies.listLimits(tx, sourcesOf([subject]))).find((one) => one.id === limitId)
    if (!limit || !(await proxies.liftLimit(tx, limitId, { reason, at: services.house.now() })))
      throw refusal(governanceErrors, 'PROXY_NOT_FOUND')
    await recordAudit(tx, limitId, { lifted: limit.kind })
  })
}
