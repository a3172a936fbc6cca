import { dayOf, type Instant, type PlainDate } from '#platform/dates'

/**
 * On what a right to act for somebody rests: she chose a helper herself; parental responsibility; a lasting power of attorney; a deputy of the Court of
 * Protection; another order of a court.
 */
export const proxyKinds = ['helper', 'parent', 'attorney', 'deputy', 'court-order'] as const
export type ProxyKind = (typeof proxyKinds)[number]
/** What a worker enters. A helper is nobody's to give but her own. */
export const enteredKinds = proxyKinds.filter((one) => one !== 'helper')

/** A part of her page, and which rights can open it. A room that builds another part adds a line. */
export const scopes = [{ id: 'who-looked', kinds: proxyKinds }] as const
export type Scope = (typeof scopes)[number]['id']
export const scopesFor = (kind: ProxyKind): Scope[] => scopes.filter((one) => one.kinds.includes(kind)).map((one) => one.id)

/**
 * The purposes whose visits a proxy is shown: help that was agreed with the person, or that she asked for. Whatever is not here is not: child protection,
 * adult safeguarding and domestic abuse, since a proxy may be the danger; crime; health, which she tells whom she wants to; and her own visits, since
 * when she reads her page is nobody's business (practice K3, K6).
 */
export const purposesForProxies: ReadonlySet<string> = new Set([
  'childrens-family-help',
  'homelessness-prevention',
  'tenancy-support',
  'homes-safe-from-fire',
])

export type ProxyRight = {
  readonly kind: ProxyKind
  readonly scopes: readonly Scope[]
  /** Of whom it is for, as it was known when it was given: what a child's age is counted from. */
  readonly bornOn: PlainDate | null
  readonly grantedAt: Instant
  /** The day at whose beginning, in the place's own time, it has ended. */
  readonly until: PlainDate
  /** When a worker looked at it with the child of 11 or more: her wishes, and what she decides for herself. */
  readonly reviewedAt: Instant | null
  /** When a worker last said that it is safe, whatever had been recorded by then. */
  readonly safeSaidAt: Instant | null
  readonly endedAt: Instant | null
  readonly accountId: string | null
}

/**
 * What stops or narrows a right. `competence`: she decides these parts for herself (a child by Gillick, an adult by the Mental Capacity Act); `no-contact`: an
 * order or bail; `care-order`: the council shares parental responsibility; `dispute`: two claims of parental responsibility, until a worker has decided.
 */
export const limitKinds = ['competence', 'no-contact', 'care-order', 'dispute', 'death'] as const
export type LimitKind = (typeof limitKinds)[number]
export type Limit = {
  readonly kind: LimitKind
  /** Against whom; null: everyone whom it can concern. */
  readonly accountId: string | null
  readonly from: Instant
  readonly liftedAt: Instant | null
}

export const whyNot = [
  'not-taken-up',
  'ended',
  'over',
  'death',
  'no-contact',
  'care-order',
  'dispute',
  'sixteen',
  'eleven',
  'competence',
  'protection',
] as const
export type WhyNot = (typeof whyNot)[number]
/** What is open of her page now; or why nothing is. */
export type ProxyState =
  | { readonly live: true; readonly scopes: readonly Scope[] }
  | { readonly live: false; readonly because: WhyNot }

/** The day on which somebody reaches an age. Who was born on 29 February does on 1 March, where the year has no such day. */
export function birthdayAt(bornOn: PlainDate, age: number): PlainDate {
  const day = bornOn.add({ years: age })
  return day.day === bornOn.day ? day : day.add({ days: 1 })
}

const reached = (bornOn: PlainDate | null, age: number, day: PlainDate): boolean =>
  bornOn !== null && birthdayAt(bornOn, age).until(day).days >= 0

/** Rights over a child: they change at 11 and end at 16, whatever day is written on them. */
const overChild: ReadonlySet<ProxyKind> = new Set(['parent', 'court-order'])
/** Those who decide in her place: what she can decide herself is not theirs. A helper is her own choice. */
const inHerPlace: ReadonlySet<ProxyKind> = new Set(['parent', 'attorney', 'deputy', 'court-order'])
/**
 * Whom danger on either side stops: nobody outside the two has looked at these (practice K1, K6). Of them a worker may say that it is safe, always, so that being asked
 * tells nothing.
 */
export const isPersonal = (kind: ProxyKind): boolean => kind === 'helper' || kind === 'parent'

const concerns: Readonly<Record<LimitKind, (kind: ProxyKind) => boolean>> = {
  competence: (kind) => inHerPlace.has(kind),
  'no-contact': () => true,
  'care-order': (kind) => kind === 'parent',
  dispute: (kind) => kind === 'parent',
  death: () => true,
}

export type Around = {
  readonly limits: readonly Limit[]
  /** Whether either of the two is protected, or known to a service that nobody may know of: no worker outside overrides that. */
  readonly hidden: boolean
  /**
   * Whether of either of the two, since a worker last said that it is safe, or ever, domestic abuse was recorded or a protection stood. What was ended, or said
   * otherwise since, counts: it does not open again by itself.
   */
  readonly endangered: boolean
  readonly now: Instant
  readonly zone: string
}

/** Whether a right opens anything at this moment, or the first reason why not. */
export function stateOfRight(right: ProxyRight, { limits, hidden, endangered, now, zone }: Around): ProxyState {
  const day = dayOf(now, zone)
  const standing = (kind: LimitKind) =>
    concerns[kind](right.kind) &&
    limits.some((limit) => {
      const against = limit.accountId === null || limit.accountId === right.accountId
      return limit.kind === kind && against && atOrAfter(now, limit.from) && !(limit.liftedAt && atOrAfter(now, limit.liftedAt))
    })
  const no = (because: WhyNot) => ({ live: false, because }) as const
  const child = overChild.has(right.kind)
  if (right.endedAt && atOrAfter(now, right.endedAt)) return no('ended')
  if (right.until.until(day).days >= 0) return no('over')
  if (standing('death')) return no('death')
  if (standing('no-contact')) return no('no-contact')
  if (standing('care-order')) return no('care-order')
  if (standing('dispute')) return no('dispute')
  if (child && reached(right.bornOn, 16, day)) return no('sixteen')
  if (child && reached(right.bornOn, 11, day) && right.reviewedAt === null) return no('eleven')
  if (standing('competence')) return no('competence')
  if ((hidden || endangered) && isPersonal(right.kind)) return no('protection')
  if (right.accountId === null) return no('not-taken-up')
  return { live: true, scopes: right.scopes }
}

const atOrAfter = (now: Instant, then: Instant): boolean => now.epochMilliseconds >= then.epochMilliseconds

/** The last day that may be written on a right: a helper's a year from now, a parent's the next turn of age, any other three years. */
export function latestEnd(kind: ProxyKind, bornOn: PlainDate | null, today: PlainDate): PlainDate {
  if (kind === 'helper') return today.add({ years: 1 })
  const inThreeYears = today.add({ years: 3 })
  if (!overChild.has(kind) || bornOn === null || reached(bornOn, 16, today)) return inThreeYears
  const turn = birthdayAt(bornOn, reached(bornOn, 11, today) ? 16 : 11)
  return kind === 'parent' || turn.until(inThreeYears).days > 0 ? turn : inThreeYears
}

/** Why a right may not be given as it is written; undefined where it may. */
export function whyNotGive(
  kind: ProxyKind,
  { bornOn, until, evidence, today }: { bornOn: PlainDate | null; until: PlainDate; evidence: string; today: PlainDate },
): 'PROXY_AGE_UNKNOWN' | 'PROXY_TOO_YOUNG' | 'PROXY_TOO_OLD' | 'PROXY_END' | 'PROXY_NO_EVIDENCE' | undefined {
  // How old an adult is matters to nobody else's right: an attorney's rests on the registered document.
  if (bornOn === null && (kind === 'helper' || overChild.has(kind))) return 'PROXY_AGE_UNKNOWN'
  if (kind === 'helper' && !reached(bornOn, 18, today)) return 'PROXY_TOO_YOUNG'
  if (overChild.has(kind) && reached(bornOn, 16, today)) return 'PROXY_TOO_OLD'
  if (kind !== 'helper' && evidence === '') return 'PROXY_NO_EVIDENCE'
  if (until.until(today).days >= 0 || latestEnd(kind, bornOn, today).until(until).days > 0) return 'PROXY_END'
  return undefined
}

/** Whether a right over a child may be looked at again: from three months before she is 11, while she is not 16. */
export const mayReview = (right: Pick<ProxyRight, 'kind' | 'bornOn' | 'reviewedAt'>, today: PlainDate): boolean =>
  overChild.has(right.kind) &&
  right.bornOn !== null &&
  right.reviewedAt === null &&
  birthdayAt(right.bornOn, 11).subtract({ months: 3 }).until(today).days >= 0 &&
  !reached(right.bornOn, 16, today)

/** The day on which a right that was looked at again ends: counted from her eleventh birthday, or from today where she is 11 already. */
export function endAfterReview({ kind, bornOn }: Pick<ProxyRight, 'kind' | 'bornOn'>, today: PlainDate): PlainDate {
  return latestEnd(kind, bornOn, bornOn && !reached(bornOn, 11, today) ? birthdayAt(bornOn, 11) : today)
}

/** A right over a child who is 11 already is looked at as it is given. */
export const isReviewedAtOnce = (kind: ProxyKind, bornOn: PlainDate | null, today: PlainDate): boolean =>
  overChild.has(kind) && reached(bornOn, 11, today)
