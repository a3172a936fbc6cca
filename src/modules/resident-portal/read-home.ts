import type { Services } from '#platform/services'
import { type Caller, inTransaction } from '#platform/transactions'
import * as accounts from './account.repository.ts'

/**
 * The resident's own name as she signed in, and whether her account is tied to a record. Nothing held about her is on it. A
 * frozen account looks as if it had never been tied (P2).
 */
export async function readHome({ house }: Services, caller: Caller): Promise<{ name: string; bound: boolean }> {
  return inTransaction(house, caller, 'resident-portal.home.read', async (tx) => {
    const account = await accounts.getAccount(tx, tx.actor.id)
    return { name: account.displayName, bound: (await accounts.listBoundSources(tx, account)).length > 0 }
  })
}
