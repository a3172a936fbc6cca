import { listPurposeWords, proxies, purposesForProxies } from '#modules/information-governance'
import { namesOfOrganisations } from '#modules/partnership'
import { decideAbout, sourcesOf } from '#modules/person-index'
import { listAccessEntries } from '#platform/access-log'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { errors as platformErrors, refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { type Caller, DisclosureRefused, grant, readPersonal } from '#platform/transactions'
import * as accounts from '../account.repository.ts'
import { hashOfCode } from '../codes.ts'
import { errors } from '../errors.ts'
import { boundSources } from '../read-who-looked.ts'
import { type Visit, visitsOf } from '../who-looked.rules.ts'
import { asProxy, type Held, listHeld } from './held.ts'

const entriesRead = 500

/** Somebody for whom the reader may act now. */
export type ActsFor = Pick<Held['right'], 'id' | 'kind' | 'personName' | 'until'> & { readonly scopes: Held['state']['scopes'] }

/** The people for whom the resident may act now. Undefined while her account is tied to nobody, or frozen. */
export async function readActsFor(services: Services, caller: Caller): Promise<ActsFor[] | undefined> {
  const isBound = { yes: true }
  const people = await readPersonal(
    services.house,
    caller,
    'governance.proxy.use',
    async (tx) => {
      isBound.yes = (await boundSources(tx)).length > 0
      const held = await listHeld(services, tx)
      if (held.length === 0) return { grant: {}, entries: [], explained: [] }
      const subjects = [...new Set(held.map((one) => one.subject))]
      const disclosed = await decideAbout(services, tx, subjects, 'people-acted-for', undefined, 'proxy')
      const kindOf = (personId: string | null) => held.find((one) => one.subject.personId === personId)!.right.kind
      const seen = new Set(disclosed.explained.people.map((one) => one.personId))
      return {
        ...disclosed,
        entries: asProxy(disclosed.entries, kindOf),
        explained: held.filter((one) => seen.has(one.subject.personId)),
      }
    },
    async (_tx, held) =>
      held.map(({ right: { id, kind, personName, until }, state }) => ({ id, kind, personName, until, scopes: state.scopes })),
  ).catch((error: unknown) => {
    if (error instanceof DisclosureRefused) return []
    throw error
  })
  return isBound.yes ? people : undefined
}

/**
 * Who looked at the record of somebody for whom the resident may act: less than that person sees herself, without what was seen, and only visits for help that
 * she agreed to. Leaves one entry, under the kind of right.
 *
 * @throws NOT_FOUND, the same whether the right ended, was stopped, is another's, or never was
 */
export async function readWhoLookedFor(
  services: Services,
  caller: Caller,
  rightId: string,
): Promise<{ personName: string; visits: Visit[] }> {
  const { house, place } = services
  return readPersonal(
    house,
    caller,
    'governance.proxy.use',
    async (tx) => {
      const held = (await listHeld(services, tx)).find((one) => one.right.id === rightId)
      if (!held?.state.scopes.includes('who-looked')) throw refusal(platformErrors, 'NOT_FOUND')
      const { subject, right } = held
      const disclosed = await decideAbout(services, tx, [subject], 'who-looked', subject.personId, 'proxy')
      return { ...disclosed, entries: asProxy(disclosed.entries, () => right.kind), explained: held }
    },
    async (tx, { subject, right }) => {
      const entries = await listAccessEntries(tx, sourcesOf([subject]), entriesRead, 0)
      const shown = entries.filter((entry) => entry.actor_kind === 'worker' && purposesForProxies.has(entry.purpose))
      const words = { organisations: await namesOfOrganisations(tx), purposes: await listPurposeWords(tx), zone: place.zone }
      return { personName: right.personName, visits: visitsOf(shown, words) }
    },
  ).catch((error: unknown) => {
    throw error instanceof DisclosureRefused ? refusal(platformErrors, 'NOT_FOUND') : error
  })
}

/**
 * Takes up a right with the code that was handed over. To an account that is tied to nobody, or frozen, and where the right would open nothing, no code is
 * right, and it stays good.
 *
 * @throws CODE_WRONG, for each reason the same
 */
export async function takeUpRight(services: Services, tx: Tx<'governance.proxy.accept'>, code: string): Promise<void> {
  const { house } = services
  const account = await accounts.getAccount(tx, tx.actor.id)
  const own = await accounts.listBoundSources(tx, account)
  if (own.length === 0) throw refusal(errors, 'CODE_WRONG')
  const hash = hashOfCode(code)
  await grant(house, tx, { bound: { code: hash } })
  const id = await proxies.takeUp(tx, hash, account.displayName, house.now())
  const held = id === undefined ? undefined : (await listHeld(services, tx)).find((one) => one.right.id === id)
  if (!held) throw refusal(errors, 'CODE_WRONG')
  await recordAudit(tx, held.right.id, { kind: held.right.kind })
}
