import { decideAbout, sourcesOf } from '#modules/person-index'
import { recordAudit } from '#platform/audit'
import { refusal } from '#platform/errors'
import { hold } from '#platform/hold'
import type { Services } from '#platform/services'
import { requireStepUp } from '#platform/sign-in/sessions'
import { type Caller, readPersonal } from '#platform/transactions'
import { errors } from './errors.ts'
import * as freezes from './freeze.repository.ts'
import { whyNotThaw } from './frozen.rules.ts'
import { listStanding } from './read-frozen.ts'

/**
 * Gives a frozen account back to its owner, whom a lead has met and knows, with the reason. Every other account of that person is
 * untied and stays frozen. If this one was tied before it shows her record again; if not, it takes a new code, given in person.
 *
 * @throws STEP_UP_NEEDED; THAW_REASON_MISSING; FREEZE_NOT_FOUND, also where the person is not hers to see; HER_OWN_CODE, where
 *   she gave one of the codes herself: a colleague decides
 */
export async function thawAccount(services: Services, caller: Caller, freezeId: string, given: string): Promise<void> {
  const { house } = services
  await readPersonal(
    house,
    caller,
    'resident-portal.account.thaw',
    async (tx) => {
      requireStepUp(tx.actor, house.now().epochMilliseconds)
      const { subjects, standing } = await listStanding(services, tx)
      const freeze = standing.find((one) => one.id === freezeId)
      const subject = subjects.find((one) => sourcesOf([one]).includes(freeze?.sourcePersonId ?? ''))
      if (!freeze || !subject) throw refusal(errors, 'FREEZE_NOT_FOUND')
      const disclosed = await decideAbout(services, tx, [subject], 'frozen-accounts', subject.personId)
      const sources = sourcesOf([subject])
      const bound = { sources, accounts: [freeze.accountId] }
      const codesFrom = standing.filter((one) => sources.includes(one.sourcePersonId)).map((one) => one.codeFrom)
      return { ...disclosed, grant: { ...disclosed.grant, bound }, explained: { freeze, sources, codesFrom } }
    },
    async (tx, { freeze, sources, codesFrom }) => {
      const reason = given.trim()
      if (reason === '') throw refusal(errors, 'THAW_REASON_MISSING')
      const no = whyNotThaw(tx.actor.id, codesFrom)
      if (no) throw refusal(errors, no)
      const at = house.now()
      await hold(tx, ...sources.map((source) => `whose account shows ${source}`))
      if (!(await freezes.thaw(tx, freeze.accountId, sources, { reason, at }))) throw refusal(errors, 'FREEZE_NOT_FOUND')
      await freezes.untieOthers(tx, freeze.accountId, sources, at)
      await recordAudit(tx, freeze.accountId, { thawed: freeze.id, wasTied: freeze.wasTied })
    },
  )
}
