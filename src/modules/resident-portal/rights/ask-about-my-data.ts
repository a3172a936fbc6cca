import { type AskingForRights, askForRights, decidingScope, replyToOfficer } from '#modules/information-governance'
import { listSubjectsOf } from '#modules/person-index'
import type { Services } from '#platform/services'
import { type Caller, grant, inTransaction } from '#platform/transactions'
import { boundSources } from '../read-who-looked.ts'
import { requireOwnPart } from './read-my-requests.ts'

const act = 'governance.rights.ask'

/** Takes what a resident asks about her own data, and puts it to each who has to answer. Which records are hers is looked up, and not shown. */
export const askAboutMyData = (
  services: Services,
  caller: Caller,
  asking: Omit<AskingForRights, 'anchors' | 'records'>,
): Promise<void> =>
  inTransaction(services.house, caller, act, async (tx) => {
    const bound = await boundSources(tx)
    const [subject] = await listSubjectsOf(services, tx, bound)
    const records = subject?.sources ?? []
    const anchors = records.filter((one) => bound.includes(one.sourcePersonId))
    await grant(services.house, tx, decidingScope([], { sources: anchors.map((one) => one.sourcePersonId) }))
    await askForRights(services, tx, { ...asking, anchors, records })
  })

/** Answers what an organisation asked her, so that its clock goes on. */
export const replyAboutMyData = (
  services: Services,
  caller: Caller,
  requestId: string,
  partId: string,
  said: string,
): Promise<void> =>
  inTransaction(services.house, caller, act, async (tx) => {
    await requireOwnPart(tx, requestId, partId)
    await replyToOfficer(services, tx, partId, said)
  })
