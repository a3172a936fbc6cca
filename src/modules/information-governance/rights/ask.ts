import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import { dayOf, type Instant, type PlainDate, Temporal } from '#platform/dates'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import type { At } from '../at.ts'
import { listDatasets } from '../decision.repository.ts'
import { errors } from '../errors.ts'
import { clockOf } from './clock.rules.ts'
import type { RequestKind } from './law.rules.ts'
import type { RestrictionGround } from './limit.rules.ts'
import { addressees, partsFor } from './part.rules.ts'
import * as rights from './rights.repository.ts'

/** A request, as the person makes it. */
export type AskingForRights = {
  readonly id: string
  readonly kind: RequestKind
  /** One organisation, or everyone who holds something: that only for a copy. */
  readonly to: 'everyone' | (string & {})
  readonly said: string
  /** Why a record shall be restricted. */
  readonly ground?: RestrictionGround | null
  /** Of a service that may not be known to be involved: only who answers for that writes such a one in. */
  readonly hidden?: boolean
  /** The day on which it came, where that was before today: a letter. */
  readonly receivedOn?: PlainDate
  /** Whom her account is tied to, or whose record whoever writes it in has before her. */
  readonly anchors: rights.NewRequest['sources']
  /** All of hers, as they are linked now. */
  readonly records: readonly { readonly datasetId: string; readonly controllerId: string }[]
}

/** The organisations that anybody can put a request to by name. */
export const listAddressees = async (tx: ReadTx): Promise<string[]> => addressees(await listDatasets(tx))

/** She asks herself; or a worker asks for her, or an officer writes in what came otherwise: never for a copy, which goes to her own page. */
type Asks = Tx<'governance.rights.ask' | 'governance.rights.ask-for' | 'governance.rights.enter'>

/**
 * Takes a request: one part for each controller that has to answer. Without a tie to a record nobody is given a copy, nor a use stopped: who asks is not
 * known. A complaint is taken from anybody. Runs under `decidingScope` naming her records.
 */
export async function askForRights({ house, vault, place }: Services, tx: Asks, asking: AskingForRights): Promise<void> {
  const { id, kind, to, said, anchors, records } = asking
  const ground = kind === 'restriction' ? (asking.ground ?? null) : null
  if (kind !== 'complaint' && anchors.length === 0) throw refusal(errors, 'RIGHTS_NOT_TIED')
  if (kind !== 'copy' && said === '') throw refusal(errors, 'RIGHTS_NOTHING_SAID')
  if (kind === 'restriction' && !ground) throw refusal(errors, 'RIGHTS_NO_GROUND')
  const datasets = await listDatasets(tx)
  const whole = to === 'everyone'
  const { hidden = false } = asking
  if (whole ? kind !== 'copy' : !hidden && !addressees(datasets).includes(to)) throw refusal(errors, 'RIGHTS_NOBODY_ASKED')
  const { receivedAt, receivedOn } = receiptOf(asking.receivedOn, { now: house.now(), zone: place.zone })
  // Who is asked by name for a copy answers for a service of its own that may not be known of, too, apart.
  const itsHidden = (of: RequestKind, controllerId: string) =>
    of === 'copy' ? partsFor(records, datasets).filter((one) => one.hidden && one.controllerId === controllerId) : []
  await rights.insertRequest(tx, vault, {
    id,
    kind,
    accountId: tx.actor.id,
    whole,
    said,
    ground,
    receivedAt,
    receivedOn,
    enteredBy: tx.actor.kind === 'worker' ? tx.actor.name : null,
    sources: anchors,
    parts: whole ? partsFor(records, datasets) : [{ controllerId: to, hidden }, ...itsHidden(kind, to)],
  })
  // How many have to answer would tell of one that may not be known of.
  await recordAudit(tx, id, { kind })
}

/** When it came: now, or on the day of the letter. */
function receiptOf(on: PlainDate | undefined, { now, zone }: At): { receivedAt: Instant; receivedOn: PlainDate } {
  const today = dayOf(now, zone)
  if (!on || on.equals(today)) return { receivedAt: now, receivedOn: today }
  if (Temporal.PlainDate.compare(on, today) > 0) throw refusal(errors, 'RIGHTS_DAY_WRONG')
  return { receivedAt: on.toZonedDateTime(zone).toInstant(), receivedOn: on }
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
