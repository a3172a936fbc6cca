import { Temporal } from '#platform/dates'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { findPeople } from './find-people.ts'
import { readMyDay } from './my-day.ts'
import { openPerson } from './open-person.ts'
import { requestRoutes } from './requests/request.routes.ts'
import { MyDayResponse, PersonParams, PersonResponse, SearchQuery, SearchResponse } from './schemas.ts'
import { parseQuery } from './search-query.ts'

/** A view as plain JSON: dates as ISO text, what the schema does not name left out by it. */
const plain = (value: unknown): never =>
  JSON.parse(
    JSON.stringify(value, (_key, part) =>
      part instanceof Temporal.PlainDate || part instanceof Temporal.Instant ? part.toString() : part,
    ),
  ) as never

/** The JSON twins of the pages. */
export const routes: RoomRoutes = (app, services) => {
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
      schema: { tags: ['people'], summary: 'What is new since yesterday', response: { 200: MyDayResponse } },
    },
    async (request) => plain({ people: (await readMyDay(services, callerOf(request))).entries }),
  )
}
