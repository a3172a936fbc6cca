import { answerOddLook, noticeOddLooks, readOwnOddLooks } from '#modules/information-governance'
import { tiesOf } from '#modules/person-index'
import { findPeople, openPerson } from '#modules/shared-record'
import type { Services } from '#platform/services'
import { sittingOf } from './demo-requests.ts'

/**
 * Two looks that were noticed in the demonstration when it opens: a housing officer who lives on her own patch opened the records of two of her neighbours,
 * whom her team works with. Of one she has said why; the other waits for her on her day, and both for her officer.
 */
export async function lookAtNeighbours(services: Services, personaIssuer: string): Promise<void> {
  const grace = await sittingOf(services, personaIssuer, 'grace-adeyemi', 'tenancy-support')
  if (!grace) return
  for (const name of ['Nicola Ashdown', 'Sandra Pell']) {
    const [person] = await findPeople(services, grace(), { name })
    if (person) await openPerson(services, grace(), person.personId)
  }
  await noticeOddLooks(services, tiesOf)
  const [first] = await readOwnOddLooks(services, grace())
  if (!first) return
  const said = 'Amina was on leave and the tenant rang about the gas check. I moved it to Friday, and looked at nothing else.'
  await answerOddLook(services, grace(), first.id, said)
}
