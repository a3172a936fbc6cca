import { createHash, createHmac } from 'node:crypto'
import { namesOfOrganisations } from '#modules/partnership'
import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import { dayOf } from '#platform/dates'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { inTransaction } from '#platform/transactions'
import type { Vault } from '#platform/vault'
import { errors } from '../errors.ts'
import { findIncident, holdIncident, type Opened } from './incident.repository.ts'
import { readIncident } from './incidents.ts'
import * as notices from './notice.repository.ts'
import * as tellings from './telling.repository.ts'
import { type Notice, noticeParts, publicDays, type Way } from './telling.rules.ts'

/** Under which purpose whom an incident reached is seen. */
export const tellingPurpose = 'breach-telling'
type Telling = Tx<'governance.incident.tell'>
type Reviewing = Tx<'governance.incident.review'>

/** The part of an incident whose people she tells, under the purpose for it. Another organisation's is not there. */
export async function requireTelling({ vault }: Services, tx: Telling, id: string): Promise<Opened> {
  const incident = await findIncident(tx, vault, id)
  if (!incident) throw refusal(errors, 'INCIDENT_NOT_FOUND')
  requirePurpose(tx)
  return incident
}
function requirePurpose(tx: ReadTx): void {
  if (tx.actor.purpose !== tellingPurpose) throw refusal(errors, 'WRONG_PURPOSE_FOR_INCIDENTS')
}

/** A keyed hash of one line of a list: nobody can try out whose it is, and none can be added later. */
const leafOf = (vault: Vault, listId: string, one: tellings.ReachedRecord): Buffer =>
  createHmac('sha256', vault.derive('incident lists'))
    .update(JSON.stringify([listId, one.sourcePersonId, one.personId, one.datasetId, one.classes, one.withheld]))
    .digest()
const hashOf = (leaves: readonly Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(leaves)).digest()

/**
 * Freezes whom the looks reached that were counted last, as the log and the links say it now: what changes later does not change the list. Records alone; it
 * shows nobody.
 */
export async function freezeReached(
  { house, vault }: Services,
  tx: Telling,
  incident: Opened,
  records: readonly tellings.ReachedRecord[],
): Promise<void> {
  await holdIncident(tx, incident.id)
  const id = newId()
  const members = records.map((one) => ({ ...one, leaf: leafOf(vault, id, one) }))
  const leaves = members.map((one) => one.leaf).toSorted(Buffer.compare)
  const people = new Set(records.map((one) => one.personId)).size
  const list = { id, people, leaves, hash: hashOf(leaves), frozenAt: house.now() }
  await tellings.insertList(tx, incident.id, list, members)
  await recordAudit(tx, incident.id, { frozen: id, people, hash: list.hash.toString('hex') })
}

/** A frozen list with what stands on it now. */
export type Reach = {
  readonly list: tellings.FrozenList
  readonly members: readonly tellings.Member[]
  readonly tellings: readonly tellings.Telling[]
  /** Lines that were erased since, with the records that they were about. */
  readonly gone: number
  /** Whether each line that stands is as it was frozen, and none was added. */
  readonly asFrozen: boolean
}
/** The list of a part that was frozen last. Names nobody yet: whom of them this reader may see the decision says. */
export async function readReach({ vault }: Services, tx: Telling | Reviewing, partId: string): Promise<Reach | undefined> {
  const list = await tellings.findList(tx, partId)
  if (!list) return undefined
  const members = await tellings.listMembers(tx, list.id)
  const leaves = new Set(list.leaves.map((one) => one.toString('hex')))
  return {
    list,
    members,
    tellings: await tellings.listTellings(tx, vault, partId, null),
    gone: list.leaves.length - members.length,
    asFrozen:
      hashOf(list.leaves).equals(list.hash) && members.every((one) => leaves.has(leafOf(vault, list.id, one).toString('hex'))),
  }
}

/** Writes down how one person was told, or that she cannot be. Whether it may be done the caller has asked; the database asks it again. */
export async function writeTelling(
  { house, vault }: Services,
  tx: Telling,
  partId: string,
  records: readonly tellings.ReachedRecord[],
  telling: { readonly kind: Way | 'cannot'; readonly said: string },
): Promise<void> {
  await tellings.insertTellings(tx, vault, partId, records, { ...telling, at: house.now() })
  await recordAudit(tx, partId, { told: telling.kind })
}

/** Says whether it is safe to tell somebody of a look that is withheld from her (practice K3). Not by whoever froze the list. */
export async function reviewTelling(
  { house, vault }: Services,
  tx: Reviewing,
  partId: string,
  reach: Reach,
  records: readonly tellings.ReachedRecord[],
  review: { readonly kind: 'safe' | 'not-safe'; readonly said: string },
): Promise<void> {
  if (reach.list.frozenById === tx.actor.id) throw refusal(errors, 'TELLING_OWN_LIST')
  if (review.said === '') throw refusal(errors, 'TELLING_WORDS_MISSING')
  await tellings.insertTellings(tx, vault, partId, records, { ...review, at: house.now() })
  await recordAudit(tx, partId, { reviewed: review.kind })
}

/** The lists of her organisation, for whoever reviews: no person. */
export async function listToReview(tx: Reviewing): Promise<{ id: string; reference: string }[]> {
  requirePurpose(tx)
  return tellings.listFrozenParts(tx)
}

/** Whether this list is her organisation's, and she reviews under the purpose for it. */
export async function requireReviewing(tx: Reviewing, id: string): Promise<void> {
  if (!(await listToReview(tx)).some((one) => one.id === id)) throw refusal(errors, 'INCIDENT_NOT_FOUND')
}

/** What people are told, as it was written last. */
export const findNotice = async (services: Services, tx: ReadTx, partId: string): Promise<notices.Written | undefined> =>
  (await notices.listNotices(tx, services.vault, partId))[0]

/** Writes what people are told. Returns the parts that are missing. */
export async function writeNotice(
  services: Services,
  tx: Tx<'governance.incident.work'>,
  id: string,
  notice: Notice,
): Promise<readonly (keyof Notice)[]> {
  const missing = noticeParts.filter((part) => notice[part] === '')
  if (missing.length > 0) return missing
  await readIncident(services, tx, id)
  await notices.insertNotice(tx, services.vault, id, notice, services.house.now())
  await recordAudit(tx, id, { notice: true })
  return []
}

/** Lets everyone read it, where telling each would be out of proportion (UK GDPR, article 34(3)(c)); again, to put right what stands there. */
export async function publishNotice(services: Services, tx: Tx<'governance.incident.work'>, id: string): Promise<void> {
  await readIncident(services, tx, id)
  const written = await findNotice(services, tx, id)
  if (!written) throw refusal(errors, 'INCIDENT_NO_NOTICE')
  const now = services.house.now()
  const until = dayOf(now, services.place.zone).add({ days: publicDays })
  if (await notices.insertPublicNotice(tx, id, written.notice, now, until)) await recordAudit(tx, id, { published: true })
}

/** What everyone may read. The product itself reads it: it is in nobody's name, and about nobody by name. */
export const readPublicNotices = ({ house, place }: Services) =>
  inTransaction(
    house,
    { requestId: newId(), system: { actor: 'clock', act: 'governance.public.freeze', purpose: 'running-the-product' } },
    'governance.public.freeze',
    async (tx) => {
      const names = await namesOfOrganisations(tx)
      const standing = await notices.listPublicNotices(tx, dayOf(house.now(), place.zone))
      return standing.map((one) => ({ ...one, organisation: names.get(one.controllerId) ?? one.controllerId }))
    },
  )

/** What a resident was told on her own page, the newest first. Runs under a grant that names her records. */
export async function readOwnNotices(
  { vault }: Services,
  tx: Tx<'governance.incident.read-own'>,
): Promise<(notices.Written & { readonly toldAt: notices.Written['writtenAt'] })[]> {
  const told = new Map((await tellings.listToldOnPage(tx)).map((one) => [one.partId, one.at]))
  return (await notices.listNotices(tx, vault, null)).flatMap((one) => {
    const toldAt = told.get(one.partId)
    return toldAt ? [{ ...one, toldAt }] : []
  })
}
