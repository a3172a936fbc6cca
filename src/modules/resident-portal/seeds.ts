import { decidingScope, proxies, scopesFor } from '#modules/information-governance'
import { listLinksOfNamed } from '#modules/person-index'
import type { Tx } from '#platform/database'
import { dayOf } from '#platform/dates'
import type { Services } from '#platform/services'
import { grant } from '#platform/transactions'
import * as accounts from './account.repository.ts'

/** A resident of the fictional place who can sign in, and the source person her account is tied to, where there is one. */
export type ResidentPersona = {
  readonly id: string
  readonly name: string
  readonly sourcePersonId: string | null
  /** Another of them, whom she chose to help her. */
  readonly helpedBy?: { readonly id: string; readonly name: string } | null
}

/** Opens the accounts of the fictional place's residents, each as if a worker had handed over a code, and chooses their helpers. Doing it again changes nothing. */
export async function openPersonaAccounts(
  { house, place }: Services,
  tx: Tx<'resident-portal.personas.open'>,
  issuer: string,
  personas: readonly ResidentPersona[],
): Promise<void> {
  if (!place.fictional) throw new Error('accounts are opened in advance in an invented place only')
  const opened: { persona: ResidentPersona; accountId: string; link: proxies.Origin }[] = []
  for (const persona of personas) {
    if (await accounts.findAccount(tx, issuer, persona.id)) continue
    const accountId = await accounts.insertAccount(tx, issuer, persona.id, persona.name, house.now())
    if (persona.sourcePersonId === null) continue
    await grant(house, tx, decidingScope([], { sources: [persona.sourcePersonId] }))
    const link = (await listLinksOfNamed(tx)).find((one) => one.sourcePersonId === persona.sourcePersonId)
    if (!link) continue
    await accounts.insertBinding(tx, { accountId, boundBy: null, at: house.now(), ...link })
    opened.push({ persona, accountId, link })
  }
  for (const { persona, accountId, link } of opened) {
    const helper = persona.helpedBy && (await accounts.findAccount(tx, issuer, persona.helpedBy.id))
    if (!helper) continue
    await proxies.insertPersonaRight(tx, link, {
      kind: 'helper',
      scopes: scopesFor('helper'),
      bornOn: null,
      until: dayOf(house.now(), place.zone).add({ months: 6 }),
      called: helper.displayName,
      personName: persona.name,
      evidence: '',
      at: house.now(),
      reviewedAt: null,
      grantedBy: accountId,
      accountId: helper.id,
    })
  }
}
