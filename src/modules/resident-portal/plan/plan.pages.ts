import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { answerOwnPlan, readOwnPlans, readOwnStory, shareStory } from '#modules/casework'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage, typedText } from '#platform/http/pages'
import { idSchema } from '#platform/ids'
import type { PageError } from '#platform/views/layout'
import type { Lang } from '#platform/words'
import { Language, languageOf, languages } from '../language.ts'
import { boundSources } from '../read-who-looked.ts'
import { asked } from '../story/story.words.ts'
import { myPlanView, type Typed } from './plan.view.ts'
import { planWords } from './plan.words.ts'

const [read, answer] = ['casework.plan.read-own', 'casework.plan.answer'] as const
const home = '/account/plan'
const Params = z.object({ id: idSchema<'plan'>() })

/** Where somebody reads the plan that she has with services, agrees to it, or asks for a change. */
export const planPages: RoomRoutes = (app, services) => {
  const page = (act: string) => ({ config: { act, page: true } })
  const response = { 200: HtmlPage, 303: HtmlPage, 422: HtmlPage }
  type Showing = { readonly lang: Lang; readonly typed: Typed; readonly errors: PageError[] }
  const show = async (request: FastifyRequest, reply: FastifyReply, { lang, typed, errors }: Showing) => {
    const mine = await readOwnPlans(services, callerOf(request), boundSources)
    if (!mine) return reply.redirect('/account/code', 303)
    return sendPage(request, reply, {
      title: planWords.plain(lang).title,
      status: errors.length > 0 ? 422 : 200,
      errors,
      lang,
      languageLinks: languages(home),
      backLink: '/account',
      exitThisPage: true,
      body: myPlanView(mine, { lang, zone: services.place.zone, csrfToken: csrfOf(request), typed, errors }),
    })
  }
  app.get(home, { ...page(read), schema: { querystring: Language, response } }, (request, reply) =>
    show(request, reply, {
      lang: languageOf(request, reply, request.query.lang),
      typed: { id: '', field: 'words', words: '' },
      errors: [],
    }),
  )
  app.post(
    `${home}/:id/agree`,
    { ...page(answer), schema: { params: Params, body: formBody({ after: z.coerce.number().int().min(0) }), response } },
    async (request, reply) => {
      const { after } = request.body
      const said = { kind: 'agreed', words: '', after } as const
      const done = await answerOwnPlan(services, callerOf(request), boundSources, request.params.id, said)
      return reply.redirect(done ? home : '/account/code', 303)
    },
  )
  app.post(
    `${home}/:id/change`,
    { ...page(answer), schema: { params: Params, querystring: Language, body: formBody({ words: typedText(2000) }), response } },
    async (request, reply) => {
      const { id } = request.params
      const { words } = request.body
      const lang = languageOf(request, reply, request.query.lang)
      if (words === '')
        return show(request, reply, {
          lang,
          typed: { id, field: 'words', words },
          errors: [{ text: planWords.plain(lang).sayWhat, href: '#words' }],
        })
      const done = await answerOwnPlan(services, callerOf(request), boundSources, id, { kind: 'change-asked', words })
      return reply.redirect(done ? home : '/account/code', 303)
    },
  )
  app.post(
    `${home}/:id/message`,
    {
      ...page(answer),
      schema: { params: Params, querystring: Language, body: formBody({ message: typedText(2000) }), response },
    },
    async (request, reply) => {
      const { id } = request.params
      const { message: words } = request.body
      const lang = languageOf(request, reply, request.query.lang)
      if (words === '')
        return show(request, reply, {
          lang,
          typed: { id, field: 'message', words },
          errors: [{ text: planWords.plain(lang).sayMessage, href: '#message' }],
        })
      const done = await answerOwnPlan(services, callerOf(request), boundSources, id, { kind: 'message', words })
      return reply.redirect(done ? home : '/account/code', 303)
    },
  )
  app.post(
    `${home}/:id/story`,
    { ...page(answer), schema: { params: Params, body: formBody({}), response } },
    async (request, reply) => {
      const { where, story } = await readOwnStory(services, callerOf(request))
      // Who has told nothing yet begins.
      if (!story && !where) return reply.redirect('/account/story', 303)
      const done = await shareStory(services, callerOf(request), boundSources, request.params.id, asked('en'))
      return reply.redirect(done ? home : '/account/code', 303)
    },
  )
}
