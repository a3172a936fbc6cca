import { z } from 'zod'
import { dayOf } from '#platform/dates'
import type { RoomRoutes } from '#platform/http/kernel'
import { HtmlPage, sendPage } from '#platform/http/pages'
import { findHelp, openService } from './find-help.ts'
import { findHelpWords } from './find-help.words.ts'
import { findHelpView, queryOf, serviceView } from './pages/find-help.view.ts'
import { Search, ServiceParams, wordsOf } from './schemas.ts'

const open = 'anybody may know which services there are; nothing of anybody who uses one is in them'
/** So long a page may be kept: it is the same for everyone. */
const kept = 'public, max-age=300'
const path = '/public/services'

/** Where anybody finds help, without signing in. */
export const findHelpPages: RoomRoutes = (app, services) => {
  const { house, place } = services
  const page = { config: { open, page: true } }

  app.get(
    path,
    { ...page, schema: { querystring: Search, response: { 200: HtmlPage, 422: HtmlPage } } },
    async (request, reply) => {
      const { page: number, lang, ...typed } = request.query
      const today = dayOf(house.now(), place.zone)
      const say = findHelpWords.plain(lang)
      const words = wordsOf(request.query)
      const errors = words ? [] : [{ text: say.ageWrong, href: '#age' }]
      const found = await findHelp(services, { ...(words ?? { page: number }), today })
      if (words) reply.header('cache-control', kept)
      return sendPage(request, reply, {
        title: say.title,
        status: words ? 200 : 422,
        errors,
        lang,
        exitThisPage: true,
        languageLinks: (['en', 'cy'] as const).map((one) => ({ lang: one, href: `${path}?${queryOf(typed, { lang: one })}` })),
        body: findHelpView(typed, found.topics, { ...found, page: number }, { lang, today, duty: app.kernel.duty(), errors }),
      })
    },
  )

  app.get(
    `${path}/:id`,
    {
      ...page,
      schema: { params: ServiceParams, querystring: z.object({ lang: Search.shape.lang }), response: { 200: HtmlPage } },
    },
    async (request, reply) => {
      const { lang } = request.query
      const today = dayOf(house.now(), place.zone)
      const service = await openService(services, request.params.id, today)
      reply.header('cache-control', kept)
      return sendPage(request, reply, {
        title: service.name,
        lang,
        exitThisPage: true,
        languageLinks: (['en', 'cy'] as const).map((one) => ({ lang: one, href: `${path}/${service.id}?lang=${one}` })),
        breadcrumbs: [{ text: findHelpWords.plain(lang).title, href: lang === 'cy' ? `${path}?lang=cy` : path }],
        body: serviceView(service, { lang, today, duty: app.kernel.duty() }),
      })
    },
  )
}
