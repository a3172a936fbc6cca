import { dayOf } from '#platform/dates'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { HtmlPage, sendPage } from '#platform/http/pages'
import { inTransaction } from '#platform/transactions'
import { organisationsView, organisationView } from './pages/organisation.view.ts'
import { listPartners, readPartner } from './read-organisations.ts'
import { OrganisationParams } from './schemas.ts'

const act = 'partnership.read'

export const pages: RoomRoutes = (app, { house, place }) => {
  const today = () => dayOf(house.now(), place.zone)
  const page = { config: { act, page: true } }

  app.get('/organisations', { ...page, schema: { response: { 200: HtmlPage } } }, async (request, reply) => {
    const partners = await inTransaction(house, callerOf(request), act, (tx) => listPartners(tx, today()))
    return sendPage(request, reply, { title: 'Organisations', body: organisationsView(partners) })
  })

  app.get(
    '/organisations/:id',
    { ...page, schema: { params: OrganisationParams, response: { 200: HtmlPage } } },
    async (request, reply) => {
      const partner = await inTransaction(house, callerOf(request), act, (tx) => readPartner(tx, request.params.id, today()))
      return sendPage(request, reply, {
        title: partner.name,
        breadcrumbs: [{ text: 'Organisations', href: '/organisations' }],
        body: organisationView(partner),
      })
    },
  )
}
