import type { RecordedAccess, Visibility } from '#platform/access-log'
import { preparePolicies } from '#platform/cedar'
import type { ReadTx } from '#platform/database'
import { dayOf, type Instant } from '#platform/dates'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import { type Disclosed, DisclosureRefused, type Grant } from '#platform/transactions'
import { askCedar } from './ask-cedar.ts'
import * as decisions from './decision.repository.ts'
import { disclosurePolicies } from './disclosure.policies.ts'
import {
  cellKey,
  type DatasetAnswer,
  decideSubject,
  type Flag,
  type Holding,
  type Limit,
  type Protection,
  type Reader,
  type RelationshipKind,
  type SubjectAnswer,
  type SubjectFacts,
  type Term,
} from './disclosure.rules.ts'
import { errors } from './errors.ts'

preparePolicies(disclosurePolicies)

/** A person as the index knows her: her source persons with their datasets. */
export type Subject = {
  readonly personId: string
  readonly protection: Protection
  readonly sources: readonly { readonly sourcePersonId: string; readonly datasetId: string }[]
}

/** What the page may say about one dataset of a person, and why. */
export type Explanation = {
  readonly personId: string
  readonly datasets: readonly {
    readonly datasetId: string
    readonly controllerId: string
    readonly plainName: string
    /** `limited`: that there is a record which the reader, who works in that service, may not use now. */
    readonly outcome: 'shown' | 'named' | 'limited'
    /** What holds back its use; of what is shown, all the same. */
    readonly limits: readonly Limit[]
    readonly classes: readonly string[]
    /** Kinds that its owner may share with her if she asks, and the agreement that lets him. */
    readonly askable: readonly string[]
    readonly askUnder: string | null
    /** The agreements and terms that released it. */
    readonly by: readonly { readonly agreement: string; readonly title: string; readonly term: string; readonly own: boolean }[]
    readonly dutyTeam: string
    readonly dutyPhone: string
  }[]
}
export type Decision = {
  readonly decisionId: string
  readonly purpose: {
    readonly id: string
    readonly name: string
    readonly statute: string
    readonly provision: string
    /** What a restricted record is seen for under it all the same. */
    readonly usesRestrictedFor: string | null
  }
  readonly people: readonly Explanation[]
}

/** Source persons whose records the reader never opens at work: who she is herself, and who lives with her (A10). */
export type Bars = ReadonlyMap<string, Flag>

/** The narrow grant under which relationships, links and pointers are looked up before anything is decided: of whom it names. */
export const decidingScope = (
  teams: readonly string[],
  named: { persons?: readonly string[]; sources?: readonly string[]; keys?: readonly string[] } = {},
): Grant => ({
  bound: { teams, ...named },
})

/**
 * The disclosure decision for one request: for each person, which classes of which datasets this reader may see under her
 * session's purpose, because of which relationship, agreement and gateway. Refuses, with the entry of its refusal, when
 * nothing of anyone may be shown. Must run under `decidingScope`, so that her teams' relationships can be seen.
 *
 * @param bars whose records she never opens, whatever an agreement says; none for a resident
 * @param view what the caller will show, as the log names it: "person", "search", "my-day"
 * @param about the person the request is about, where it is about one: without her there is nothing to show
 * @param holding what the caller has just made sure that the reader holds
 * @param reader for whom the product itself makes something that she will read later: as she would be decided about
 */
export async function decide(
  tx: ReadTx,
  subjects: readonly Subject[],
  bars: Bars | Promise<Bars>,
  view: string,
  now: Instant,
  about?: string,
  holding?: Holding,
  reader?: Reader,
): Promise<Disclosed<Decision>> {
  const actor = reader ? { ...tx.actor, ...reader } : tx.actor
  const decisionId = newId<'decision'>()
  const present = new Set(subjects.flatMap((subject) => subject.sources.map((source) => source.datasetId)))
  // None of these waits for another.
  const [purpose, allTerms, datasets, factsOf, barred] = await Promise.all([
    decisions.findPurpose(tx, actor.purpose, dayOf(now, 'UTC')),
    decisions.listTerms(tx, actor),
    decisions.listDatasets(tx),
    decisionFactsOf(tx, subjects, now, holding),
    bars,
  ])
  const facts = subjects.map((subject) => ({
    ...subject,
    ...factsOf(subject),
    flags: [...new Set(subject.sources.flatMap((source) => barred.get(source.sourcePersonId) ?? []))].sort(),
  }))
  const visibility = visibilityOf(purpose, now)
  const refuse = (code: keyof typeof errors, flagged: readonly Subject[]) =>
    new DisclosureRefused(
      refusal(errors, code),
      flagged.map((subject) => entryFor(subject, { decisionId, view, visibility, role: actor.roles[0] ?? 'none', code })),
    )
  if (!purpose) throw refuse('PURPOSE_UNKNOWN', subjects)

  // A term about none of these people's datasets answers nothing here.
  const terms = allTerms.filter((term) => term.cells.some((cell) => present.has(cell.dataset)))
  const use = { id: purpose.id, usesRestricted: purpose.uses_restricted_for !== null }
  // Of a list of people the same is asked for each: once in a request it is put together.
  const askedBefore = new Map<Term, Map<string, ReturnType<typeof askCedar>>>(terms.map((term) => [term, new Map()]))
  const ask = (term: Term, relationship: RelationshipKind, flags: readonly Flag[]) => {
    const [before, key] = [askedBefore.get(term)!, flags.length === 0 ? relationship : `${relationship} ${flags.join()}`]
    const known = before.get(key) ?? askCedar(actor, use, now.epochMilliseconds, term, relationship, flags)
    before.set(key, known)
    return known
  }
  const answers = facts.map((subject) => decideSubject(subject, terms, datasets, ask))

  const shown = answers.filter((answer) => answer.datasets.some((dataset) => dataset.outcome !== 'absent'))
  if (shown.length === 0 || (about && !shown.some((answer) => answer.subject.personId === about))) {
    const asked = subjects.filter((subject) => !about || subject.personId === about)
    // A list in which nobody is left is empty, and does not say why.
    const hers = facts.some((subject) => subject.personId === about && subject.flags.length > 0)
    throw refuse(hers ? 'OWN_HOUSEHOLD' : 'NOTHING_TO_SHOW', asked)
  }
  return {
    grant: grantFor(shown),
    entries: shown.map((answer) => ({
      decisionId,
      view,
      subjectId: answer.subject.personId,
      sources: shownSources(answer),
      role: actor.roles[0] ?? 'none',
      outcome: { shown: true },
      agreements: [...new Set(answer.datasets.flatMap(({ terms }) => terms.map((term) => term.agreement)))],
      cells: Object.fromEntries(visible(answer).map((dataset) => [dataset.dataset.id, [...dataset.classes.keys()]])),
      reasons: answer.asked,
      visibility: visibilityOfLook(answer, actor.kind, view, visibility, now),
    })),
    explained: {
      decisionId,
      purpose: {
        id: purpose.id,
        name: purpose.name,
        statute: purpose.statute,
        provision: purpose.provision,
        usesRestrictedFor: purpose.uses_restricted_for,
      },
      people: shown.map(explain),
    },
  }
}

/** A decision of which less is shown than it allows: only these kinds of information, in the grant and in the log alike. */
export function onlyClasses<T>({ grant, entries, explained }: Disclosed<T>, classes: readonly string[]): Disclosed<T> {
  const kept = (of: readonly string[]) => of.filter((one) => classes.includes(one))
  const cells = (grant.cells ?? [])
    .map((cell) => ({ ...cell, classes: kept(cell.classes) }))
    .filter((cell) => cell.classes.length > 0)
  const sources = new Set(cells.flatMap((cell) => cell.sources))
  return {
    grant: { ...grant, cells },
    entries: entries.map((entry) => ({
      ...entry,
      sources: entry.sources.filter((source) => sources.has(source)),
      cells: Object.fromEntries(
        Object.entries(entry.cells)
          .map(([dataset, its]) => [dataset, kept(its)] as const)
          .filter(([, its]) => its.length > 0),
      ),
    })),
    explained,
  }
}

const visible = (answer: SubjectAnswer): DatasetAnswer[] => answer.datasets.filter((dataset) => dataset.outcome !== 'absent')

const shownSources = (answer: SubjectAnswer): string[] => {
  const ids = new Set(visible(answer).map((dataset) => dataset.dataset.id))
  return answer.subject.sources.filter((source) => ids.has(source.datasetId)).map((source) => source.sourcePersonId)
}

/** What is shown, cell by cell; and of whose records that are limited it knows so: of any other limited one the database shows nothing, whatever is granted. */
function grantFor(answers: readonly SubjectAnswer[]): Grant {
  const cells = answers.flatMap((answer) =>
    visible(answer).map(({ dataset, classes, limits }) => ({
      isLimited: limits.length > 0,
      dataset: dataset.id,
      classes: [...classes.keys()],
      sources: answer.subject.sources.filter((source) => source.datasetId === dataset.id).map((source) => source.sourcePersonId),
    })),
  )
  const inSpiteOf = cells.flatMap(({ isLimited, classes, sources }) => (isLimited && classes.length > 0 ? sources : []))
  return {
    cells: cells.filter(({ classes }) => classes.length > 0).map(({ isLimited: _, ...cell }) => cell),
    ...(inSpiteOf.length > 0 ? { inSpiteOfLimit: inSpiteOf } : {}),
  }
}

function explain(answer: SubjectAnswer): Explanation {
  return {
    personId: answer.subject.personId,
    datasets: visible(answer).map(({ dataset, classes, askable, limits, terms, outcome }) => ({
      datasetId: dataset.id,
      controllerId: dataset.controllerId,
      plainName: dataset.plainName,
      outcome: outcome as 'shown' | 'named' | 'limited',
      limits,
      classes: [...classes.keys()],
      askable: [...askable.keys()],
      askUnder: [...askable.values()][0]?.agreementTitle ?? null,
      by: terms.map(sayTerm),
      dutyTeam: dataset.dutyTeam,
      dutyPhone: dataset.dutyPhone,
    })),
  }
}

const sayTerm = (term: Term) => ({
  agreement: term.agreement,
  title: term.agreementTitle,
  term: term.name,
  own: term.kind === 'own-service',
})

/** The reader's relationships, and what owners have released to her, count for the whole person, whichever of her records they arose from. */
async function decisionFactsOf(
  tx: ReadTx,
  subjects: readonly Subject[],
  now: Instant,
  holding?: Holding,
): Promise<(subject: Subject) => Pick<SubjectFacts, 'relationships' | 'released' | 'limits'>> {
  const all = subjects.flatMap((subject) => subject.sources.map((source) => source.sourcePersonId))
  const facts = await decisions.listDecisionFacts(tx, all, now)
  const limitsBySource = Map.groupBy(facts.limits, (row) => row.sourcePersonId)
  const limitsOf = (subject: Subject) => {
    const its = subject.sources.flatMap((source) => limitsBySource.get(source.sourcePersonId) ?? [])
    return Map.groupBy(its, (row) => row.datasetId)
  }
  // A resident who acts for somebody else is not herself there.
  if (tx.actor.kind === 'resident')
    return (subject) => ({ relationships: [{ kind: holding ?? 'self', datasetId: 'own-record' }], limits: limitsOf(subject) })
  const found = Map.groupBy(facts.relationships, (row) => row.sourcePersonId)
  return (subject) => {
    const its = subject.sources.flatMap((source) => found.get(source.sourcePersonId) ?? [])
    return {
      limits: limitsOf(subject),
      relationships: [
        ...its.filter(({ released }) => released === null),
        ...(holding ? [{ kind: holding, datasetId: 'none' } as const] : []),
      ],
      released: new Set(its.flatMap(({ datasetId, released }) => (released === null ? [] : [cellKey(datasetId, released)]))),
    }
  }
}

/** What the resident will see of it, set by the purpose now (practice K3). Without a purpose in force it is withheld. */
export function visibilityOf(purpose: decisions.PurposeRow | undefined, now: Instant): Visibility {
  if (purpose?.log_visibility === 'shown') return { visible: 'shown' }
  return withheldUntilReview(purpose?.withheld_ground ?? 'no purpose in force', now, purpose?.withheld_reviewer ?? undefined)
}

const withheldUntilReview = (ground: string, now: Instant, reviewer = 'information-governance'): Visibility => ({
  visible: 'withheld',
  ground,
  reviewer,
  reviewOn: dayOf(now, 'UTC').add({ months: 6 }).toString(),
})

const aboutWorries: ReadonlySet<string> = new Set(['concern', 'concern-in-hand'])

/** What its subject sees of one look: what the purpose says, but for a hidden service's, and one in an emergency, which a reviewer decides on first. */
function visibilityOfLook(
  answer: SubjectAnswer,
  kind: ReadTx['actor']['kind'],
  view: string,
  usual: Visibility,
  now: Instant,
): Visibility {
  // That somebody wrote or read a worry tells whoever reads her page with her that there is one (practice K3).
  if (usual.visible === 'shown' && aboutWorries.has(view))
    return withheldUntilReview('A look while a worry was written down or decided on could put someone at risk', now)
  if (kind === 'worker' && showsHiddenService(answer))
    return withheldUntilReview('Knowing that this service is involved could put someone at risk', now)
  // What is withheld for its purpose stays withheld for that.
  if (usual.visible === 'withheld') return usual
  const inEmergency = answer.asked.some(({ relationship, allowed }) => relationship === 'emergency-access' && allowed)
  return inEmergency
    ? withheldUntilReview('Opened in an emergency: a reviewer decides first whether it is safe to show', now)
    : usual
}

/** A visit by a service that hides that it is involved would give it away, whatever its purpose (practice K2). */
const showsHiddenService = (answer: SubjectAnswer): boolean =>
  visible(answer).some(({ dataset }) => dataset.existence === 'brokered' || dataset.existence === 'sealed')

type RefusedEntry = { decisionId: string; view: string; visibility: Visibility; role: string; code: string }
const entryFor = (subject: Subject, { code, ...rest }: RefusedEntry): RecordedAccess => ({
  ...rest,
  subjectId: subject.personId,
  sources: subject.sources.map((source) => source.sourcePersonId),
  outcome: { shown: false, code },
  agreements: [],
  cells: {},
  reasons: [],
})

/**
 * The entry of a machine's work on a batch: one for the batch, since no person saw anyone. Residents' logs list what
 * people saw; the register of processing lists this.
 */
export function machineEntry(
  view: string,
  batch: { agreements: readonly string[]; classes: Readonly<Record<string, readonly string[]>> },
  now: Instant,
): RecordedAccess {
  return {
    decisionId: newId(),
    view,
    subjectId: null,
    sources: [],
    role: 'system',
    outcome: { shown: true },
    agreements: batch.agreements,
    cells: batch.classes,
    reasons: [],
    visibility: visibilityOf(undefined, now),
  }
}
