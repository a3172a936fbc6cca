import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { mayDo } from '#platform/acts'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage, typedChoices, typedText } from '#platform/http/pages'
import { inTransaction } from '#platform/transactions'
import type { PageError } from '#platform/views/layout'
import { dateAnswer, readDate } from '#platform/views/page-parts'
import { type At, dayAt } from '../at.ts'
import { markOf, putBack } from '../edits.ts'
import { effects, type Kind, kinds, kindWords, levels, likelihoods, type Risk, severities } from './assessment.rules.ts'
import { assessmentView, listView, newView, riskView, saidOf, textView } from './assessment.view.ts'
import { advise, approve, beginAssessment, readAssessment, readAssessments, type Text, writeAssessment } from './assessments.ts'

const [read, writes, approves] = ['governance.read', 'governance.assessment.write', 'governance.assessment.approve'] as const
const RiskFields = {
  risk: typedText(1000),
  measure: typedText(1000),
  likelihood: typedText(20),
  severity: typedText(20),
  effect: typedText(20),
  residual: typedText(20),
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
    {
      ...page(writes),
      schema: { body: formBody({ kind: typedText(10), code: typedText(30), title: typedText(200) }), response },
    },
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
    { ...page(writes), schema: { params, body: formBody({ advice: typedText(4000) }), response } },
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
        body: formBody({
          overruled: typedText(2000),
          'review-day': typedText(4),
          'review-month': typedText(12),
          'review-year': typedText(6),
        }),
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

  type TextTyped = { readonly text: Text; readonly errors: PageError[] }
  const textPage = async (request: FastifyRequest, reply: FastifyReply, id: string, typed?: TextTyped) => {
    const opened = await inTransaction(house, callerOf(request), writes, (tx) => readAssessment(tx, id, at()))
    const { title, kind } = opened.assessment
    const errors = typed?.errors ?? []
    return sendPage(request, reply, {
      title: kindWords[kind],
      ...shown(errors),
      breadcrumbs: [...breadcrumbs, { text: title, href: `/assessments/${id}` }],
      body: textView(opened, typed?.text ?? opened.assessment, {
        csrfToken: csrfOf(request),
        errors,
        madeFrom: markOf(wordsOf(opened.assessment)),
      }),
    })
  }
  app.get('/assessments/:id/text', { ...page(writes), schema: { params, response } }, (request, reply) =>
    textPage(request, reply, request.params.id),
  )
  app.post(
    '/assessments/:id/text',
    {
      ...page(writes),
      schema: {
        params,
        body: formBody({
          'made-from': typedText(100),
          title: typedText(200),
          purposes: typedChoices,
          commissioner: typedText(4000),
        }).catchall(typedText(4000)),
        response,
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { 'made-from': madeFrom, title, purposes, commissioner } = request.body
      const read = await inTransaction(house, callerOf(request), writes, (tx) => readAssessment(tx, id, at()))
      const { kind, content } = read.assessment
      const typed = { title, purposes, content: { ...content, said: saidOf(kind, request.body), commissioner } }
      if (title === '')
        return textPage(request, reply, id, { text: typed, errors: [{ text: 'Write what it is about', href: '#title' }] })
      const change = (text: Text): Text | undefined =>
        markOf(wordsOf(text)) === madeFrom ? { ...typed, content: { ...typed.content, risks: text.content.risks } } : undefined
      try {
        await inTransaction(house, callerOf(request), writes, (tx) => writeAssessment(tx, id, change, at()))
      } catch (error) {
        return textPage(request, reply, id, { text: typed, errors: [changedMeanwhile(error)] })
      }
      return reply.redirect(`/assessments/${id}`, 303)
    },
  )

  const riskParams = params.extend({ nth: z.coerce.number().int().min(1).max(100) })
  type RiskTyped = { readonly risk: Partial<Risk>; readonly madeFrom: string; readonly errors: PageError[] }
  const riskPage = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { id, nth }: z.infer<typeof riskParams>,
    typed?: RiskTyped,
  ) => {
    const { assessment } = await inTransaction(house, callerOf(request), writes, (tx) => readAssessment(tx, id, at()))
    const { risks } = assessment.content
    const found = typed ? risks.findIndex((one) => markOf(one) === typed.madeFrom) : nth - 1
    const known = risks[found]
    // Whoever took it out or changed it was first: what was typed is a risk more, for her to decide.
    const place = { id, nth: known ? found + 1 : risks.length + 1, madeFrom: known ? markOf(known) : '' }
    const errors = typed?.errors ?? []
    return sendPage(request, reply, {
      title: 'A risk',
      ...shown(errors),
      breadcrumbs: [...breadcrumbs, { text: assessment.title, href: `/assessments/${id}/text` }],
      body: riskView(place, typed?.risk ?? known ?? {}, { csrfToken: csrfOf(request), errors }),
    })
  }
  app.get('/assessments/:id/risks/:nth', { ...page(writes), schema: { params: riskParams, response } }, (request, reply) =>
    riskPage(request, reply, request.params),
  )
  app.post(
    '/assessments/:id/risks/:nth',
    { ...page(writes), schema: { params: riskParams, body: formBody({ 'made-from': typedText(100), ...RiskFields }), response } },
    async (request, reply) => {
      const { id } = request.params
      const { 'made-from': madeFrom, csrf: _, ...body } = request.body
      const again = (errors: PageError[]) =>
        riskPage(request, reply, request.params, { risk: body as Partial<Risk>, madeFrom, errors })
      const said = RiskSaid.safeParse(body)
      if (!said.success) {
        const wrong = new Set(said.error.issues.map((issue) => issue.path[0] as keyof Risk))
        return again(
          (Object.keys(riskErrors) as (keyof Risk)[]).flatMap((name) =>
            wrong.has(name) ? [{ text: riskErrors[name], href: `#${name}` }] : [],
          ),
        )
      }
      try {
        await inTransaction(house, callerOf(request), writes, (tx) =>
          writeAssessment(tx, id, withRisk(madeFrom, said.data), at()),
        )
      } catch (error) {
        return again([changedMeanwhile(error)])
      }
      return reply.redirect(`/assessments/${id}/text`, 303)
    },
  )
  app.post(
    '/assessments/:id/risks/:nth/remove',
    { ...page(writes), schema: { params: riskParams, body: formBody({ 'made-from': typedText(100) }), response } },
    async (request, reply) => {
      const { id } = request.params
      const { 'made-from': madeFrom } = request.body
      await inTransaction(house, callerOf(request), writes, (tx) => writeAssessment(tx, id, withRisk(madeFrom, null), at()))
      return reply.redirect(`/assessments/${id}/text`, 303)
    },
  )
}

/** What the page of the text is about; the risks have pages of their own. */
const wordsOf = ({ title, purposes, content: { said, commissioner } }: Text) => [title, purposes, said, commissioner]

/** Puts a risk in the place of the one that it was made from, or takes that out. */
const withRisk = (madeFrom: string, risk: Risk | null) => (text: Text) => {
  const risks = putBack(text.content.risks, madeFrom, risk)
  return risks && { ...text, content: { ...text.content, risks } }
}

/** That somebody else was first, as an error of the page; any other refusal goes on. */
function changedMeanwhile(error: unknown): PageError {
  if (error instanceof Refusal && error.code === 'TEXT_CHANGED') return { text: error.message, href: '#main-content' }
  throw error
}
