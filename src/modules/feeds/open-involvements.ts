import { endRelationships, type NewRelationship, openRelationships } from '#modules/information-governance'
import { listStaffReferences, listTeams } from '#modules/partnership'
import type { ReadTx } from '#platform/database'
import { type Instant, plainDate } from '#platform/dates'

/** An involvement as far as it ties someone at work to a source person. */
export type StatedInvolvement = {
  readonly key: string
  readonly sourcePersonId: string
  readonly workerRef: string | null
  /** Where worker and team are; null: at the controller. */
  readonly employer: string | null
  readonly team: string | null
  readonly openedOn: string
  readonly closedOn: string | null
}
/** Who sends the involvements, and by which clock. */
export type Sender = {
  readonly controllerId: string
  readonly datasetId: string
  readonly regime: string
  readonly zone: string
}

/** Who works at one organisation: by staff reference, and its teams by name. */
type Staff = { readonly workers: ReadonlyMap<string, string>; readonly teams: ReadonlyMap<string, string> }

/** Each organisation that was asked about so far. */
export type StaffLists = Map<string, Staff>

async function listStaff(tx: ReadTx, organisationId: string): Promise<Staff> {
  const workers = new Map((await listStaffReferences(tx, organisationId)).map((one) => [one.staffRef, one.workerId]))
  const teams = new Map((await listTeams(tx, organisationId)).map((team) => [team.name.toLowerCase(), team.id]))
  return { workers, teams }
}

const room = 'feeds'
const relationshipKey = (sender: Sender, key: string) => `${sender.datasetId}|${key}`

/**
 * Makes the relationships that these involvements, each current, give rise to: the allocated worker's and the team's. What an
 * involvement no longer names ends now; a closed one ends on its day. Returns how many name a worker or team that nobody knows.
 */
export async function openInvolvements(
  tx: ReadTx,
  sender: Sender,
  staffLists: StaffLists,
  involvements: readonly StatedInvolvement[],
  now: Instant,
): Promise<number> {
  if (involvements.length === 0) return 0
  await endInvolvements(
    tx,
    sender,
    involvements.map((one) => one.key),
    now,
  )
  const employerOf = (one: StatedInvolvement) => one.employer ?? sender.controllerId
  for (const id of new Set(involvements.map(employerOf))) if (!staffLists.has(id)) staffLists.set(id, await listStaff(tx, id))
  const startOfDay = dayStarts(sender.zone)
  const rows: NewRelationship[] = []
  let unknown = 0
  for (const one of involvements) {
    const staff = staffLists.get(employerOf(one))!
    const workerId = one.workerRef === null ? undefined : staff.workers.get(one.workerRef)
    const teamId = one.team === null ? undefined : staff.teams.get(one.team.toLowerCase())
    if ((one.workerRef !== null && !workerId) || (one.team !== null && !teamId)) unknown++
    const common = {
      controllerId: sender.controllerId,
      datasetId: sender.datasetId,
      regime: sender.regime,
      sourcePersonId: one.sourcePersonId,
      sourceRoom: room,
      sourceKey: relationshipKey(sender, one.key),
      from: startOfDay(one.openedOn),
      to: one.closedOn === null ? null : startOfDay(one.closedOn),
    }
    if (workerId) rows.push({ ...common, kind: 'allocated-worker', workerId, teamId: null })
    if (teamId) rows.push({ ...common, kind: 'team', workerId: null, teamId })
  }
  await openRelationships(tx, rows)
  return unknown
}

/** Ends the relationships of involvements that no longer stand. */
export async function endInvolvements(tx: ReadTx, sender: Sender, keys: readonly string[], now: Instant): Promise<void> {
  if (keys.length === 0) return
  await endRelationships(
    tx,
    room,
    keys.map((key) => relationshipKey(sender, key)),
    now,
  )
}

/** The first instant of a day in a zone. Remembers the days it has met, since a batch names few and often. */
function dayStarts(zone: string): (day: string) => Instant {
  const met = new Map<string, Instant>()
  return (day) => {
    const known = met.get(day) ?? plainDate(day).toZonedDateTime(zone).toInstant()
    met.set(day, known)
    return known
  }
}
