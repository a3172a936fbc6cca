import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { type Caller, inTransaction } from '#platform/transactions'
import { NotFetched } from './fetch-json.ts'
import { fetchServices, sourceLimits } from './fetch-source.ts'
import { keepProblem, keepServices } from './keep-services.ts'
import * as sources from './sources.repository.ts'

const act = 'service-directory.import'

/** The product itself, as it takes in services. */
export const theDirectory = (its: 'service-directory.import' | 'service-directory.public.read' = act): Caller => ({
  requestId: newId(),
  system: { actor: 'service-directory', act: its, purpose: 'running-the-product' },
})

/**
 * Reads a source from its address and takes in what it lists. Where it cannot be read, that is kept beside it: what was listed before
 * stands. This machine's own addresses are read from only over an invented place.
 */
export async function readFromAddress(
  { house, place }: Services,
  caller: Caller,
  { sourceId, mayEndMost }: { readonly sourceId: string; readonly mayEndMost: boolean },
): Promise<void> {
  const source = await inTransaction(house, theDirectory(), act, (tx) => sources.findSource(tx, { id: sourceId }))
  if (!source?.address) return // it ended while this waited
  const began = performance.now()
  const of = { sourceId, way: 'address', fileName: null } as const
  const limits = { ...sourceLimits, mayBeThisMachine: place.fictional }
  const read = await fetchServices(source.address, limits, () => performance.now() - began).catch((error: unknown) => {
    if (error instanceof NotFetched) return error.message
    throw error
  })
  await inTransaction(house, caller, act, async (tx) => {
    await sources.lockSource(tx, sourceId)
    if (!(await sources.findSource(tx, { id: sourceId }))) return // or while it was read
    if (typeof read === 'string') {
      await keepProblem(tx, of, read, house.now())
      return
    }
    const reading = { ...of, contents: read, isAll: true, mayEndMost, sequence: null, sha256: null }
    await keepServices(tx, reading, house.now())
  })
}
