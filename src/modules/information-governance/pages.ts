import { z } from 'zod'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { HtmlPage, sendPage } from '#platform/http/pages'
import { inTransaction } from '#platform/transactions'
import { agreementPages } from './agreements/agreement.pages.ts'
import { agreementRoutes } from './agreements/agreement.routes.ts'
import type { CountPeople } from './agreements/simulate.ts'
import { assessmentPages } from './assessments/assessment.pages.ts'
import { continuityPages } from './continuity/continuity.pages.ts'
import { deskPages } from './desk/desk.pages.ts'
import { reviewPages } from './emergency/review.pages.ts'
import { incidentPages } from './incidents/incident.pages.ts'
import { journalPages } from './journal/journal.pages.ts'
import { oddLookPages } from './odd-looks/odd-look.pages.ts'
import { datasetView, gatewaysView } from './pages.view.ts'
import { processingPages } from './processing/processing.pages.ts'
import { readDataset, readGateways } from './read-register.ts'
import { retentionPages } from './retention/retention.pages.ts'

const act = 'governance.read'

/** What this room asks of rooms above it. */
export type Asks = { readonly countPeople: CountPeople }

export const routesWith =
  ({ countPeople }: Asks): RoomRoutes =>
  (app, services) => {
    const { house } = services
    deskPages(app, services)
    assessmentPages(app, services)
    processingPages(app, services)
    reviewPages(app, services)
    oddLookPages(app, services)
    incidentPages(app, services)
    continuityPages(app, services)
    journalPages(app, services)
    retentionPages(app, services)
    agreementPages(countPeople)(app, services)
    agreementRoutes(countPeople)(app, services)
    const page = { config: { act, page: true } }

    app.get('/gateways', { ...page, schema: { response: { 200: HtmlPage } } }, async (request, reply) => {
      const gateways = await inTransaction(house, callerOf(request), act, (tx) => readGateways(tx))
      return sendPage(request, reply, {
        title: 'The law',
        breadcrumbs: [{ text: 'Sharing agreements', href: '/sharing-agreements' }],
        body: gatewaysView(gateways),
      })
    })

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
