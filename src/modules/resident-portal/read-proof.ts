import { decideAbout, listSubjectsOf } from '#modules/person-index'
import { errors as platformErrors, refusal } from '#platform/errors'
import { runsIn } from '#platform/log/log.repository'
import { type EntryProof, proveEntry } from '#platform/log/prove'
import type { Services } from '#platform/services'
import { type Caller, readPersonal } from '#platform/transactions'
import { boundSources } from './read-who-looked.ts'

/**
 * The proof that one look at her record is in the log, for the resident whose page shows it. `waiting` until it is sealed and witnessed. Whatever her
 * page does not show is not there: another's look, one that is withheld, one that never was.
 */
export function readProof(services: Services, caller: Caller, entryId: string): Promise<EntryProof | 'waiting'> {
  return readPersonal(
    services.house,
    caller,
    'resident-portal.access-log.read',
    async (tx) => {
      const [subject] = await listSubjectsOf(services, tx, await boundSources(tx))
      if (!subject) throw refusal(platformErrors, 'NOT_FOUND')
      return decideAbout(services, tx, [subject], 'who-looked-proof', subject.personId)
    },
    async (tx) => {
      const proof = await proveEntry(runsIn(tx), entryId, services.log.quorum())
      if (!proof) throw refusal(platformErrors, 'NOT_FOUND')
      return proof
    },
  )
}
