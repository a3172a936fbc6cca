import { randomBytes } from 'node:crypto'
import {
  errors as governanceErrors,
  latestEnd,
  proxies,
  type Scope,
  scopesFor,
  stateOfRight,
  whyNotGive,
} from '#modules/information-governance'
import { birthdaysOf, decideAbout, type LinkedSubject, listSubjectsOf, preferredNames, sourcesOf } from '#modules/person-index'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { dayOf, longDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { type Caller, type Disclosed, readPersonal } from '#platform/transactions'
import { codeFrom, codeHours, hashOfCode } from '../codes.ts'
import { boundSources } from '../read-who-looked.ts'

const act = 'governance.proxy.choose'
type Own = { readonly subject: LinkedSubject; readonly boundTo: string } | undefined

/** Who may act for the resident, and has not ended. She ends those whom she chose herself. */
export type OwnHelper = Pick<proxies.StoredRight, 'id' | 'kind' | 'called' | 'proxyName' | 'scopes' | 'until'>

/** How long a helper may help, in months: what she chooses from. */
export const helperMonths = [1, 3, 6, 12] as const

async function decideOn(services: Services, tx: Tx<typeof act>): Promise<Disclosed<Own>> {
  const [boundTo] = await boundSources(tx)
  const [subject] = boundTo === undefined ? [] : await listSubjectsOf(services, tx, [boundTo])
  if (!subject || boundTo === undefined) return { grant: {}, entries: [], explained: undefined }
  const disclosed = await decideAbout(services, tx, [subject], 'helpers', subject.personId, 'choosing-helper')
  return {
    ...disclosed,
    grant: { ...disclosed.grant, bound: { sources: sourcesOf([subject]) } },
    explained: { subject, boundTo },
  }
}

/** Who may act for the resident who asks. Undefined while her account is tied to nobody, or frozen. */
export function readOwnHelpers(services: Services, caller: Caller): Promise<OwnHelper[] | undefined> {
  const { house, place } = services
  return readPersonal(
    house,
    caller,
    act,
    (tx) => decideOn(services, tx),
    async (tx, own) => {
      if (!own) return undefined
      const around = { limits: [], hidden: false, endangered: false, now: house.now(), zone: place.zone }
      return (await proxies.listRightsOver(tx, sourcesOf([own.subject]))).filter((right) => {
        const state = stateOfRight(right, around)
        return state.live || state.because === 'not-taken-up'
      })
    },
  )
}

/**
 * The resident chooses a helper, for these parts of her page, and is given a code to hand over. It is shown once and never kept.
 *
 * @throws PROXY_NO_SCOPE; PROXY_AGE_UNKNOWN; PROXY_TOO_YOUNG; PROXY_END
 */
export function chooseHelper(
  services: Services,
  caller: Caller,
  chosen: { readonly called: string; readonly scopes: readonly string[]; readonly months: number },
): Promise<string | undefined> {
  const { house, place } = services
  return readPersonal(
    house,
    caller,
    act,
    (tx) => decideOn(services, tx),
    async (tx, own) => {
      if (!own) return undefined
      const { subject, boundTo } = own
      const at = house.now()
      const today = dayOf(at, place.zone)
      const scopes: Scope[] = scopesFor('helper').filter((one) => chosen.scopes.includes(one))
      if (scopes.length === 0) throw refusal(governanceErrors, 'PROXY_NO_SCOPE')
      // Where records do not agree how old she is, she is as young as any of them says.
      const bornOn = (await birthdaysOf(services, tx, [subject])).get(subject.personId)?.at(-1) ?? null
      const until = today.add({ months: chosen.months })
      const no = whyNotGive('helper', { bornOn, until, evidence: '', today })
      if (no) throw refusal(governanceErrors, no, { latest: longDate(latestEnd('helper', bornOn, today)) })
      const personName = (await preferredNames(services, tx, [subject])).get(subject.personId) ?? tx.actor.name
      const code = codeFrom(randomBytes(12))
      const origin = subject.sources.find((source) => source.sourcePersonId === boundTo)!
      const id = await proxies.insertRight(tx, origin, {
        kind: 'helper',
        scopes,
        bornOn,
        until,
        called: chosen.called,
        personName,
        evidence: '',
        at,
        reviewedAt: null,
        codeHash: hashOfCode(code),
        codeExpiresAt: at.add({ hours: codeHours }),
      })
      await recordAudit(tx, id, { kind: 'helper', scopes, until: until.toString() })
      return code
    },
  )
}

/**
 * The resident ends a helper of hers, at once.
 *
 * @throws PROXY_NOT_FOUND, also for a right that was not hers to give
 */
export function endHelper(services: Services, caller: Caller, rightId: string): Promise<void> {
  return readPersonal(
    services.house,
    caller,
    act,
    (tx) => decideOn(services, tx),
    async (tx, own) => {
      const rights = own ? await proxies.listRightsOver(tx, sourcesOf([own.subject])) : []
      const isHelper = rights.some((right) => right.id === rightId && right.kind === 'helper')
      const ended =
        isHelper && (await proxies.endRight(tx, rightId, { reason: 'She ended it herself', at: services.house.now() }))
      if (!ended) throw refusal(governanceErrors, 'PROXY_NOT_FOUND')
      await recordAudit(tx, rightId, { ended: true })
    },
  )
}
