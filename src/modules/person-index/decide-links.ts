import { decidingScope } from '#modules/information-governance'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { refusal } from '#platform/errors'
import { hold } from '#platform/hold'
import { type Id, newId } from '#platform/ids'
import { enqueue } from '#platform/jobs'
import type { Services } from '#platform/services'
import { type Caller, type Disclosed, type Grant, readPersonal } from '#platform/transactions'
import { type DecidedSubject, decideOn } from './decide-on.ts'
import * as decisions from './decisions.repository.ts'
import type { ReviewDesk } from './desks.ts'
import { errors } from './errors.ts'
import { followDecisionJob } from './jobs.ts'
import { areOfOneEpoch } from './keys.repository.ts'
import type { SourceOrigin } from './link.repository.ts'

const act = 'person-index.link.decide'
type DecideTx = Tx<typeof act>
/** Acts that decide about records: on a person's page, and at the review desk. */
export type DecidingTx = Tx<typeof act | ReviewDesk['acts']['answer']>
export type LinkDecisionId = Id<'link-decision'>

/**
 * Says that one record of a person is about someone else. It is set aside from all her other records, also from those that the
 * worker may not see: she says that it is not this person. What an earlier decision joined between them is taken back.
 */
export function splitRecord(
  services: Services,
  caller: Caller,
  personId: string,
  sourcePersonId: string,
  given: string,
): Promise<LinkDecisionId> {
  return deciding(services, caller, [personId], async (tx, [person]) => {
    const reason = required(given)
    if (!person!.visible.includes(sourcePersonId)) throw refusal(errors, 'RECORD_NOT_CHOSEN')
    if (person!.visible.length < 2) throw refusal(errors, 'RECORD_STANDS_ALONE')
    const rest = idsOf(person!).filter((source) => source !== sourcePersonId)
    return decideAnew(services, tx, 'apart', reason, originsOf(person!, [sourcePersonId]), rest)
  })
}

/** Says that two people are one. What an earlier decision took apart between their records is taken back. */
export function joinPeople(
  services: Services,
  caller: Caller,
  personId: string,
  otherId: string,
  given: string,
): Promise<LinkDecisionId> {
  return deciding(services, caller, [personId, otherId], async (tx, [person, other]) => {
    const reason = required(given)
    if (person!.personId === other!.personId) throw refusal(errors, 'OTHER_PERSON_NOT_CHOSEN')
    const [own, others] = [idsOf(person!), idsOf(other!)]
    // Two identities of one human are never led to each other, and nobody is told that this is why.
    if (!(await areOfOneEpoch(tx))) throw refusal(errors, 'PEOPLE_NOT_JOINED')
    return decideAnew(services, tx, 'together', reason, originsOf(person!, own), others)
  })
}

/** Takes a decision back, with a reason: the rules alone say again who is who. */
export async function takeBackDecision(
  services: Services,
  caller: Caller,
  personId: string,
  decisionId: LinkDecisionId,
  given: string,
): Promise<void> {
  await deciding(services, caller, [personId], async (tx) => {
    const reason = required(given)
    await undo(services, tx, decisionId, reason)
  })
}

/** Takes back what stands of a decision, and has the links follow. Needs a grant that names its records. */
export async function undo({ house }: Services, tx: DecidingTx, decisionId: string, reason: string): Promise<void> {
  const about = await decisions.undoDecision(tx, decisionId, { reason, at: house.now() })
  if (about.length === 0) throw refusal(errors, 'DECISION_NOT_FOUND')
  await recordAudit(tx, decisionId, { takenBack: true, records: about.length })
  await enqueue(tx, followDecisionJob, { decisionId })
}

/** Decides about each person, grants what may be seen of them together, and lets `work` write about all their records. */
function deciding<T>(
  services: Services,
  caller: Caller,
  personIds: readonly string[],
  work: (tx: DecideTx, subjects: readonly DecidedSubject[]) => Promise<T>,
): Promise<T> {
  return readPersonal(
    services.house,
    caller,
    act,
    async (tx) => {
      const decided: Awaited<ReturnType<typeof decideOn>>[] = []
      for (const id of new Set(personIds)) {
        decided.push(await decideOn(services, tx, id, 'link-decision'))
      }
      return together(tx, decided)
    },
    work,
  )
}

function together(tx: DecideTx, decided: readonly Awaited<ReturnType<typeof decideOn>>[]): Disclosed<readonly DecidedSubject[]> {
  const subjects = decided.map((one) => one.subject)
  const sources = subjects.flatMap(idsOf)
  const { bound } = decidingScope(tx.actor.teams, { persons: subjects.map((subject) => subject.personId), sources })
  const grant: Grant = { cells: decided.flatMap((one) => one.grant.cells ?? []), bound: bound! }
  return { grant, entries: decided.flatMap((one) => one.entries), explained: subjects }
}

/** Writes a decision down about each of `records` with each of `others`, and has the links follow it. */
export async function decideAnew(
  { house }: Services,
  tx: DecidingTx,
  kind: 'together' | 'apart',
  reason: string,
  records: readonly SourceOrigin[],
  others: readonly string[],
): Promise<LinkDecisionId> {
  const id = newId<'link-decision'>()
  const at = house.now()
  const sources = records.map((record) => record.source)
  // Of two who say otherwise about the same records at one moment neither would see what the other said.
  await hold(tx, ...[...sources, ...others].map((source) => `who ${source} is`))
  await decisions.undoBetween(tx, kind === 'apart' ? 'together' : 'apart', sources, others, { reason, at })
  await decisions.insertDecision(tx, { id, kind, reason, at }, records, others)
  await recordAudit(tx, id, { kind, records: sources.length + others.length })
  await enqueue(tx, followDecisionJob, { decisionId: id })
  return id
}

function required(reason: string): string {
  if (reason.trim() === '') throw refusal(errors, 'LINK_REASON_MISSING')
  return reason.trim()
}

const idsOf = (person: DecidedSubject): string[] => person.sources.map((source) => source.sourcePersonId)
const originsOf = (person: DecidedSubject, sources: readonly string[]): SourceOrigin[] =>
  person.sources
    .filter((link) => sources.includes(link.sourcePersonId))
    .map(({ sourcePersonId: source, datasetId, controllerId, regime }) => ({ source, datasetId, controllerId, regime }))
