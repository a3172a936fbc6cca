import { z } from 'zod'
import { csvOf } from '#platform/csv'
import { dayOf } from '#platform/dates'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { HtmlPage, sendPage } from '#platform/http/pages'
import { inTransaction } from '#platform/transactions'
import { nameOf } from '../words.rules.ts'
import { daysUntilIdle, isIdle, saidOf } from './processing.rules.ts'
import { readProcessing, readPublicRegister } from './processing.ts'
import { processingView, publicRegisterView } from './processing.view.ts'

const act = 'governance.processing.read'
const open = 'the public register is for everyone, and is frozen: it reads nobody’s record'

/** The record of processing, and what everyone may read of how data is used. */
export const processingPages: RoomRoutes = (app, services) => {
  const { house, place } = services
  const at = () => ({ now: house.now(), zone: place.zone })

  app.get(
    '/processing-record',
    {
      config: { act, page: true },
      schema: { querystring: z.object({ controller: z.string().max(80).optional() }), response: { 200: HtmlPage } },
    },
    async (request, reply) => {
      const read = await inTransaction(house, callerOf(request), act, (tx) => readProcessing(tx, at()))
      return sendPage(request, reply, { title: 'Record of processing', body: processingView(read, request.query.controller) })
    },
  )
  app.get(
    '/processing-record.csv',
    { config: { act }, schema: { hide: true, response: { 200: z.any() } } },
    async (request, reply) => {
      const { rows, names, at: asked } = await inTransaction(house, callerOf(request), act, (tx) => readProcessing(tx, at()))
      const heading = [
        'Controller',
        'Purpose',
        'Law',
        'Article 6',
        'Article 9',
        'Schedule 1',
        'Categories of people',
        'Categories of data',
        'Recipients',
        'Processors and transfers',
        'Kept for',
        'Security',
        'Agreements',
        'Assessments',
        'Since',
        'Last look',
        `None for ${daysUntilIdle} days`,
        'Looks in a year',
      ]
      const lines = rows.map((row) => [
        nameOf(names, row.controllerId),
        row.purpose,
        row.law,
        row.article6,
        row.article9 ?? '',
        row.schedule1 ?? '',
        saidOf(row, 'people'),
        row.data.map(({ name, classes }) => `${name}: ${classes.join(', ')}`).join('; '),
        row.recipients.map((id) => nameOf(names, id)).join('; '),
        saidOf(row, 'processors'),
        [...new Set(row.data.flatMap(({ retention }) => retention))].join('; '),
        row.security.join(' '),
        row.agreements.map(({ title }) => title).join('; '),
        row.assessments.map(({ title }) => title).join('; '),
        row.since.toString(),
        row.lastAt ? dayOf(row.lastAt, asked.zone).toString() : '',
        isIdle(row, asked.now, asked.zone) ? 'yes' : 'no',
        row.looks,
      ])
      return reply
        .header('content-disposition', 'attachment; filename="record-of-processing.csv"')
        .type('text/csv; charset=utf-8')
        .serializer((text: unknown) => text as string)
        .send(csvOf(heading, lines))
    },
  )

  app.get(
    '/public/data-use/register',
    { config: { open, page: true }, schema: { response: { 200: HtmlPage } } },
    async (request, reply) =>
      sendPage(request, reply, {
        title: 'What we share, and why',
        breadcrumbs: [{ text: 'How we use data', href: '/public/data-use' }],
        body: publicRegisterView(await readPublicRegister(services)),
      }),
  )
  app.get(
    '/public/data-use/register.json',
    { config: { open }, schema: { hide: true, response: { 200: z.any() } } },
    async (_request, reply) => {
      reply.header('cache-control', 'public, max-age=3600')
      return (await readPublicRegister(services)) ?? {}
    },
  )
}
