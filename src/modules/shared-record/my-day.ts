import { listFactsSince, listIdentities } from '#modules/feeds'
import { decidingScope, listDisputes, listOwnRelationships, listOwnSources, type Subject } from '#modules/information-governance'
import { namesOfOrganisations } from '#modules/partnership'
import { decideAbout, listSubjectsOf, nameRules, sourcesOf } from '#modules/person-index'
import type { ReadTx } from '#platform/database'
import { dayOf } from '#platform/dates'
import type { Services } from '#platform/services'
import { type Caller, DisclosureRefused, grant, readPersonal } from '#platform/transactions'
import { isInView } from './facts-of.rules.ts'
import { type DayEntry, type DueEntry, type DueItem, dueOf, newsOf } from './my-day.rules.ts'

/** What is due of these records, for whoever acts in this transaction. Higher rooms know; `src/app` registers it. */
export type ListDue = (services: Services, tx: ReadTx, sources: readonly string[]) => Promise<readonly DueItem[]>
/** A worker's day, with what the organisations are called that wrote what is new. */
export type MyDay = {
  readonly news: readonly DayEntry[]
  readonly due: readonly DueEntry[]
  readonly organisations: ReadonlyMap<string, string>
}

/**
 * The people with something new since yesterday, or something due, whom this worker or her team works with, and why she sees them. Leaves one
 * entry for each person on the page; the others were decided about, and not shown.
 */
export async function readMyDay(services: Services, caller: Caller, listDue: ListDue): Promise<MyDay> {
  const { house, vault, place } = services
  const now = house.now()
  const today = dayOf(now, place.zone)
  const since = today.subtract({ days: 1 }).toZonedDateTime(place.zone).toInstant()
  try {
    return await readPersonal(
      house,
      caller,
      'shared-record.my-day.read',
      async (tx) => {
        await grant(house, tx, decidingScope(tx.actor.teams))
        const own = await listOwnSources(tx, tx.actor.id, tx.actor.teams)
        const relationships = (await listOwnRelationships(tx, own, now)).filter(({ released }) => released === null)
        const subjects: Subject[] = await listSubjectsOf(services, tx, own)
        const disclosed = await decideAbout(services, tx, subjects, 'my-day')
        return { ...disclosed, explained: { subjects, relationships } }
      },
      async (tx, { subjects, relationships }, showOnly) => {
        const received = await listFactsSince(tx, vault, sourcesOf(subjects), since)
        const news = received.filter((fact) => isInView(fact, today))
        const disputes = await listDisputes(tx, sourcesOf(subjects))
        const withNews = new Set([...news, ...disputes].map((one) => one.sourcePersonId))
        const items = await listDue(services, tx, sourcesOf(subjects))
        const withDue = new Set(items.map((one) => one.sourcePersonId))
        const ofSome = (some: ReadonlySet<string>) =>
          subjects.filter(({ sources }) => sources.some((one) => some.has(one.sourcePersonId)))
        const names = await listIdentities(tx, vault, sourcesOf(ofSome(new Set([...withNews, ...withDue]))))
        const day = {
          news: newsOf(ofSome(withNews), news, names, since, relationships, nameRules, disputes),
          due: dueOf(ofSome(withDue), items, names, nameRules),
          organisations: await namesOfOrganisations(tx),
        }
        showOnly([...day.news, ...day.due].map((entry) => entry.personId))
        return day
      },
    )
  } catch (error) {
    if (error instanceof DisclosureRefused && error.code === 'NOTHING_TO_SHOW')
      return { news: [], due: [], organisations: new Map() }
    throw error
  }
}
