import { decidingScope } from '#modules/information-governance'
import { listLinksOfNamed } from '#modules/person-index'
import type { Tx } from '#platform/database'
import type { Services } from '#platform/services'
import { grant } from '#platform/transactions'
import * as accounts from './account.repository.ts'

/** A resident of the fictional place who can sign in, and the source person her account is tied to, where there is one. */
export type ResidentPersona = { readonly id: string; readonly name: string; readonly sourcePersonId: string | null }

/** Opens the accounts of the fictional place's residents, each as if a worker had handed over a code. Doing it again changes nothing. */
export async function openPersonaAccounts(
  { house, place }: Services,
  tx: Tx<'resident-portal.personas.open'>,
  issuer: string,
  personas: readonly ResidentPersona[],
): Promise<void> {
  if (!place.fictional) throw new Error('accounts are opened in advance in an invented place only')
  for (const persona of personas) {
    if (await accounts.findAccount(tx, issuer, persona.id)) continue
    const accountId = await accounts.insertAccount(tx, issuer, persona.id, persona.name, house.now())
    if (persona.sourcePersonId === null) continue
    await grant(house, tx, decidingScope([], { sources: [persona.sourcePersonId] }))
    const link = (await listLinksOfNamed(tx)).find((one) => one.sourcePersonId === persona.sourcePersonId)
    if (link) await accounts.insertBinding(tx, { accountId, boundBy: null, at: house.now(), ...link })
  }
}
