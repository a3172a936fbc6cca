import type { PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { inTransaction } from '#platform/transactions'
import { errors } from './errors.ts'
import { theDirectory } from './read-from-address.ts'
import { findService, listTopics, type SearchWords, type ShownService, searchServices } from './search-services.ts'

const act = 'service-directory.public.read'

/** What anybody finds without signing in, and what there is to choose from. */
export const findHelp = (
  { house }: Services,
  words: SearchWords,
): Promise<{ services: ShownService[]; total: number; topics: string[] }> =>
  inTransaction(house, theDirectory(act), act, async (tx) => ({
    ...(await searchServices(tx, words)),
    topics: await listTopics(tx),
  }))

/** One service for anybody, also one that is listed no longer. */
export const openService = ({ house }: Services, id: string, today: PlainDate): Promise<ShownService> =>
  inTransaction(house, theDirectory(act), act, async (tx) => {
    const service = await findService(tx, id, today)
    if (!service) throw refusal(errors, 'SERVICE_NOT_FOUND')
    return service
  })
