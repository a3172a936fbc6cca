import { decidingScope } from '#modules/information-governance'
import { listLinks } from '#modules/person-index'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { grant } from '#platform/transactions'
import * as accounts from './account.repository.ts'
import { hashOfCode } from './codes.ts'
import { errors } from './errors.ts'

/**
 * Ties the resident's account to her record by the code that a worker gave her. When another account is tied to that
 * person already, both are frozen: one of them may be someone else's.
 */
export async function redeemCode(
  { house }: Services,
  tx: Tx<'resident-portal.code.use'>,
  code: string,
): Promise<'bound' | 'frozen'> {
  const at = house.now()
  const accountId = tx.actor.id
  const used = await accounts.useCode(tx, hashOfCode(code), accountId, at)
  if (!used) throw refusal(errors, 'CODE_WRONG')

  await grant(house, tx, decidingScope([], { persons: [used.personId] }))
  const links = await listLinks(tx, { persons: [used.personId] })
  const [first] = links.toSorted((a, b) => a.datasetId.localeCompare(b.datasetId))
  if (!first) throw refusal(errors, 'CODE_WRONG')
  await grant(house, tx, decidingScope([], { sources: links.map((link) => link.sourcePersonId) }))
  const others = await accounts.listOtherAccounts(
    tx,
    links.map((link) => link.sourcePersonId),
    accountId,
  )
  await recordAudit(tx, accountId, { others: others.length })
  if (others.length > 0) {
    for (const account of [accountId, ...others]) await accounts.freezeAccount(tx, account, at)
    return 'frozen'
  }
  await accounts.insertBinding(tx, { accountId, boundBy: used.issuedBy, at, ...first })
  return 'bound'
}
