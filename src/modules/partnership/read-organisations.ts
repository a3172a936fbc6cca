import type { ReadTx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { getOrganisation } from './get-organisation.ts'
import * as organisations from './organisation.repository.ts'
import { type Organisation, successorOf } from './organisation.rules.ts'
import { hasEndedBy } from './period.rules.ts'
import type { Team } from './worker.rules.ts'

/** Another organisation, to be named. */
export type Named = { readonly id: string; readonly name: string }

/** A partner as the list shows it. `inItsPlace`: who answers for it today, once it has ended; null if nobody does. */
export type Partner = Organisation & { readonly ended: boolean; readonly inItsPlace: Named | null }

/** Every organisation that is or was a partner on a day: those that act first, then those that have ended, by name. */
export async function listPartners(tx: ReadTx, day: PlainDate): Promise<Partner[]> {
  const all = await organisations.listOrganisations(tx)
  const partners = all.map((organisation) => asPartner(organisation, day, all))
  return [...partners.filter((partner) => !partner.ended), ...partners.filter((partner) => partner.ended)]
}

function asPartner(organisation: Organisation, day: PlainDate, all: readonly Organisation[]): Partner {
  const ended = hasEndedBy(organisation, day)
  const heir = ended ? all.find((other) => other.id === successorOf(organisation.id, day, all)) : undefined
  return { ...organisation, ended, inItsPlace: heir ? { id: heir.id, name: heir.name } : null }
}

/** Something that happened to an organisation. `day` is the first on which it was so. */
export type HistoryEntry = { readonly day: PlainDate } & (
  | { readonly what: 'joined' }
  | { readonly what: 'renamed'; readonly from: string }
  | { readonly what: 'took-over'; readonly other: Named }
  | { readonly what: 'ended'; readonly successor: Named | null }
)

export type PartnerPage = Partner & {
  readonly identifiers: readonly organisations.Identifier[]
  readonly teams: readonly Team[]
  readonly peopleAtWork: number
  /** Newest first. */
  readonly history: readonly HistoryEntry[]
}

/** One organisation whole, as it is on a day. Refuses with ORGANISATION_NOT_FOUND. */
export async function readPartner(tx: ReadTx, organisationId: string, day: PlainDate): Promise<PartnerPage> {
  const organisation = await getOrganisation(tx, organisationId)
  const chain = await organisations.listSuccessors(tx, organisationId)
  return {
    ...asPartner(organisation, day, chain),
    identifiers: await organisations.listIdentifiers(tx, organisationId),
    teams: await organisations.listTeams(tx, organisationId, day),
    peopleAtWork: await organisations.countPeopleAtWork(tx, organisationId, day),
    history: historyOf(
      organisation,
      chain.find((other) => other.id === organisation.successorId),
      await organisations.listFormerNames(tx, organisationId),
      await organisations.listPredecessors(tx, organisationId),
    ),
  }
}

function historyOf(
  { from, to }: Organisation,
  successor: Organisation | undefined,
  formerNames: readonly { name: string; to: PlainDate }[],
  predecessors: readonly Organisation[],
): HistoryEntry[] {
  const named = ({ id, name }: Organisation): Named => ({ id, name })
  const entries: HistoryEntry[] = [
    { day: from, what: 'joined' },
    ...formerNames.map((former) => ({ day: former.to, what: 'renamed' as const, from: former.name })),
    ...predecessors.flatMap((other) => (other.to ? [{ day: other.to, what: 'took-over' as const, other: named(other) }] : [])),
    ...(to ? [{ day: to, what: 'ended' as const, successor: successor ? named(successor) : null }] : []),
  ]
  return entries.sort((a, b) => b.day.toString().localeCompare(a.day.toString()))
}
