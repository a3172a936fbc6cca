import { mayDo } from '#platform/acts'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { HtmlPage, sendPage } from '#platform/http/pages'
import type { Services } from '#platform/services'
import { type Caller, inTransaction } from '#platform/transactions'
import { disputePages } from './disputes/dispute.pages.ts'
import { emergencyPages } from './emergency/emergency.pages.ts'
import { findPeople, resultsShown } from './find-people.ts'
import { type ListDue, readMyDay } from './my-day.ts'
import { openPerson, type PersonPanel } from './open-person.ts'
import { myDayView } from './pages/my-day.view.ts'
import { type PersonAction, personView, timelineView } from './pages/person.view.ts'
import { searchView } from './pages/search.view.ts'
import { requestPages } from './requests/request.pages.ts'
import { rightsPages } from './rights/rights.pages.ts'
import { PersonParams, PersonQuery, SearchQuery, TimelineQuery } from './schemas.ts'
import { parseQuery, type SearchFields } from './search-query.ts'

/** What a worker may do from a person's page by this room itself. */
const ownActions: readonly OfferedAction[] = [
  {
    act: 'governance.rights.ask-for',
    text: 'Ask for this person that their data is not used',
    href: (personId) => `/people/${personId}/own-data`,
  },
]

/** Something that another room lets a worker do from a person's page. Higher rooms implement it; `src/app` registers it. */
export type OfferedAction = { readonly act: string; readonly text: string; href(personId: string): string }

/** Where a worker describes someone whom her search does not show, with the words that she has typed already. */
export type DescribeAction = {
  readonly act: string
  href(words: Pick<SearchFields, 'name' | 'dateOfBirth' | 'address'>): string
}

/** What another room has a worker's day say, where it applies to her. It names nobody: the page that it leads to does. */
export type DayNotice = { readonly text: string; readonly link: { readonly text: string; readonly href: string } }
export type DayNotices = {
  readonly act: string
  notices(services: Services, caller: Caller): Promise<readonly DayNotice[]>
}

/** What other rooms bring to the pages of this one. */
export type Offered = {
  readonly personActions: readonly OfferedAction[]
  readonly personPanels: readonly PersonPanel[]
  readonly dayNotices: readonly DayNotices[]
  readonly listDue: ListDue
  readonly describe: DescribeAction
}

export const pagesWith =
  ({ personActions, personPanels, dayNotices, listDue, describe }: Offered): RoomRoutes =>
  (app, services) => {
    const { house } = services
    const page = (act: string) => ({ config: { act, page: true } })
    requestPages(app, services)
    emergencyPages(app, services)
    rightsPages(app, services)
    disputePages(app, services)

    app.get(
      '/my-day',
      { ...page('shared-record.my-day.read'), schema: { response: { 200: HtmlPage } } },
      async (request, reply) => {
        const caller = callerOf(request)
        const day = await readMyDay(services, caller, listDue)
        const notices: DayNotice[] = []
        for (const room of dayNotices.filter(({ act }) => mayDo(app.kernel.policy, request.actor!, act)))
          notices.push(...(await room.notices(services, caller)))
        return sendPage(request, reply, { title: 'My day', body: myDayView(day, notices) })
      },
    )

    app.get(
      '/people',
      { ...page('shared-record.person.search'), schema: { querystring: SearchQuery, response: { 200: HtmlPage } } },
      async (request, reply) => {
        const caller = callerOf(request)
        const duty = app.kernel.duty()
        const send = (results: Awaited<ReturnType<typeof findPeople>> | null, errors: { text: string; href: string }[] = []) => {
          const { name, dateOfBirth, address } = request.query
          const mayDescribe = mayDo(app.kernel.policy, request.actor!, describe.act)
          return sendPage(request, reply, {
            title: 'Find a person',
            status: errors.length > 0 ? 422 : 200,
            errors,
            body: searchView({
              query: request.query,
              results,
              duty,
              describeHref: mayDescribe ? describe.href({ name, dateOfBirth, address }) : null,
              capped: results?.length === resultsShown,
              errors,
            }),
          })
        }
        const asked = Object.keys(request.query).length > 0
        try {
          if (asked) return send(await findPeople(services, caller, parseQuery(request.query)))
          await inTransaction(house, caller, 'shared-record.person.search', async () => {})
          return send(null)
        } catch (error) {
          if (!(error instanceof Refusal) || error.status !== 422) throw error
          await inTransaction(house, caller, 'shared-record.person.search', async () => {})
          return send(null, [{ text: error.message, href: error.code === 'BIRTHDAY_WRONG' ? '#dateOfBirth' : '#name' }])
        }
      },
    )

    app.get(
      '/people/:id',
      {
        ...page('shared-record.person.read'),
        schema: { params: PersonParams, querystring: PersonQuery, response: { 200: HtmlPage } },
      },
      async (request, reply) => {
        const alone = request.query.alone === 'yes'
        const person = await openPerson(services, callerOf(request), request.params.id, alone, alone ? [] : personPanels)
        const offered: PersonAction[] = [...personActions, ...ownActions]
          .filter(({ act }) => mayDo(app.kernel.policy, request.actor!, act))
          .map(({ text, href }) => ({ text, href: href(person.personId) }))
        return sendPage(request, reply, {
          title: person.name,
          breadcrumbs: [
            { text: 'My day', href: '/my-day' },
            { text: 'People', href: '/people' },
          ],
          body: personView(person, offered, person.panels),
        })
      },
    )

    app.get(
      '/people/:id/timeline',
      {
        ...page('shared-record.person.read'),
        schema: { params: PersonParams, querystring: TimelineQuery, response: { 200: HtmlPage } },
      },
      async (request, reply) => {
        const person = await openPerson(services, callerOf(request), request.params.id)
        return sendPage(request, reply, {
          title: 'Timeline',
          area: person.name,
          backLink: { text: 'Back to the person', href: `/people/${person.personId}` },
          body: timelineView(person, request.query.agency),
        })
      },
    )
  }
