import { z } from 'zod'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { HtmlPage, sendPage } from '#platform/http/pages'
import { inTransaction } from '#platform/transactions'
import { reviewPages } from './emergency/review.pages.ts'
import { agreementsView, agreementView, datasetView, gatewaysView } from './pages.view.ts'
import { readAgreement, readAgreements, readDataset, readGateways } from './read-register.ts'

const act = 'governance.read'

export const routes: RoomRoutes = (app, services) => {
  const { house } = services
  reviewPages(app, services)
  const page = { config: { act, page: true } }

  app.get('/sharing-agreements', { ...page, schema: { response: { 200: HtmlPage } } }, async (request, reply) => {
    const agreements = await inTransaction(house, callerOf(request), act, (tx) => readAgreements(tx))
    return sendPage(request, reply, { title: 'Sharing agreements', body: agreementsView(agreements) })
  })

  app.get('/gateways', { ...page, schema: { response: { 200: HtmlPage } } }, async (request, reply) => {
    const gateways = await inTransaction(house, callerOf(request), act, (tx) => readGateways(tx))
    return sendPage(request, reply, {
      title: 'The law',
      breadcrumbs: [{ text: 'Sharing agreements', href: '/sharing-agreements' }],
      body: gatewaysView(gateways),
    })
  })

  app.get(
    '/sharing-agreements/:id',
    { ...page, schema: { params: z.object({ id: z.uuid() }), response: { 200: HtmlPage } } },
    async (request, reply) => {
      const { agreement, gateways, lines, names } = await inTransaction(house, callerOf(request), act, (tx) =>
        readAgreement(tx, request.params.id),
      )
      return sendPage(request, reply, {
        title: agreement.title,
        breadcrumbs: [{ text: 'Sharing agreements', href: '/sharing-agreements' }],
        body: agreementView(agreement, gateways, lines, names),
      })
    },
  )

  app.get(
    '/datasets/:id',
    { ...page, schema: { params: z.object({ id: z.string().max(80) }), response: { 200: HtmlPage } } },
    async (request, reply) => {
      const { dataset, controller } = await inTransaction(house, callerOf(request), act, (tx) =>
        readDataset(tx, request.params.id),
      )
      return sendPage(request, reply, { title: dataset.name, body: datasetView(dataset, controller) })
    },
  )
}
