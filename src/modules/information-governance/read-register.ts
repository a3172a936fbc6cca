import { namesOfOrganisations } from '#modules/partnership'
import type { Tx } from '#platform/database'
import { errors as platformErrors, refusal } from '#platform/errors'
import * as register from './register.repository.ts'

/** The powers, duties and limits that the partnership works under. */
export const readGateways = (tx: Tx<'governance.read'>) => register.listGateways(tx)

/** One dataset, unless its service is one whose existence only its own organisation may know. */
export async function readDataset(tx: Tx<'governance.read'>, id: string) {
  const dataset = await register.findDataset(tx, id, tx.actor.organisationId)
  if (!dataset) throw refusal(platformErrors, 'NOT_FOUND')
  return { dataset, controller: (await namesOfOrganisations(tx)).get(dataset.controllerId) ?? dataset.controllerId }
}
