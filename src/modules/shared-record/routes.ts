import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { plain } from '#platform/http/plain'
import { findPeople } from './find-people.ts'
import { type ListDue, readMyDay } from './my-day.ts'
import { openPerson } from './open-person.ts'
import { requestRoutes } from './requests/request.routes.ts'
import { MyDayResponse, PersonParams, PersonResponse, SearchQuery, SearchResponse } from './schemas.ts'
import { parseQuery } from './search-query.ts'

/** The JSON twins of the pages. */
export const routesWith =
  ({ listDue }: { readonly listDue: ListDue }): RoomRoutes =>
  (app, services) => {
    requestRoutes(app, services)
    app.get(
      '/api/v1/people',
      {
        config: { act: 'shared-record.person.search' },
        schema: {
          tags: ['people'],
          summary: 'Find people you work with',
          querystring: SearchQuery,
          response: { 200: SearchResponse },
        },
      },
      async (request) => plain({ people: await findPeople(services, callerOf(request), parseQuery(request.query)) }),
    )
    app.get(
      '/api/v1/people/:id',
      {
        config: { act: 'shared-record.person.read' },
        schema: {
          tags: ['people'],
          summary: 'One person, as you may see her',
          params: PersonParams,
          response: { 200: PersonResponse },
        },
      },
      async (request) => plain(await openPerson(services, callerOf(request), request.params.id)),
    )
    app.get(
      '/api/v1/my-day',
      {
        config: { act: 'shared-record.my-day.read' },
        schema: {
          tags: ['people'],
          summary: 'What is new since yesterday, and what is due this week',
          response: { 200: MyDayResponse },
        },
      },
      async (request) => {
        const { news, due } = await readMyDay(services, callerOf(request), listDue)
        return plain({ people: news, due })
      },
    )
  }
