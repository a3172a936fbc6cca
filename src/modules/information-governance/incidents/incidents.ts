import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import { type Instant, instant } from '#platform/dates'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import type { DeskItem } from '../desk/desk.rules.ts'
import { errors } from '../errors.ts'
import * as incidents from './incident.repository.ts'
import { type CountedBy, dueFrom, type Fault, faultsOf, type GoingOn, type Written } from './incident.rules.ts'

/** Anybody at work reports that something went wrong with people's information. Her organisation's officer sees it at once. Returns what to call it. */
export async function reportIncident(
  { house, vault }: Services,
  tx: Tx<'governance.incident.report'>,
  report: { readonly said: string; readonly noticedAt: Instant; readonly goingOn: GoingOn; readonly about?: string },
): Promise<string> {
  const id = newId()
  const now = house.now()
  if (report.said === '' || report.noticedAt.epochMilliseconds > now.epochMilliseconds)
    throw refusal(errors, 'INCIDENT_INCOMPLETE')
  // Short enough to be read out on the telephone, and tells nothing.
  const reference = `I-${id.slice(-8, -4).toUpperCase()}-${id.slice(-4).toUpperCase()}`
  const { said, about, ...facts } = report
  await incidents.insertIncident(tx, vault, { id, reference, ...facts, about: about || null, reportedAt: now }, said)
  await recordAudit(tx, id, { reference })
  return reference
}

/** The incidents of her organisation. */
export const readIncidents = (tx: Tx<'governance.incident.work'>) => incidents.listIncidents(tx)

/** One part of an incident with all that was written of it and may be read here. Another organisation's is not there. */
export async function readIncident(
  { vault }: Services,
  tx: Tx<'governance.incident.work'>,
  id: string,
): Promise<incidents.Opened> {
  const incident = await incidents.findIncident(tx, vault, id)
  if (!incident) throw refusal(errors, 'INCIDENT_NOT_FOUND')
  return incident
}

/** Opens it for an officer, which leaves a note in the audit: what was reported may name people. */
export async function openIncident(
  services: Services,
  tx: Tx<'governance.incident.work'>,
  id: string,
): Promise<incidents.Opened> {
  const incident = await readIncident(services, tx, id)
  await recordAudit(tx, id, { opened: true })
  return incident
}

/** Writes one more entry, or says what it lacks. What is written stays; what is wrong in it is put right by the next. */
export async function writeEntry(
  services: Services,
  tx: Tx<'governance.incident.work'>,
  id: string,
  entry: Written & { readonly words: string; readonly delay: string },
): Promise<readonly Fault[]> {
  await incidents.holdIncident(tx, id)
  const incident = await readIncident(services, tx, id)
  const now = services.house.now()
  const faults = faultsOf(incident, entry, now)
  if (faults.length > 0) return faults

  const { kind, chosen, happenedAt, words, delay } = entry
  const said = delay === '' ? words : `${words}\n\nWhy it is late: ${delay}`
  await incidents.insertEntry(tx, services.vault, incident, { id: newId(), kind, chosen, happenedAt, writtenAt: now }, said)
  await recordAudit(tx, id, { kind, chosen })
  return []
}

export type Counted = {
  readonly from: string
  readonly to: string
  readonly by: CountedBy
  readonly which: string
  readonly shown: readonly incidents.Affected[]
}
/** Counts from the log of who looked of how many people data was shown in a time, and keeps the answer as it was now. */
export async function countPeople(
  services: Services,
  tx: Tx<'governance.incident.work'>,
  id: string,
  window: { readonly from: Instant; readonly to: Instant; readonly by: CountedBy; readonly which: string },
): Promise<readonly Fault[]> {
  await incidents.holdIncident(tx, id)
  const incident = await readIncident(services, tx, id)
  const shown = await incidents.countAffected(tx, incident.id, window)
  const counted: Counted = { ...window, from: window.from.toString(), to: window.to.toString(), shown }
  return writeEntry(services, tx, id, {
    kind: 'counted',
    chosen: [],
    happenedAt: null,
    words: JSON.stringify(counted),
    delay: '',
  })
}

/** What was counted last, by the window and the looks that were chosen. */
export function lastCounted({ entries }: Pick<incidents.Opened, 'entries'>): incidents.Window | undefined {
  const counted = entries.findLast(({ kind, ours }) => kind === 'counted' && ours)
  if (!counted) return undefined
  const { from, to, by, which } = JSON.parse(counted.said) as Counted
  return { from: instant(from), to: instant(to), by, which }
}

/**
 * Tells the other controllers of whose data the last count's looks showed something. Each has its own part with its own clock from now on, and reads what is
 * shared. Of a service that may not be known to be involved nobody learns that it was told.
 */
export async function involveOthers(services: Services, tx: Tx<'governance.incident.work'>, id: string): Promise<void> {
  await incidents.holdIncident(tx, id)
  const incident = await readIncident(services, tx, id)
  const window = lastCounted(incident)
  if (!incident.leads) throw refusal(errors, 'INCIDENT_NOT_LEADING')
  if (!window) throw refusal(errors, 'INCIDENT_NOT_COUNTED')
  await incidents.involveOthers(tx, id, window, services.house.now())
  await recordAudit(tx, id, { othersTold: true })
}

/** What waits on the desk: an incident of which nobody has decided whether the regulator is told, or whose people wait to be told. */
export async function incidentsOnDesk(tx: ReadTx): Promise<DeskItem[]> {
  return (await incidents.listWaitingIncidents(tx)).map(({ id, reference, since, awareAt, step }) => ({
    kind: 'incident',
    title:
      step === 'regulator'
        ? `Incident ${reference}: decide whether the regulator is told`
        : `Incident ${reference}: tell the people, or close it`,
    href: `/incidents/${id}`,
    since,
    dueAt: step === 'regulator' ? dueFrom(awareAt) : null,
  }))
}
