import type { Fact } from '#modules/feeds'
import type { ReadTx } from '#platform/database'
import type { Services } from '#platform/services'

/**
 * What another room wrote about people in the product itself, as facts beside those that agencies sent, for the copies that people ask for: of these records, as far as the
 * transaction's grant lets through. `src/app` registers each such room once.
 */
export type WrittenHere = (services: Services, tx: ReadTx, sources: readonly string[]) => Promise<readonly Fact[]>

const rooms = new Set<WrittenHere>()
/** Puts what a room wrote into every copy from now on. */
export const putInCopies = (room: WrittenHere): void => {
  rooms.add(room)
}

/** What was written here about these records, room by room. */
export async function listWritten(services: Services, tx: ReadTx, sources: readonly string[]): Promise<Fact[]> {
  const all: Fact[] = []
  for (const room of rooms) all.push(...(await room(services, tx, sources)))
  return all
}
