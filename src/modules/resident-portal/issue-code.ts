import { randomBytes } from 'node:crypto'
import { decideAbout, findSubject, nobodyOf } from '#modules/person-index'
import { recordAudit } from '#platform/audit'
import type { Services } from '#platform/services'
import { type Caller, readPersonal } from '#platform/transactions'
import * as accounts from './account.repository.ts'
import { codeFrom, codeHours, hashOfCode } from './codes.ts'

/**
 * A one-time code that a worker hands, in person, to someone she knows (practice K4). Only someone with a relationship to
 * this person can give one; the code itself is shown once and never kept.
 */
export async function issueCode(services: Services, caller: Caller, personId: string): Promise<string> {
  const { house } = services
  return readPersonal(
    house,
    caller,
    'resident-portal.code.issue',
    async (tx) => {
      const subject = (await findSubject(services, tx, personId)) ?? nobodyOf(personId)
      const disclosed = await decideAbout(services, tx, [subject], 'binding-code', subject.personId)
      // The database takes a code for this person alone.
      return { ...disclosed, grant: { ...disclosed.grant, bound: { persons: [subject.personId] } }, explained: subject.personId }
    },
    async (tx, decidedOn) => {
      const code = codeFrom(randomBytes(12))
      const at = house.now()
      await accounts.insertCode(tx, {
        hash: hashOfCode(code),
        personId: decidedOn,
        issuedBy: tx.actor.id,
        at,
        expiresAt: at.add({ hours: codeHours }),
      })
      await recordAudit(tx, decidedOn, { hours: codeHours })
      return code
    },
  )
}
