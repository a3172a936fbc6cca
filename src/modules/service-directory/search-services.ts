import type { ReadTx } from '#platform/database'
import type { PlainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import { errors } from './errors.ts'
import { checkedOn, freshnessOn } from './facts.rules.ts'
import { nearerFirst, nearnessOf, readWhere } from './place.rules.ts'
import * as repository from './services.repository.ts'

/** What somebody looks for: need in words, topic, place, day, cost, age. Each that is given narrows it. */
export type SearchWords = Pick<repository.Wanted, 'words' | 'topic' | 'cost' | 'age' | 'day' | 'statuses'> & {
  /** A postcode, its first half, or the words of an area. */
  readonly place?: string | undefined
  /** From 1. */
  readonly page?: number | undefined
  readonly perPage?: number | undefined
  readonly today: PlainDate
}

/** A service as it is shown: with how fresh it is, and how far it is from where somebody said. */
export type ShownService = repository.Service & {
  readonly checkedOn: PlainDate | null
  readonly freshness: 'fresh' | 'old' | 'not-known'
  readonly metres: number | null
}

/** Those that people can go to, or will be able to again. */
const openToPeople = ['active', 'temporarily closed']

/** Looks for services, and gives a page of them: the best match first, or the nearest where a place is given. */
export async function searchServices(tx: ReadTx, words: SearchWords): Promise<{ services: ShownService[]; total: number }> {
  const { place = '', page = 1, perPage = 25, today, ...wanted } = words
  let found = (await repository.listFound(tx, { statuses: openToPeople, ...wanted, today })).map((one) => ({
    ...one,
    near: { metres: null as number | null, step: 0 },
  }))
  const where = readWhere(place)
  if (where) {
    const from = where.kind === 'postcode' ? await repository.findPoint(tx, where.postcode) : undefined
    found = found
      .flatMap((one) => {
        const near = nearnessOf(where, from, one)
        return near ? [{ ...one, near }] : []
      })
      .toSorted((one, other) => nearerFirst(one.near, other.near))
  }
  const onPage = found.slice((page - 1) * perPage, page * perPage)
  const metres = new Map(onPage.map((one) => [one.id, one.near.metres]))
  const services = await repository.listServices(
    tx,
    onPage.map(({ id }) => id),
  )
  return { services: services.map((one) => ({ ...shown(one, today), metres: metres.get(one.id) ?? null })), total: found.length }
}

const shown = (service: repository.Service, today: PlainDate): ShownService => {
  const checked = checkedOn(service.assuredOn, service.assurance?.on ?? null)
  return { ...service, checkedOn: checked, freshness: freshnessOn(checked, today), metres: null }
}

/** One service, also one that is listed no longer: it says so. */
export async function findService(tx: ReadTx, id: string, today: PlainDate): Promise<ShownService | undefined> {
  const [service] = await repository.listServices(tx, [id])
  return service && shown(service, today)
}

/** One service that is still listed; refuses otherwise. */
export async function getListedService(tx: ReadTx, id: string, today: PlainDate): Promise<ShownService> {
  const service = await findService(tx, id, today)
  if (!service || service.endedAt) throw refusal(errors, 'SERVICE_NOT_FOUND')
  return service
}

export const listTopics = repository.listTopics
