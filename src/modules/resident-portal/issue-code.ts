import { randomBytes } from 'node:crypto'
import { decide, decidingScope } from '#modules/information-governance'
import { findSubject } from '#modules/shared-record'
import { recordAudit } from '#platform/audit'
import type { Services } from '#platform/services'
import { type Caller, grant, readPersonal } from '#platform/transactions'
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
      await grant(house, tx, decidingScope(tx.actor.teams, { scope: 'network', persons: [personId] }))
      const subject = (await findSubject(tx, personId)) ?? { personId, sources: [] }
      return decide(tx, [subject], 'binding-code', house.now(), subject.personId)
    },
    async (tx) => {
      const code = codeFrom(randomBytes(12))
      const at = house.now()
      await accounts.insertCode(tx, {
        hash: hashOfCode(code),
        personId,
        issuedBy: tx.actor.id,
        at,
        expiresAt: at.add({ hours: codeHours }),
      })
      await recordAudit(tx, personId, { hours: codeHours })
      return code
    },
  )
}
