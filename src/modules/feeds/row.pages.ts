import { z } from 'zod'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import { inTransaction } from '#platform/transactions'
import { correctRow } from './correct-row.ts'
import { dismissRow } from './dismiss-row.ts'
import { rowView } from './pages/batch.view.ts'
import { batchName } from './pages/words.ts'
import { readQuarantinedRow } from './read-feeds.ts'
import { Redirected, RowParams } from './schemas.ts'

const read = 'feeds.read'

/** The page of one row in quarantine: give the right value, or put it aside. */
export const rowPages: RoomRoutes = (app, services) => {
  const { house, vault } = services
  const path = '/feeds/:feed/batches/:batch/rows/:row'
  const page = (act: string) => ({ config: { act, page: true } })
  type Params = z.output<typeof RowParams>
  const contentOf = ({ feed, batch, row }: Awaited<ReturnType<typeof readQuarantinedRow>>) => ({
    title: `Row ${row.rowNo}`,
    breadcrumbs: [
      { text: 'Feeds', href: '/feeds' },
      { text: feed.name, href: `/feeds/${feed.id}` },
      { text: batchName(batch), href: `/feeds/${feed.id}/batches/${batch.id}` },
    ],
  })
  const readRow = (caller: ReturnType<typeof callerOf>, { feed, batch, row }: Params) =>
    inTransaction(house, caller, read, (tx) => readQuarantinedRow(tx, feed, batch, row))

  app.get(path, { ...page(read), schema: { params: RowParams, response: { 200: HtmlPage } } }, async (request, reply) => {
    const found = await readRow(callerOf(request), request.params)
    return sendPage(request, reply, { ...contentOf(found), body: rowView(found.batch, found.row, csrfOf(request)) })
  })

  const forms = [
    {
      name: 'correct',
      act: 'feeds.row.correct',
      field: 'value',
      run: (caller: ReturnType<typeof callerOf>, row: string, typed: string) =>
        inTransaction(house, caller, 'feeds.row.correct', (tx) => correctRow(tx, vault, row, typed, house.now())),
    },
    {
      name: 'dismiss',
      act: 'feeds.row.dismiss',
      field: 'reason',
      run: (caller: ReturnType<typeof callerOf>, row: string, typed: string) =>
        inTransaction(house, caller, 'feeds.row.dismiss', (tx) => dismissRow(tx, row, typed, house.now())),
    },
  ]
  for (const { name, act, field, run } of forms) {
    app.post(
      `${path}/${name}`,
      {
        ...page(act),
        schema: {
          params: RowParams,
          body: formBody({ [field]: z.string().max(2000).default('') }),
          response: { 303: Redirected, 422: HtmlPage },
        },
      },
      async (request, reply) => {
        const { feed, batch, row } = request.params
        try {
          const done = await run(callerOf(request), row, (request.body as Record<string, string>)[field] ?? '')
          return reply.redirect(`/feeds/${feed}/batches/${batch}${done?.next ? `/rows/${row}` : ''}`, 303)
        } catch (error) {
          if (!(error instanceof Refusal) || error.status !== 422) throw error
          const errors = [{ text: error.message, href: `#${field}` }]
          const found = await readRow(callerOf(request), request.params)
          return sendPage(request, reply, {
            ...contentOf(found),
            status: 422,
            errors,
            body: rowView(found.batch, found.row, csrfOf(request), errors),
          })
        }
      },
    )
  }
}
