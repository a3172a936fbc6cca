import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import { dayOf } from '#platform/dates'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { listDatasets } from '../decision.repository.ts'
import { errors } from '../errors.ts'
import { clockOf } from './clock.rules.ts'
import type { RequestKind } from './law.rules.ts'
import { addressees, partsFor } from './part.rules.ts'
import * as rights from './rights.repository.ts'

/** A request, as the person makes it. */
export type AskingForRights = {
  readonly id: string
  readonly kind: RequestKind
  /** One organisation, or everyone who holds something: that only for a copy. */
  readonly to: 'everyone' | (string & {})
  readonly said: string
  /** Whom her account is tied to. */
  readonly anchors: rights.NewRequest['sources']
  /** All of hers, as they are linked now. */
  readonly records: readonly { readonly datasetId: string; readonly controllerId: string }[]
}

/** The organisations that anybody can put a request to by name. */
export const listAddressees = async (tx: ReadTx): Promise<string[]> => addressees(await listDatasets(tx))

/**
 * Takes a request: one part for each controller that has to answer. Without a tie to a record nobody is given a copy, nor a use stopped: who asks is not
 * known. A complaint is taken from anybody. Runs under `decidingScope` naming her records.
 */
export async function askForRights(
  { house, vault, place }: Services,
  tx: Tx<'governance.rights.ask'>,
  asking: AskingForRights,
): Promise<void> {
  const { id, kind, to, said, anchors, records } = asking
  if (kind !== 'complaint' && anchors.length === 0) throw refusal(errors, 'RIGHTS_NOT_TIED')
  if (kind !== 'copy' && said === '') throw refusal(errors, 'RIGHTS_NOTHING_SAID')
  const datasets = await listDatasets(tx)
  const whole = to === 'everyone'
  if (whole ? kind !== 'copy' : !addressees(datasets).includes(to)) throw refusal(errors, 'RIGHTS_NOBODY_ASKED')
  const receivedAt = house.now()
  // Who is asked by name for a copy answers for a service of its own that may not be known of, too, apart.
  const itsHidden = (of: RequestKind, controllerId: string) =>
    of === 'copy' ? partsFor(records, datasets).filter((one) => one.hidden && one.controllerId === controllerId) : []
  await rights.insertRequest(tx, vault, {
    id,
    kind,
    accountId: tx.actor.id,
    whole,
    said,
    receivedAt,
    receivedOn: dayOf(receivedAt, place.zone),
    sources: anchors,
    parts: whole ? partsFor(records, datasets) : [{ controllerId: to, hidden: false }, ...itsHidden(kind, to)],
  })
  // How many have to answer would tell of one that may not be known of.
  await recordAudit(tx, id, { kind })
}

/** Answers what an officer asked, so that the clock goes on. */
export async function replyToOfficer(
  { house, vault, place }: Services,
  tx: Tx<'governance.rights.ask'>,
  partId: string,
  said: string,
): Promise<void> {
  await rights.lockPart(tx, partId)
  const part = await rights.findPart(tx, partId)
  const [now, today] = [house.now(), dayOf(house.now(), place.zone)]
  if (!part || part.accountId !== tx.actor.id) throw refusal(errors, 'RIGHTS_NOT_FOUND')
  if (!clockOf(part.kind, part.receivedOn, part.steps, today).pausedSince) throw refusal(errors, 'RIGHTS_NOT_PAUSED')
  if (said === '') throw refusal(errors, 'RIGHTS_NOTHING_SAID')
  await rights.insertStep(tx, vault, part, { kind: 'replied', said }, now, today)
  await recordAudit(tx, partId, { replied: true })
}
