import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { lockActiveEmployer } from './employer.ts'
import * as organisations from './organisation.repository.ts'

/** Gives an organisation its new name from today on; its former names stay in its history. Refuses as `lockActiveEmployer`. */
export async function renameOrganisation(
  tx: Tx<'partnership.organisation.rename'>,
  organisationId: string,
  name: string,
  today: PlainDate,
): Promise<void> {
  const organisation = await lockActiveEmployer(tx, organisationId, today)
  if (organisation.name === name) return

  await organisations.renameOrganisation(tx, organisation, name, today)
  await recordAudit(tx, organisationId, { formerName: organisation.name, name })
}
