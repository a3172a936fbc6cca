import { z } from 'zod'
import { mayDo } from '#platform/acts'
import { csvOf } from '#platform/csv'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import { idSchema } from '#platform/ids'
import { askToLinkAgain } from './ask-link-again.ts'
import { modelView } from './pages/match-model.view.ts'
import { qualityTitle, qualityView, runName, runsView, runView, twoRunsView } from './pages/quality.view.ts'
import { reviewingTitle, reviewingView } from './pages/reviewing.view.ts'
import { levelsOfModel, readQuality, readRun, readTwoRuns } from './read-quality.ts'
import { readReviewing } from './read-reviewing.ts'
import { Redirected } from './schemas.ts'
import { wantComparison } from './want-comparison.ts'

const read = 'person-index.quality.read'
const readsReviewing = 'person-index.reviewing.read'
const ask = 'person-index.quality.ask'
const linkAgain = 'person-index.link-again.ask'
const RunParams = z.object({ id: idSchema<'match-run'>() })
const chosen = idSchema<'match-run'>().optional().catch(undefined)
const TwoRuns = z.object({ one: chosen, other: chosen })
const Csv = z.string().describe('A CSV file.')
const crumbs = [{ text: qualityTitle, href: '/matching' }]

/** The analyst's pages: how well records are matched. */
export const qualityPages: RoomRoutes = (app, services) => {
  const { zone } = services.place
  const page = (act: string) => ({ config: { act, page: true } })
  const asCsv = (name: string) => ({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}.csv"`,
  })

  app.get('/matching', { ...page(read), schema: { response: { 200: HtmlPage } } }, async (request, reply) => {
    const quality = await readQuality(services, callerOf(request))
    const around = { zone, now: services.house.now(), csrfToken: csrfOf(request) }
    const seesReviewing = mayDo(app.kernel.policy, request.actor!, readsReviewing)
    return sendPage(request, reply, { title: qualityTitle, body: qualityView(quality, seesReviewing, around) })
  })
  app.post(
    '/matching/compare-now',
    { ...page(ask), schema: { body: formBody({}), response: { 303: Redirected } } },
    async (request, reply) => {
      await wantComparison(services, callerOf(request))
      return reply.redirect('/matching', 303)
    },
  )
  app.get('/matching/reviewing', { ...page(readsReviewing), schema: { response: { 200: HtmlPage } } }, async (request, reply) => {
    const body = reviewingView(await readReviewing(services, callerOf(request)), services.house.now())
    return sendPage(request, reply, { title: reviewingTitle, breadcrumbs: crumbs, body })
  })
  app.get('/matching/model', { ...page(read), schema: { response: { 200: HtmlPage } } }, async (request, reply) => {
    const quality = await readQuality(services, callerOf(request))
    const levels = levelsOfModel(quality.latest?.report?.learned)
    return sendPage(request, reply, { title: 'The model', breadcrumbs: crumbs, body: modelView(levels, quality) })
  })
  app.get(
    '/matching/model.csv',
    { config: { act: read }, schema: { hide: true, response: { 200: Csv } } },
    async (request, reply) => {
      const { latest } = await readQuality(services, callerOf(request))
      const heading = [
        'comparison',
        'answer',
        'm',
        'h',
        'u',
        'bits_against_strangers',
        'bits_against_household',
        'm_here',
        'u_here',
      ]
      const rows = levelsOfModel(latest?.report?.learned).map((one) => [
        ...[one.comparison, one.says, one.m, one.h, one.u, one.againstStrangers, one.againstHousehold],
        ...[one.learned?.m ?? null, one.learned?.u ?? null],
      ])
      return reply.headers(asCsv('matching-model')).serializer(String).send(csvOf(heading, rows))
    },
  )
  app.get('/matching/runs', { ...page(read), schema: { response: { 200: HtmlPage } } }, async (request, reply) => {
    const { runs } = await readQuality(services, callerOf(request))
    return sendPage(request, reply, { title: 'Comparisons', breadcrumbs: crumbs, body: runsView(runs, zone) })
  })
  app.get(
    '/matching/compare',
    { ...page(read), schema: { querystring: TwoRuns, response: { 200: HtmlPage } } },
    async (request, reply) => {
      const { one, other } = request.query
      const both = await readTwoRuns(services, callerOf(request), one, other)
      const breadcrumbs = [...crumbs, { text: 'Comparisons', href: '/matching/runs' }]
      return sendPage(request, reply, { title: 'Two comparisons', breadcrumbs, body: twoRunsView(both, zone) })
    },
  )
  app.get(
    '/matching/runs/:id',
    { ...page(read), schema: { params: RunParams, response: { 200: HtmlPage } } },
    async (request, reply) => {
      const found = await readRun(services, callerOf(request), request.params.id)
      const mayLinkAgain = mayDo(app.kernel.policy, request.actor!, linkAgain)
      return sendPage(request, reply, {
        title: runName(found.run, zone),
        breadcrumbs: [...crumbs, { text: 'Comparisons', href: '/matching/runs' }],
        body: runView(found, zone, mayLinkAgain, csrfOf(request)),
      })
    },
  )
  app.get(
    '/matching/runs/:id/groups.csv',
    { config: { act: read }, schema: { hide: true, params: RunParams, response: { 200: Csv } } },
    async (request, reply) => {
      const { run } = await readRun(services, callerOf(request), request.params.id)
      const heading = [
        'by',
        'group',
        'records',
        'linked',
        'linked_low',
        'linked_high',
        'unlinkable',
        'unlinkable_low',
        'unlinkable_high',
      ]
      const rows = (run.report?.groups ?? []).map(({ by, group, records, linked, unlinkable }) => [
        ...[by, group, records],
        ...[linked, unlinkable].flatMap((rate) => [rate?.rate ?? null, rate?.low ?? null, rate?.high ?? null]),
      ])
      return reply.headers(asCsv('records-by-group')).serializer(String).send(csvOf(heading, rows))
    },
  )
  app.post(
    '/matching/runs/:id/link-again',
    { ...page(linkAgain), schema: { params: RunParams, body: formBody({}), response: { 303: Redirected } } },
    async (request, reply) => {
      await askToLinkAgain(services, callerOf(request), request.params.id)
      return reply.redirect(`/matching/runs/${request.params.id}`, 303)
    },
  )
}
