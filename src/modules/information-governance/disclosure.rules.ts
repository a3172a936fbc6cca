import type { Instant } from '#platform/dates'

/** One line of an agreement as the decision sees it. Times are milliseconds since 1970; `to` is exclusive. */
export type Term = {
  readonly id: string
  readonly name: string
  readonly agreement: string
  readonly agreementTitle: string
  readonly kind: 'sharing' | 'own-service' | 'subject-rights'
  readonly recipients: readonly string[]
  readonly purposes: readonly string[]
  readonly roles: readonly string[]
  readonly relationships: readonly string[]
  readonly trainings: readonly string[]
  readonly from: number
  readonly to: number
  readonly suspended: boolean
  readonly cells: readonly { readonly dataset: string; readonly class: string }[]
}

/**
 * What is not kept: the caller has just made sure that the reader holds it. `open-contact`: a front-door worker looks for whom a contact
 * is about; `review-in-hand`: a reviewer says whether two records are one person; `protected-review-in-hand`: a key-holder says whether a
 * record is that of someone whom her organisation protects; `request-in-hand`: a data owner answers somebody who asks what her service knows;
 * `proxy`: a resident has a right to act for this person now; `choosing-helper`: she is on her own page, to choose who helps her;
 * `rights-request-in-hand`: an officer makes the copy that somebody asked for of what her organisation holds about her; `dispute-in-hand`: she answers
 * somebody who says that a fact about her is wrong; `continuity-list`: the product writes the list that the duty team reads when it is down;
 * `incident-in-hand`: an officer, or who reviews for her, tells somebody that something went wrong with what her organisation holds; `concern-in-hand`: the
 * front door reads a worry that whoever works with her sent it; `referral-in-hand`: her organisation has a referral of somebody, and answers it.
 */
export type Holding =
  | 'open-contact'
  | 'review-in-hand'
  | 'protected-review-in-hand'
  | 'request-in-hand'
  | 'proxy'
  | 'choosing-helper'
  | 'rights-request-in-hand'
  | 'dispute-in-hand'
  | 'continuity-list'
  | 'incident-in-hand'
  | 'concern-in-hand'
  | 'referral-in-hand'
/** `asked` is what an agreement lets the owner share when somebody asks: it counts only for the kinds that the owner has said yes to. */
export type RelationshipKind =
  | 'allocated-worker'
  | 'team'
  /** A member of the team around the person, whoever employs her: the lead practitioner and those with actions in the plan. */
  | 'team-around'
  | 'contact-in-hand'
  | 'emergency-access'
  | 'asked'
  | Holding
  | 'self'
  | 'none'
/** What holds back the use of a record: a restriction (UK GDPR, article 18), or an objection that stopped this very purpose (article 21). */
export type Limit = {
  readonly kind: 'restricted' | 'stopped'
  readonly ground: LimitGround
  readonly since: Instant
}
/** Why: the grounds of article 18(1), or an objection that was upheld. */
export type LimitGround = 'accuracy' | 'unlawful' | 'legal-claim' | 'objection' | 'upheld'
/** On whom is asked about, to the reader; or on her records in one dataset. */
export type Flag = 'self' | 'household' | Limit['kind']
/** The purpose under which somebody asks, and whether it goes on where a record's use is limited (article 18(2)). */
export type Use = { readonly id: string; readonly usesRestricted: boolean }

/**
 * Whether somebody is hidden (practice K1). `address`: an agency that holds her keeps her address from others; it counts for all her
 * records. `held`: she may be such a person, and no key-holder has said yet: she is seen by nobody but her own service.
 */
export type Protection = 'none' | 'address' | 'held'

/** A dataset, as far as the decision and its explanation need it. */
export type DatasetFacts = {
  readonly id: string
  readonly controllerId: string
  readonly plainName: string
  readonly existence: 'shown' | 'named' | 'brokered' | 'sealed'
  readonly dutyTeam: string
  readonly dutyPhone: string
}

/** The person in question, with the reader's relationships to her and what forbids. */
export type SubjectFacts = {
  readonly personId: string
  readonly protection: Protection
  readonly sources: readonly { readonly sourcePersonId: string; readonly datasetId: string }[]
  /** With the dataset in which each arose. */
  readonly relationships: readonly { readonly kind: RelationshipKind; readonly datasetId: string }[]
  readonly flags: readonly Flag[]
  /** Dataset → what holds back the use of her records there. One record that is restricted restricts what else of her that service has. */
  readonly limits?: ReadonlyMap<string, readonly Limit[]>
  /** What owners have said yes to, to this reader for this purpose, and holds now: as `cellKey` writes it. */
  readonly released?: ReadonlySet<string>
}
/** One kind of information of one dataset, as one text. */
export const cellKey = (dataset: string, fieldClass: string): string => `${dataset} ${fieldClass}`

export type Reader = {
  readonly id: string
  readonly organisationId: string
  readonly roles: readonly string[]
  readonly trainings: readonly string[]
}

/** The question that is put for each term, relationship and set of flags; Cedar answers it, and so does the reference model. */
export type Ask = (
  term: Term,
  relationship: RelationshipKind,
  flags: readonly Flag[],
) => { readonly allowed: boolean; readonly because: readonly string[] }

/** What may be seen of one dataset of one person, and by which term. */
export type DatasetAnswer = {
  readonly dataset: DatasetFacts
  /** Classes released → the term that released each first. */
  readonly classes: ReadonlyMap<string, Term>
  /** Classes that its owner may share if she asks → the term that lets him. */
  readonly askable: ReadonlyMap<string, Term>
  /**
   * shown: content; named: that it is involved, and its duty phone; limited: to the service's own people, that there is a record which they may not use now;
   * absent: as in a world without it.
   */
  readonly outcome: 'shown' | 'named' | 'limited' | 'absent'
  readonly limits: readonly Limit[]
  /** The lines by which all of this is so. */
  readonly terms: readonly Term[]
}
export type SubjectAnswer = {
  readonly subject: SubjectFacts
  readonly datasets: readonly DatasetAnswer[]
  readonly asked: readonly {
    readonly term: string
    readonly relationship: RelationshipKind
    readonly allowed: boolean
    readonly because: readonly string[]
  }[]
}

const existenceClass = 'involvement-exists'

/**
 * What says, or leads to, where somebody is: of a protected person it stays with the service that holds it, whoever set the protection.
 * As with a restricted patient of the NHS: address and telephone numbers; and with whom she lives, since theirs is her address.
 */
export const whereaboutsClasses: ReadonlySet<string> = new Set(['address', 'contact', 'household'])

/** A contact in hand is no work in that service: whoever rings the front door could be the one she hides from. */
const isForItsOwnWorkers = (term: Term): boolean => term.kind === 'own-service' && !term.relationships.includes('contact-in-hand')
const isForProxies = (term: Term): boolean => term.relationships.includes('proxy')
/** What a proxy may be shown at all, whatever a line says: never what was written of her, nor what keeps her safe (practice K6). */
const classesForProxies: ReadonlySet<string> = new Set(['access-log'])
const isForHerself = (term: Term): boolean => term.relationships.includes('self')
/**
 * What stands on somebody's own page besides who looked, where another may read it with her (practice K2, K3, K6): who she is, where she lives and how to reach her, and
 * which service works with her. What has to be looked at first (what happened, what somebody wrote, who else is named) is in a copy that she asks for.
 */
const classesForHerself: ReadonlySet<string> = new Set(['identity', 'contact', 'address', 'involvement', 'plan'])
/** Of a service that is not known to everyone to be involved, and of whoever may be a protected person, her own page says nothing but who looked. */
const standsOnOwnPage = (dataset: DatasetFacts, fieldClass: string, protection: Protection): boolean =>
  fieldClass === 'access-log' || (classesForHerself.has(fieldClass) && dataset.existence === 'shown' && protection !== 'held')
const isForKeyHolders = (term: Term): boolean => term.relationships.includes('protected-review-in-hand')

/**
 * May a term release this class of this dataset of her at all? A brokered or sealed service's existence, and any involvement
 * marked so, leaves its owner under no sharing agreement (practice K2), whatever the agreement's lines say; nor does a protected
 * person's whereabouts (practice K1), which her own page as a resident does not show either: another may read it with her. Who is held is
 * shown whole to the key-holders who have to say who it is, and else not at all. A proxy sees who looked, and nothing else; the person herself what
 * may be read beside her.
 */
function releasable(term: Term, dataset: DatasetFacts, fieldClass: string, protection: Protection): boolean {
  const toOthers = !isForItsOwnWorkers(term) && !(protection === 'held' && isForKeyHolders(term))
  if (isForProxies(term) && (protection === 'held' || !classesForProxies.has(fieldClass))) return false
  if (isForHerself(term) && !standsOnOwnPage(dataset, fieldClass, protection)) return false
  if (protection !== 'none' && whereaboutsClasses.has(fieldClass) && toOthers) return false
  if (protection === 'held' && term.kind !== 'subject-rights' && toOthers) return false
  if (term.kind !== 'sharing') return true
  return fieldClass !== 'brokered-involvement' && dataset.existence !== 'brokered' && dataset.existence !== 'sealed'
}

/**
 * The disclosure decision for one person: which classes of which of her datasets, by which terms, and what stays as if
 * it were not there. Pure. `ask` is put once per distinct (term, relationship, flags): the caller remembers its answers.
 */
export function decideSubject(
  subject: SubjectFacts,
  terms: readonly Term[],
  datasets: ReadonlyMap<string, DatasetFacts>,
  ask: Ask,
): SubjectAnswer {
  const asked: SubjectAnswer['asked'][number][] = []
  const isAllowed = (term: Term, relationship: RelationshipKind, flags: readonly Flag[]): boolean => {
    if (!term.relationships.includes(relationship)) return false
    const answer = ask(term, relationship, flags)
    asked.push({ term: term.id, relationship, ...answer })
    return answer.allowed
  }
  const worksWithHer = subject.relationships.some(({ kind }) => asking.has(kind))
  const answered = new Map<string, Answering>()
  // Almost nobody's records are limited: the terms are asked about once for all her datasets.
  const underFlags = (flags: readonly Flag[]): Answering => {
    const key = flags.join()
    const before = answered.get(key)
    if (before) return before
    const answering = {
      allowed: terms.filter((term) => kindsFor(term, subject).some((relationship) => isAllowed(term, relationship, flags))),
      onRequest: terms.filter((term) => worksWithHer && isAllowed(term, 'asked', flags)),
    }
    answered.set(key, answering)
    return answering
  }
  const present = [...new Set(subject.sources.map((source) => source.datasetId))].sort()
  const answers = present.flatMap((id) => {
    const dataset = datasets.get(id)
    if (!dataset) return []
    const limits = subject.limits?.get(id) ?? []
    if (limits.length === 0) return [answerFor(dataset, underFlags(subject.flags), subject)]
    const flags = [...new Set([...subject.flags, ...limits.map(({ kind }) => kind)])].sort()
    const answer = { ...answerFor(dataset, underFlags(flags), subject), limits }
    const own = answer.outcome === 'absent' && ownTerm(dataset, underFlags(subject.flags), subject)
    return [own ? { ...answer, outcome: 'limited' as const, terms: [own] } : answer]
  })
  return { subject, datasets: answers, asked }
}

const classesByDataset = new WeakMap<Term, ReadonlyMap<string, readonly string[]>>()
/** A term's kinds of information of one dataset. Sorted out once for each term: a list of people asks for all datasets of each. */
function classesIn(term: Term, dataset: string): readonly string[] {
  let sorted = classesByDataset.get(term)
  if (!sorted) {
    const cells = Map.groupBy(term.cells, (cell) => cell.dataset)
    sorted = new Map([...cells].map(([id, its]) => [id, its.map((cell) => cell.class)]))
    classesByDataset.set(term, sorted)
  }
  return sorted.get(dataset) ?? []
}

/** The terms that answer under some flags: which allow, and which let the owner share. */
type Answering = { readonly allowed: readonly Term[]; readonly onRequest: readonly Term[] }

/** By which line the reader, who works in that service, would see what it holds of her if nothing limited its use: she may know that something does, and why. */
const ownTerm = (dataset: DatasetFacts, { allowed }: Answering, { protection }: SubjectFacts): Term | undefined =>
  allowed.find(
    (term) =>
      term.kind === 'own-service' &&
      classesIn(term, dataset.id).some((fieldClass) => releasable(term, dataset, fieldClass, protection)),
  )

/** Who works with somebody may ask what others know of her; whoever holds a pair or a request in hand does not. */
const asking: ReadonlySet<RelationshipKind> = new Set(['allocated-worker', 'team', 'team-around', 'contact-in-hand'])

/** The front door, those who keep a protected person's records, and those who answer partners or the person herself work for all services of their organisation. */
const wholeControllers: ReadonlySet<RelationshipKind> = new Set([
  'contact-in-hand',
  'protected-review-in-hand',
  'request-in-hand',
  'rights-request-in-hand',
  'dispute-in-hand',
  'incident-in-hand',
])

/**
 * The relationships that count for a term. A service's own use of its records is for those who work with the person in that
 * very service: a housing officer is no colleague of the school's, although the council is controller of both.
 */
function kindsFor(term: Term, subject: SubjectFacts): RelationshipKind[] {
  const counting =
    term.kind === 'own-service'
      ? subject.relationships.filter((one) => wholeControllers.has(one.kind) || classesIn(term, one.datasetId).length > 0)
      : subject.relationships
  const kinds = [...new Set(counting.map((one) => one.kind))]
  return kinds.length > 0 ? kinds : ['none']
}

function answerFor(
  dataset: DatasetFacts,
  { allowed, onRequest }: Answering,
  { protection, released }: SubjectFacts,
): DatasetAnswer {
  const cellsOf = (terms: readonly Term[]) =>
    terms.flatMap((term) =>
      classesIn(term, dataset.id).flatMap((fieldClass) =>
        releasable(term, dataset, fieldClass, protection) ? [[fieldClass, term] as const] : [],
      ),
    )
  const classes = new Map<string, Term>()
  const shared = cellsOf(onRequest).filter(([fieldClass]) => released?.has(cellKey(dataset.id, fieldClass)))
  for (const [fieldClass, term] of [...cellsOf(allowed), ...shared]) if (!classes.has(fieldClass)) classes.set(fieldClass, term)
  // Of a service that she may not know of, nothing can be asked.
  const askable = new Map(classes.size === 0 ? [] : cellsOf(onRequest).filter(([fieldClass]) => !classes.has(fieldClass)))
  const content = [...classes.keys()].some((fieldClass) => fieldClass !== existenceClass)
  const terms = [...new Set(classes.values())]
  return { dataset, classes, askable, terms, limits: [], outcome: content ? 'shown' : classes.size > 0 ? 'named' : 'absent' }
}
