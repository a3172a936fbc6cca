import { decidingScope } from '#modules/information-governance'
import { listLinksOfNamed } from '#modules/person-index'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { grant } from '#platform/transactions'
import * as accounts from './account.repository.ts'
import { hashOfCode } from './codes.ts'
import { errors } from './errors.ts'
import { insertFreezes } from './freeze.repository.ts'

/**
 * Ties the resident's account to her record by the code that a worker gave her. When another account is tied to that
 * person already, both are frozen: one of them may be someone else's. To an account that is frozen, or tied already, no code
 * is right, and the code stays good (P2).
 */
export async function redeemCode(
  { house }: Services,
  tx: Tx<'resident-portal.code.use'>,
  code: string,
): Promise<'bound' | 'frozen'> {
  const at = house.now()
  const account = await accounts.getAccount(tx, tx.actor.id)
  if (account.frozen || (await accounts.listBoundSources(tx, account)).length > 0) throw refusal(errors, 'CODE_WRONG')

  const accountId = account.id
  const hash = hashOfCode(code)
  await grant(house, tx, { bound: { code: hash } })
  const used = await accounts.useCode(tx, hash, accountId, at)
  if (!used) throw refusal(errors, 'CODE_WRONG')

  await grant(house, tx, decidingScope([], { persons: [used.personId] }))
  const links = await listLinksOfNamed(tx)
  const [first] = links.toSorted((a, b) => a.datasetId.localeCompare(b.datasetId))
  if (!first) throw refusal(errors, 'CODE_WRONG')
  const sources = links.map((link) => link.sourcePersonId)
  await grant(house, tx, decidingScope([], { sources }))
  const others = await accounts.listOtherAccounts(tx, sources, accountId)
  await recordAudit(tx, accountId, { others: others.length, codeFrom: used.issuedBy })
  if (others.length > 0) {
    const frozen = [{ accountId, boundBy: used.issuedBy }, ...others]
    await grant(house, tx, { bound: { sources, accounts: frozen.map((one) => one.accountId) } })
    for (const one of frozen) await accounts.freezeAccount(tx, one.accountId, at)
    await insertFreezes(
      tx,
      frozen.map((one) => ({ ...first, accountId: one.accountId, wasTied: one.accountId !== accountId, codeFrom: one.boundBy })),
      at,
    )
    return 'frozen'
  }
  await accounts.insertBinding(tx, { accountId, boundBy: used.issuedBy, at, ...first })
  return 'bound'
}
