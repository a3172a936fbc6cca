import type { ReadTx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import type { Services } from '#platform/services'
import { inTransaction } from '#platform/transactions'
import { errors } from './errors.ts'
import { type ListedTerm, tidyPostcode } from './facts.rules.ts'
import { metresTo, type Point } from './place.rules.ts'
import { publishedService, shallow } from './published.rules.ts'
import { theDirectory } from './read-from-address.ts'
import type { ServiceRecord } from './record.ts'
import { findService } from './search-services.ts'
import * as repository from './services.repository.ts'
import { publishedTerms, type Taxonomy, taxonomiesOf } from './taxonomies.ts'

const act = 'service-directory.public.read'

/** What a program asks a list for. */
export type Asked = Omit<repository.Wanted, 'today'> & {
  readonly page: number
  readonly perPage: number
  readonly postcode?: string | undefined
  /** Metres from the middle of the postcode. */
  readonly proximity?: number | undefined
}
/** A page as Open Referral UK says it. */
export type OrukPage<Item> = {
  readonly total_items: number
  readonly total_pages: number
  readonly page_number: number
  readonly size: number
  readonly first_page: boolean
  readonly last_page: boolean
  readonly empty: boolean
  readonly contents: readonly Item[]
}

function pageOf<Item>(
  contents: readonly Item[],
  total: number,
  { page, perPage }: Pick<Asked, 'page' | 'perPage'>,
): OrukPage<Item> {
  const pages = Math.ceil(total / perPage)
  return {
    total_items: total,
    total_pages: pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page >= pages,
    empty: contents.length === 0,
    contents,
  }
}

const sliced = <Item>(all: readonly Item[], { page, perPage }: Pick<Asked, 'page' | 'perPage'>): Item[] =>
  all.slice((page - 1) * perPage, page * perPage)

/** Only what is within the metres of a postcode, where that is asked; without metres, what has the postcode's district. */
async function nearBy<One>(
  tx: ReadTx,
  all: readonly One[],
  { postcode: typed, proximity }: Asked,
  of: (one: One) => readonly { readonly point: Point | null; readonly postcode: string | null }[],
): Promise<One[]> {
  if (!typed) return [...all]
  const postcode = tidyPostcode(typed)
  if (proximity === undefined) {
    const district = `${postcode.split(' ')[0]} `
    return all.filter((one) => of(one).some((place) => place.postcode && tidyPostcode(place.postcode).startsWith(district)))
  }
  const from = await repository.findPoint(tx, postcode)
  if (!from) throw refusal(errors, 'POSTCODE_NOT_KNOWN', { postcode })
  return all.filter((one) => {
    const metres = metresTo(
      from,
      of(one).flatMap(({ point }) => (point ? [point] : [])),
    )
    return metres !== null && metres <= proximity
  })
}

const asDirectory = <T>({ house }: Services, work: (tx: ReadTx) => Promise<T>): Promise<T> =>
  inTransaction(house, theDirectory(act), act, work)

/** A page of services, each with what is said once of it. */
export const listOrukServices = (services: Services, asked: Asked, today: PlainDate): Promise<OrukPage<object>> =>
  asDirectory(services, async (tx) => {
    const found = await nearBy(tx, await repository.listFound(tx, { ...asked, today }), asked, ({ places }) =>
      places.map(({ latitude, longitude, postcode }) => ({
        postcode,
        point: latitude === null || longitude === null ? null : { latitude, longitude },
      })),
    )
    const ids = sliced(found, asked).map(({ id }) => id)
    const onPage = await repository.listServices(tx, ids)
    return pageOf(
      onPage.map((one) => shallow(publishedService(one))),
      found.length,
      asked,
    )
  })

/** One service, whole. */
export const getOrukService = (services: Services, id: string, today: PlainDate): Promise<ServiceRecord> =>
  asDirectory(services, async (tx) => {
    const service = await findService(tx, id, today)
    if (!service || service.endedAt) throw refusal(errors, 'LISTED_THING_NOT_FOUND')
    return publishedService(service)
  })

/** A page of places at which services are, each with its service. */
export const listOrukPlaces = (services: Services, asked: Asked, today: PlainDate): Promise<OrukPage<object>> =>
  asDirectory(services, async (tx) => {
    const found = await nearBy(tx, await repository.listFoundAt(tx, { ...asked, today }), asked, (one) => [one])
    const onPage = sliced(found, asked)
    const ids = [...new Set(onPage.map(({ serviceId }) => serviceId))]
    const theirs = new Map((await repository.listServices(tx, ids)).map((one) => [one.id, publishedService(one)]))
    const contents = onPage.flatMap(({ id, serviceId }) => {
      const service = theirs.get(serviceId)
      const at = service?.service_at_locations?.find((one) => one.id === id)
      return service && at ? [{ ...shallow(at), service: shallow(service) }] : []
    })
    return pageOf(contents, found.length, asked)
  })

/** One place at which a service is, with the whole of both. */
export const getOrukPlace = (services: Services, id: string): Promise<object> =>
  asDirectory(services, async (tx) => {
    const serviceId = await repository.findServiceAt(tx, id)
    const [service] = await repository.listServices(tx, serviceId ? [serviceId] : [])
    const { service_at_locations: places = [], ...record } = service ? publishedService(service) : {}
    const at = places.find((one) => one.id === id)
    if (!at) throw refusal(errors, 'LISTED_THING_NOT_FOUND')
    return { ...at, service: record }
  })

type Turn = Pick<Asked, 'page' | 'perPage'>

/** A page of what services are about. */
export const listOrukTerms = (services: Services, asked: Turn): Promise<OrukPage<ListedTerm>> =>
  asDirectory(services, async (tx) => {
    const terms = publishedTerms(await repository.listTerms(tx))
    return pageOf(sliced(terms, asked), terms.length, asked)
  })

export const getOrukTerm = (services: Services, id: string): Promise<ListedTerm> =>
  asDirectory(services, async (tx) => {
    const term = publishedTerms(await repository.listTerms(tx)).find((one) => one.id.toLowerCase() === id.toLowerCase())
    if (!term) throw refusal(errors, 'LISTED_THING_NOT_FOUND')
    return term
  })

/** A page of the taxonomies that those are of. */
export const listOrukTaxonomies = (services: Services, asked: Turn): Promise<OrukPage<Taxonomy>> =>
  asDirectory(services, async (tx) => {
    const taxonomies = taxonomiesOf(await repository.listTerms(tx))
    return pageOf(sliced(taxonomies, asked), taxonomies.length, asked)
  })

/** A taxonomy with its terms. */
export const getOrukTaxonomy = (services: Services, id: string): Promise<Taxonomy & { taxonomy_terms: readonly ListedTerm[] }> =>
  asDirectory(services, async (tx) => {
    const terms = await repository.listTerms(tx)
    const taxonomy = taxonomiesOf(terms).find((one) => one.id === id.toLowerCase())
    if (!taxonomy) throw refusal(errors, 'LISTED_THING_NOT_FOUND')
    return { ...taxonomy, taxonomy_terms: publishedTerms(terms).filter((term) => term.taxonomy_id === taxonomy.id) }
  })
