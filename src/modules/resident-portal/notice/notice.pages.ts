import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { HtmlPage, sendPage } from '#platform/http/pages'
import { Language, languageOf, languages } from '../language.ts'
import { noticeView } from './notice.view.ts'
import { noticeWords } from './notice.words.ts'
import { readMyNotice } from './read-notice.ts'

const path = '/account/privacy-notice'

/** Where a resident reads how data about her is used. Whoever is tied to no record reads what holds for everyone. */
export const noticePages: RoomRoutes = (app, services) => {
  app.get(
    path,
    {
      config: { act: 'resident-portal.notice.read', page: true },
      schema: { querystring: Language, response: { 200: HtmlPage } },
    },
    async (request, reply) => {
      const lang = languageOf(request, reply, request.query.lang)
      const notice = await readMyNotice(services, callerOf(request))
      return sendPage(request, reply, {
        title: noticeWords.plain(lang).title,
        lang,
        languageLinks: languages(path),
        backLink: '/account',
        exitThisPage: true,
        body: noticeView(notice, app.kernel.duty(), lang),
      })
    },
  )
}
