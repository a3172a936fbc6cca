import { dayOf } from '#platform/dates'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { plain } from '#platform/http/plain'
import { inTransaction } from '#platform/transactions'
import { listPartners, readPartner } from './read-organisations.ts'
import { OrganisationParams, OrganisationResponse, OrganisationsResponse } from './schemas.ts'

const act = 'partnership.read'

/** The JSON twins of the pages. */
export const routes: RoomRoutes = (app, { house, place }) => {
  const today = () => dayOf(house.now(), place.zone)

  app.get(
    '/api/v1/organisations',
    {
      config: { act },
      schema: { tags: ['organisations'], summary: 'Who the partners are', response: { 200: OrganisationsResponse } },
    },
    async (request) =>
      inTransaction(house, callerOf(request), act, async (tx) => plain({ organisations: await listPartners(tx, today()) })),
  )
  app.get(
    '/api/v1/organisations/:id',
    {
      config: { act },
      schema: {
        tags: ['organisations'],
        summary: 'One partner: identifiers, teams, history',
        params: OrganisationParams,
        response: { 200: OrganisationResponse },
      },
    },
    async (request) =>
      inTransaction(house, callerOf(request), act, async (tx) => plain(await readPartner(tx, request.params.id, today()))),
  )
}
