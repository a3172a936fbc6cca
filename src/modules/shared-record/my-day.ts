import { listFactsSince, listIdentities } from '#modules/feeds'
import { decidingScope, listDisputes, listOwnRelationships, listOwnSources, type Subject } from '#modules/information-governance'
import { namesOfOrganisations } from '#modules/partnership'
import { decideAbout, listSubjectsOf, nameRules, sourcesOf } from '#modules/person-index'
import { dayOf } from '#platform/dates'
import type { Services } from '#platform/services'
import { type Caller, DisclosureRefused, grant, readPersonal } from '#platform/transactions'
import { isInView } from './facts-of.rules.ts'
import { type DayEntry, newsOf } from './my-day.rules.ts'

/** A worker's day, with what the organisations are called that wrote what is new. */
export type MyDay = { readonly entries: readonly DayEntry[]; readonly names: ReadonlyMap<string, string> }

/**
 * The people with something new since yesterday whom this worker or her team works with, and why she sees them. Leaves one
 * entry for each person on the page; the others were decided about, and not shown.
 */
export async function readMyDay(services: Services, caller: Caller): Promise<MyDay> {
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
        const newsworthy = subjects.filter((subject) => subject.sources.some((source) => withNews.has(source.sourcePersonId)))
        const identities = await listIdentities(tx, vault, sourcesOf(newsworthy))
        const entries = newsOf(newsworthy, news, identities, since, relationships, nameRules, disputes)
        showOnly(entries.map((entry) => entry.personId))
        return { entries, names: await namesOfOrganisations(tx) }
      },
    )
  } catch (error) {
    if (error instanceof DisclosureRefused && error.code === 'NOTHING_TO_SHOW') return { entries: [], names: new Map() }
    throw error
  }
}
