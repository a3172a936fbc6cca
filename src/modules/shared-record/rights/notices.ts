import {
  errors as governanceErrors,
  type LimitNotice,
  listNotices,
  onlyClasses,
  rightsPurpose,
} from '#modules/information-governance'
import { namesOfOrganisations } from '#modules/partnership'
import { decideAbout, type LinkedSubject, listSubjectsOf, preferredNames } from '#modules/person-index'
import type { ReadTx } from '#platform/database'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { type Caller, DisclosureRefused, grant, inTransaction, readPersonal } from '#platform/transactions'

const act = 'governance.rights.answer'

/** That another organisation limited the use of a record of which this one had been shown something. In a list it names nobody. */
export type Notice = LimitNotice & { readonly id: string; readonly organisation: string }

async function list(tx: ReadTx): Promise<Notice[]> {
  const names = await namesOfOrganisations(tx)
  return (await listNotices(tx)).map((one) => ({
    ...one,
    id: `${one.partId}.${one.sourcePersonId}`,
    organisation: names.get(one.controllerId) ?? one.controllerId,
  }))
}

/** What others limited, of what this reader's organisation had been shown: the latest first. */
export const readNotices = ({ house }: Services, caller: Caller): Promise<Notice[]> => inTransaction(house, caller, act, list)

/** With her name, as the reader's own organisation knows her; null where it holds nothing of her. */
export type OpenNotice = Notice & { readonly name: string | null }

/** Opens one: whose record it is. One look at her in the reader's own organisation's records, with its entry; nothing of the record that was limited. */
export async function openNotice(services: Services, caller: Caller, id: string): Promise<OpenNotice> {
  const { house } = services
  let found: Notice | undefined
  try {
    return await readPersonal(
      house,
      caller,
      act,
      async (tx) => {
        await grant(house, tx, {})
        found = (await list(tx)).find((one) => one.id === id)
        if (!found) throw refusal(governanceErrors, 'RIGHTS_NOT_FOUND')
        if (tx.actor.purpose !== rightsPurpose) throw refusal(governanceErrors, 'WRONG_PURPOSE_FOR_RIGHTS')
        const [whole] = await listSubjectsOf(services, tx, [found.sourcePersonId])
        const subject: LinkedSubject = whole ?? { personId: found.sourcePersonId, protection: 'none', sources: [] }
        const own = { ...subject, sources: subject.sources.filter((one) => one.controllerId === tx.actor.organisationId) }
        const disclosed = await decideAbout(services, tx, [own], 'limit-notice', own.personId, 'rights-request-in-hand')
        return { ...onlyClasses(disclosed, ['identity']), explained: { notice: found, own } }
      },
      async (tx, { notice, own }) => ({ ...notice, name: (await preferredNames(services, tx, [own])).get(own.personId) ?? null }),
    )
  } catch (error) {
    // She is nobody whom her own organisation knows: the notice stands all the same.
    if (found && error instanceof DisclosureRefused && error.code === 'NOTHING_TO_SHOW') return { ...found, name: null }
    throw error
  }
}
