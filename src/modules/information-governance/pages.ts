import { z } from 'zod'
import { listOrganisations } from '#modules/partnership'
import type { ReadTx } from '#platform/database'
import { errors as platformErrors, refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { HtmlPage, sendPage } from '#platform/http/pages'
import { inTransaction } from '#platform/transactions'
import { agreementsView, agreementView, datasetView } from './pages.view.ts'
import * as register from './register.repository.ts'

const names = async (tx: ReadTx) =>
  new Map((await listOrganisations(tx)).map((organisation) => [organisation.id, organisation.name]))
const act = 'governance.read'

export const routes: RoomRoutes = (app, { house }) => {
  const page = { config: { act, page: true } }

  app.get('/sharing-agreements', { ...page, schema: { response: { 200: HtmlPage } } }, async (request, reply) => {
    const body = await inTransaction(house, callerOf(request), act, async (tx) =>
      agreementsView(await register.listAgreements(tx), await names(tx)),
    )
    return sendPage(request, reply, { title: 'Sharing agreements', body })
  })

  app.get(
    '/sharing-agreements/:id',
    { ...page, schema: { params: z.object({ id: z.uuid() }), response: { 200: HtmlPage } } },
    async (request, reply) => {
      const { id } = request.params
      const { title, body } = await inTransaction(house, callerOf(request), act, async (tx) => {
        const agreement = (await register.listAgreements(tx)).find((one) => one.id === id)
        if (!agreement) throw refusal(platformErrors, 'NOT_FOUND')
        return {
          title: agreement.title,
          body: agreementView(
            agreement,
            await register.listAgreementGateways(tx, id),
            await register.listAgreementLines(tx, id),
            await names(tx),
          ),
        }
      })
      return sendPage(request, reply, { title, breadcrumbs: [{ text: 'Sharing agreements', href: '/sharing-agreements' }], body })
    },
  )

  app.get(
    '/datasets/:id',
    { ...page, schema: { params: z.object({ id: z.string().max(80) }), response: { 200: HtmlPage } } },
    async (request, reply) => {
      const { title, body } = await inTransaction(house, callerOf(request), act, async (tx) => {
        const dataset = await register.findDataset(tx, request.params.id, tx.actor.organisationId)
        if (!dataset) throw refusal(platformErrors, 'NOT_FOUND')
        return {
          title: dataset.name,
          body: datasetView(dataset, (await names(tx)).get(dataset.controllerId) ?? dataset.controllerId),
        }
      })
      return sendPage(request, reply, { title, body })
    },
  )
}
