import { type FetchLimits, fetchJson, NotFetched } from './fetch-json.ts'
import { type Listed, readList } from './record.ts'

/** What is asked of a source at most. */
export type SourceLimits = FetchLimits & { readonly pages: number; readonly services: number; readonly allMilliseconds: number }
export const sourceLimits: Omit<SourceLimits, 'mayBeThisMachine'> = {
  milliseconds: 20_000,
  bytes: 10 * 1024 ** 2,
  pages: 500,
  services: 20_000,
  allMilliseconds: 10 * 60_000,
}
const perPage = 100
/** So many are asked for at once. */
const together = 4

/**
 * Reads every page of a source's `/services`, and of each service its whole record. Throws `NotFetched` when any of it fails: what was
 * read by half ends nothing.
 *
 * @param milliseconds tells how long it has taken so far
 */
export async function fetchServices(address: string, limits: SourceLimits, milliseconds: () => number): Promise<unknown[]> {
  const base = `${address.replace(/\/+$/, '')}/services`
  const ask = (path: string) => {
    if (milliseconds() > limits.allMilliseconds) throw new NotFetched('all together takes too long')
    return fetchJson(new URL(`${base}${path}`), limits)
  }
  const listed: unknown[] = []
  for (let page = 1, last = false; !last; page++) {
    if (page > limits.pages) throw new NotFetched(`it has more than ${limits.pages} pages`)
    const read: Listed | undefined = readList(await ask(`?page=${page}&per_page=${perPage}`))
    if (!read) throw new NotFetched(`page ${page} of its services is no page of Open Referral UK 3.0`)
    listed.push(...read.contents)
    if (listed.length > limits.services) throw new NotFetched(`it lists more than ${limits.services} services`)
    if (page === 1 && read.total !== undefined && read.total > 0 && read.contents.length === 0)
      throw new NotFetched('it says that it has services, and lists none')
    last = read.last || read.contents.length === 0
  }
  return inTurns(listed, async (one) => {
    const { id } = (one ?? {}) as { id?: unknown }
    // A list has only what is said once of a service; one that is whole already is not asked for again.
    if (typeof id !== 'string' || isWhole(one)) return one
    return ask(`/${encodeURIComponent(id)}`)
  })
}

const isWhole = (one: unknown): boolean => Object.values(one as object).some(Array.isArray)

/** Does the work for each, some at once, and gives the results in their order. */
async function inTurns<From, To>(all: readonly From[], work: (one: From) => Promise<To>): Promise<To[]> {
  const done: To[] = []
  const turns = all.entries()
  await Promise.all(
    Array.from({ length: together }, async () => {
      for (const [at, one] of turns) done[at] = await work(one)
    }),
  )
  return done
}
