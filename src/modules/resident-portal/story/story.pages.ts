import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { answerQuestion, questions, readOwnStory, sendStory } from '#modules/casework'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage, typedText } from '#platform/http/pages'
import type { Html } from '#platform/views/html'
import type { Lang } from '#platform/words'
import { Language, languageOf, languages } from '../language.ts'
import { questionView, storyView } from './story.view.ts'
import { asked, storyWords } from './story.words.ts'

const act = 'casework.story.tell' as const
const home = '/account/story'
const Params = z.object({ question: z.string().max(60) })
/** Where somebody tells her story once: one question on a page, kept answer by answer, and sent when she says so. */
export const storyPages: RoomRoutes = (app, services) => {
  const page = { config: { act, page: true } }
  const response = { 200: HtmlPage, 303: HtmlPage }
  type Shown = { readonly lang: Lang; readonly title: string; readonly path: string; readonly back: string; readonly body: Html }
  const send = (request: FastifyRequest, reply: FastifyReply, { lang, title, path, back, body }: Shown) =>
    sendPage(request, reply, { title, lang, languageLinks: languages(path), backLink: back, exitThisPage: true, body })
  const around = (request: FastifyRequest, lang: Lang) => ({
    lang,
    csrfToken: csrfOf(request),
    errors: [],
    duty: app.kernel.duty(),
  })

  app.get(home, { ...page, schema: { querystring: Language, response } }, async (request, reply) => {
    const lang = languageOf(request, reply, request.query.lang)
    const own = await readOwnStory(services, callerOf(request))
    const title = storyWords.plain(lang)[own.where ? 'sentTitle' : 'title']
    return send(request, reply, { lang, title, path: home, back: '/account', body: storyView(own, around(request, lang)) })
  })
  app.get(
    `${home}/:question`,
    { ...page, schema: { params: Params, querystring: Language, response } },
    async (request, reply) => {
      const lang = languageOf(request, reply, request.query.lang)
      const { story, where } = await readOwnStory(services, callerOf(request))
      const question = questions.find((one) => one === request.params.question)
      if (where || !question) return reply.redirect(home, 303)
      const body = questionView(question, story?.answers[question] ?? '', around(request, lang))
      return send(request, reply, { lang, title: asked(lang)[question], path: `${home}/${question}`, back: home, body })
    },
  )
  app.post(
    `${home}/:question`,
    { ...page, schema: { params: Params, body: formBody({ words: typedText(4000) }), response } },
    async (request, reply) => {
      const next = await answerQuestion(services, callerOf(request), request.params.question, request.body.words)
      return reply.redirect(next ? `${home}/${next}` : home, 303)
    },
  )
  app.post(
    `${home}/send`,
    { ...page, schema: { querystring: Language, body: formBody({}), response } },
    async (request, reply) => {
      // The front door reads it in the words in which the questions stand for its workers.
      await sendStory(services, callerOf(request), asked('en'))
      return reply.redirect(home, 303)
    },
  )
}
