import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { mayDo } from '#platform/acts'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import { inTransaction } from '#platform/transactions'
import { dateAnswer, readDate } from '#platform/views/page-parts'
import { type At, dayAt } from '../at.ts'
import { effects, type Kind, kinds, kindWords, levels, likelihoods, type Risk, severities } from './assessment.rules.ts'
import { assessmentView, listView, newView, type PageError, riskView, saidOf, textView } from './assessment.view.ts'
import { advise, approve, beginAssessment, readAssessment, readAssessments, withRisk, writeAssessment } from './assessments.ts'

const [read, writes, approves] = ['governance.read', 'governance.assessment.write', 'governance.assessment.approve'] as const
const text = (max: number) => z.string().trim().max(max).default('')
const many = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((one) => (typeof one === 'string' ? [one] : one))
const RiskFields = {
  risk: text(1000),
  measure: text(1000),
  likelihood: text(20),
  severity: text(20),
  effect: text(20),
  residual: text(20),
}
const RiskSaid = z.object({
  risk: z.string().min(1),
  measure: z.string().min(1),
  likelihood: z.enum(likelihoods),
  severity: z.enum(severities),
  effect: z.enum(effects),
  residual: z.enum(levels),
})
const riskErrors: Readonly<Record<keyof Risk, string>> = {
  risk: 'Write what could happen',
  likelihood: 'Choose how likely it is',
  severity: 'Choose how severe it would be',
  measure: 'Write what is done about it',
  effect: 'Choose what that does to the risk',
  residual: 'Choose what risk is left',
}

/** Assessments: writing, advice, approval, and what they cover. */
export const assessmentPages: RoomRoutes = (app, { house, place }) => {
  const page = (act: string) => ({ config: { act, page: true } })
  const response = { 200: HtmlPage, 303: HtmlPage }
  const params = z.object({ id: z.uuid() })
  const at = (): At => ({ now: house.now(), zone: place.zone })
  const may = (request: FastifyRequest, act: string) => request.actor !== null && mayDo(app.kernel.policy, request.actor, act)
  const breadcrumbs = [{ text: 'Assessments', href: '/assessments' }]
  const shown = (errors: readonly PageError[]) => ({ status: errors.length > 0 ? 422 : 200, errors: [...errors] })

  app.get('/assessments', { ...page(read), schema: { response } }, async (request, reply) => {
    const all = await inTransaction(house, callerOf(request), read, (tx) => readAssessments(tx, at()))
    return sendPage(request, reply, { title: 'Assessments', body: listView(all, may(request, writes)) })
  })

  const newPage = async (
    request: FastifyRequest,
    reply: FastifyReply,
    typed: { kind: string; code: string; title: string },
    errors: PageError[],
  ) => {
    await inTransaction(house, callerOf(request), writes, async () => {})
    return sendPage(request, reply, {
      title: 'Write an assessment',
      ...shown(errors),
      breadcrumbs,
      body: newView(typed, { errors, csrfToken: csrfOf(request) }),
    })
  }
  app.get('/assessments/new', { ...page(writes), schema: { response } }, (request, reply) =>
    newPage(request, reply, { kind: '', code: '', title: '' }, []),
  )
  app.post(
    '/assessments',
    { ...page(writes), schema: { body: formBody({ kind: text(10), code: text(30), title: text(200) }), response } },
    async (request, reply) => {
      const { code, title } = request.body
      const kind = kinds.find((one): one is Kind => one === request.body.kind)
      const errors = [
        ...(kind ? [] : [{ text: 'Choose which kind', href: '#kind' }]),
        ...(title === '' ? [{ text: 'Write what it is about', href: '#title' }] : []),
        ...(/^[A-Z][A-Z0-9-]{1,29}$/.test(code)
          ? []
          : [{ text: 'Give a short name of 2 to 30 capital letters or numbers', href: '#code' }]),
      ]
      if (!kind || errors.length > 0) return newPage(request, reply, request.body, errors)
      try {
        const id = await inTransaction(house, callerOf(request), writes, (tx) => beginAssessment(tx, { kind, code, title }, at()))
        return reply.redirect(`/assessments/${id}/text`, 303)
      } catch (error) {
        if (error instanceof Refusal && error.code === 'ASSESSMENT_CODE_TAKEN')
          return newPage(request, reply, request.body, [{ text: error.message, href: '#code' }])
        throw error
      }
    },
  )
  app.post(
    '/assessments/:id/next-version',
    { ...page(writes), schema: { params, body: formBody({}), response } },
    async (request, reply) => {
      const id = await inTransaction(house, callerOf(request), writes, (tx) =>
        beginAssessment(tx, { from: request.params.id }, at()),
      )
      return reply.redirect(`/assessments/${id}/text`, 303)
    },
  )

  const onePage = async (
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    typed: Readonly<Record<string, string>>,
    errors: PageError[],
  ) => {
    const opened = await inTransaction(house, callerOf(request), read, (tx) => readAssessment(tx, id, at()))
    return sendPage(request, reply, {
      title: opened.assessment.title,
      ...shown(errors),
      breadcrumbs,
      body: assessmentView(opened, {
        zone: place.zone,
        today: dayAt(at()),
        may: { write: may(request, writes), approve: may(request, approves) },
        csrfToken: csrfOf(request),
        errors,
        typed,
      }),
    })
  }
  app.get('/assessments/:id', { ...page(read), schema: { params, response } }, (request, reply) =>
    onePage(request, reply, request.params.id, {}, []),
  )
  app.post(
    '/assessments/:id/advise',
    { ...page(writes), schema: { params, body: formBody({ advice: text(4000) }), response } },
    async (request, reply) => {
      const { id } = request.params
      const { advice } = request.body
      try {
        await inTransaction(house, callerOf(request), writes, (tx) => advise(tx, id, advice, at()))
      } catch (error) {
        if (error instanceof Refusal && error.code === 'ADVICE_MISSING')
          return onePage(request, reply, id, { advice }, [{ text: 'Write what you advise', href: '#advice' }])
        throw error
      }
      return reply.redirect(`/assessments/${id}`, 303)
    },
  )
  app.post(
    '/assessments/:id/approve',
    {
      ...page(approves),
      schema: {
        params,
        body: formBody({ overruled: text(2000), 'review-day': text(4), 'review-month': text(12), 'review-year': text(6) }),
        response,
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const review = readDate(dateAnswer(request.body, 'review'), 'The review')
      const again = async (error: PageError) => {
        await inTransaction(house, callerOf(request), approves, async () => {})
        return onePage(request, reply, id, request.body, [error])
      }
      if ('error' in review) return again({ text: review.error, href: `#review-${review.part}` })
      try {
        await inTransaction(house, callerOf(request), approves, (tx) =>
          approve(tx, id, { overruled: request.body.overruled || null, reviewOn: review.date }, at()),
        )
      } catch (error) {
        if (error instanceof Refusal && error.code === 'ASSESSMENT_REVIEW_WRONG')
          return again({ text: error.message, href: '#review-day' })
        throw error
      }
      return reply.redirect(`/assessments/${id}`, 303)
    },
  )

  const textPage = async (request: FastifyRequest, reply: FastifyReply, id: string, errors: PageError[]) => {
    const opened = await inTransaction(house, callerOf(request), writes, (tx) => readAssessment(tx, id, at()))
    const { title, kind } = opened.assessment
    return sendPage(request, reply, {
      title: kindWords[kind],
      ...shown(errors),
      breadcrumbs: [...breadcrumbs, { text: title, href: `/assessments/${id}` }],
      body: textView(opened, { csrfToken: csrfOf(request), errors }),
    })
  }
  app.get('/assessments/:id/text', { ...page(writes), schema: { params, response } }, (request, reply) =>
    textPage(request, reply, request.params.id, []),
  )
  app.post(
    '/assessments/:id/text',
    {
      ...page(writes),
      schema: {
        params,
        body: formBody({ title: text(200), purposes: many, commissioner: text(4000) }).catchall(text(4000)),
        response,
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { title, purposes, commissioner } = request.body
      if (title === '') return textPage(request, reply, id, [{ text: 'Write what it is about', href: '#title' }])
      await inTransaction(house, callerOf(request), writes, async (tx) => {
        const { kind } = (await readAssessment(tx, id, at())).assessment
        await writeAssessment(
          tx,
          id,
          ({ content }) => ({ title, purposes, content: { ...content, said: saidOf(kind, request.body), commissioner } }),
          at(),
        )
      })
      return reply.redirect(`/assessments/${id}`, 303)
    },
  )

  const riskParams = params.extend({ nth: z.coerce.number().int().min(1).max(100) })
  const riskPage = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { id, nth }: z.infer<typeof riskParams>,
    typed: Partial<Risk> | undefined,
    errors: PageError[],
  ) => {
    const { assessment } = await inTransaction(house, callerOf(request), writes, (tx) => readAssessment(tx, id, at()))
    const known = assessment.content.risks[nth - 1]
    return sendPage(request, reply, {
      title: 'A risk',
      ...shown(errors),
      breadcrumbs: [...breadcrumbs, { text: assessment.title, href: `/assessments/${id}/text` }],
      body: riskView(id, nth, typed ?? known ?? {}, known !== undefined, { csrfToken: csrfOf(request), errors }),
    })
  }
  app.get('/assessments/:id/risks/:nth', { ...page(writes), schema: { params: riskParams, response } }, (request, reply) =>
    riskPage(request, reply, request.params, undefined, []),
  )
  app.post(
    '/assessments/:id/risks/:nth',
    { ...page(writes), schema: { params: riskParams, body: formBody(RiskFields), response } },
    async (request, reply) => {
      const { id, nth } = request.params
      const said = RiskSaid.safeParse(request.body)
      if (!said.success) {
        const wrong = new Set(said.error.issues.map((issue) => issue.path[0] as keyof Risk))
        const errors = (Object.keys(riskErrors) as (keyof Risk)[]).flatMap((name) =>
          wrong.has(name) ? [{ text: riskErrors[name], href: `#${name}` }] : [],
        )
        return riskPage(request, reply, request.params, request.body as Partial<Risk>, errors)
      }
      await inTransaction(house, callerOf(request), writes, (tx) =>
        writeAssessment(tx, id, (one) => ({ ...one, content: withRisk(one.content, nth, said.data) }), at()),
      )
      return reply.redirect(`/assessments/${id}/text`, 303)
    },
  )
  app.post(
    '/assessments/:id/risks/:nth/remove',
    { ...page(writes), schema: { params: riskParams, body: formBody({}), response } },
    async (request, reply) => {
      const { id, nth } = request.params
      await inTransaction(house, callerOf(request), writes, (tx) =>
        writeAssessment(tx, id, (one) => ({ ...one, content: withRisk(one.content, nth, null) }), at()),
      )
      return reply.redirect(`/assessments/${id}/text`, 303)
    },
  )
}
