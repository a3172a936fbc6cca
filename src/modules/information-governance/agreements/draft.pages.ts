import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { mayDo } from '#platform/acts'
import type { Tx } from '#platform/database'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage, typedChoices, typedText } from '#platform/http/pages'
import { inTransaction } from '#platform/transactions'
import type { Html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import { dateAnswer, readDate } from '#platform/views/page-parts'
import { type At, dayAt } from '../at.ts'
import { markOf, putBack } from '../edits.ts'
import {
  answerDraft,
  beginDraft,
  changeDraft,
  closeForSigning,
  comment,
  consult,
  type DraftRead,
  readDraft,
  withdraw,
} from './agreements.ts'
import { type AgreementContent, type Line, Particulars } from './content.ts'
import {
  aboutView,
  datesView,
  draftView,
  type EditAround,
  linesListView,
  lineView,
  newDraftView,
  particularsEditView,
  partiesView,
} from './draft.view.ts'

const [read, drafts, comments, signs] = [
  'governance.read',
  'governance.agreement.draft',
  'governance.agreement.comment',
  'governance.agreement.sign',
] as const
const day = (name: string) => ({
  [`${name}-day`]: typedText(4),
  [`${name}-month`]: typedText(12),
  [`${name}-year`]: typedText(6),
})
type Typed = Readonly<Record<string, string>>

/** Drafting an agreement, putting it to its parties, closing and signing it. */
export const draftPages: RoomRoutes = (app, services) => {
  const { house, place } = services
  const page = (act: string) => ({ config: { act, page: true } })
  const response = { 200: HtmlPage, 303: HtmlPage }
  const params = z.object({ id: z.uuid() })
  const at = (): At => ({ now: house.now(), zone: place.zone })
  const breadcrumbs = [{ text: 'Sharing agreements', href: '/sharing-agreements' }]
  const home = (id: string) => `/sharing-agreements/drafts/${id}`

  const newPage = async (
    request: FastifyRequest,
    reply: FastifyReply,
    typed: { code: string; title: string; kind: string },
    errors: PageError[],
  ) => {
    await inTransaction(house, callerOf(request), drafts, async () => {})
    return sendPage(request, reply, {
      title: 'Draft an agreement',
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs,
      body: newDraftView(typed, { errors, csrfToken: csrfOf(request) }),
    })
  }
  app.get('/sharing-agreements/drafts/new', { ...page(drafts), schema: { response } }, (request, reply) =>
    newPage(request, reply, { code: '', title: '', kind: 'sharing' }, []),
  )
  app.post(
    '/sharing-agreements/drafts',
    {
      ...page(drafts),
      schema: { body: formBody({ code: typedText(20), title: typedText(200), kind: typedText(10) }), response },
    },
    async (request, reply) => {
      const { code, title, kind } = request.body
      const errors = [
        ...(title === '' ? [{ text: 'Write what it is called', href: '#title' }] : []),
        ...(/^[A-Z][A-Z0-9-]{1,19}$/.test(code)
          ? []
          : [{ text: 'Give a short name of 2 to 20 capital letters or numbers', href: '#code' }]),
        ...(kind === 'sharing' || kind === 'protocol' ? [] : [{ text: 'Choose which kind', href: '#kind' }]),
      ]
      if (errors.length > 0) return newPage(request, reply, { code, title, kind }, errors)
      try {
        const id = await inTransaction(house, callerOf(request), drafts, (tx) =>
          beginDraft(tx, { code, title, kind: kind as AgreementContent['kind'] }, at()),
        )
        return reply.redirect(home(id), 303)
      } catch (error) {
        return newPage(request, reply, { code, title, kind }, [
          asError(error, ['AGREEMENT_CODE_TAKEN', 'DRAFT_OPEN_ALREADY'], '#code'),
        ])
      }
    },
  )
  app.post(
    '/sharing-agreements/:id/next-version',
    { ...page(drafts), schema: { params, body: formBody({}), response } },
    async (request, reply) => {
      const id = await inTransaction(house, callerOf(request), drafts, (tx) => beginDraft(tx, { from: request.params.id }, at()))
      return reply.redirect(home(id), 303)
    },
  )

  const may = (request: FastifyRequest, act: string) => request.actor !== null && mayDo(app.kernel.policy, request.actor, act)
  const draftPage = async (request: FastifyRequest, reply: FastifyReply, id: string, typed: Typed, errors: PageError[]) => {
    const { opened, actor } = await inTransaction(house, callerOf(request), read, async (tx) => ({
      opened: await readDraft(tx, id, at()),
      actor: tx.actor,
    }))
    return sendPage(request, reply, {
      title: opened.draft.content.title,
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs,
      body: draftView(opened, {
        zone: place.zone,
        today: dayAt(at()),
        organisationId: actor.organisationId,
        workerId: actor.id,
        may: { draft: may(request, drafts), comment: may(request, comments), sign: may(request, signs) },
        csrfToken: csrfOf(request),
        errors,
        typed,
      }),
    })
  }
  app.get('/sharing-agreements/drafts/:id', { ...page(read), schema: { params, response } }, (request, reply) =>
    draftPage(request, reply, request.params.id, {}, []),
  )

  /** What was typed is wrong: the page again, for those who may do the act at all. */
  const again = async (request: FastifyRequest, reply: FastifyReply, id: string, act: string, typed: Typed, error: PageError) => {
    await inTransaction(house, callerOf(request), act, async () => {})
    return draftPage(request, reply, id, typed, [error])
  }
  /** One step of a draft: done, back to its page; refused for what was typed, there again with the error. */
  const step = async (
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    does: () => Promise<unknown>,
    { shows, href, typed = {} }: { shows: readonly string[]; href: string; typed?: Typed },
  ) => {
    try {
      await does()
    } catch (error) {
      return draftPage(request, reply, id, typed, [asError(error, shows, href)])
    }
    return reply.redirect(home(id), 303)
  }
  app.post(
    '/sharing-agreements/drafts/:id/consult',
    { ...page(drafts), schema: { params, body: formBody(day('until')), response } },
    async (request, reply) => {
      const typed = request.body as Typed
      const until = readDate(dateAnswer(typed, 'until'), 'The day')
      if ('error' in until)
        return again(request, reply, request.params.id, drafts, typed, { text: until.error, href: `#until-${until.part}` })
      const { id } = request.params
      const does = () => inTransaction(house, callerOf(request), drafts, (tx) => consult(tx, id, until.date, at()))
      return step(request, reply, id, does, { shows: ['CONSULTATION_DAY_WRONG'], href: '#until-day', typed })
    },
  )
  app.post(
    '/sharing-agreements/drafts/:id/comments',
    { ...page(comments), schema: { params, body: formBody({ stance: typedText(10), said: typedText(2000) }), response } },
    async (request, reply) => {
      const { stance, said } = request.body
      const { id } = request.params
      const typed = { stance, said }
      if (stance !== 'content' && stance !== 'change')
        return again(request, reply, id, comments, typed, { text: 'Choose whether you are content', href: '#stance' })
      const does = () => inTransaction(house, callerOf(request), comments, (tx) => comment(tx, id, { stance, said }, at()))
      return step(request, reply, id, does, { shows: ['COMMENT_MISSING'], href: '#said', typed })
    },
  )
  const pressed = <Act extends string>(
    verb: string,
    act: Act,
    does: (tx: Tx<Act>, id: string) => Promise<unknown>,
    shows: readonly string[] = [],
  ) =>
    app.post(
      `/sharing-agreements/drafts/:id/${verb}`,
      { ...page(act), schema: { params, body: formBody({}), response } },
      (request, reply) => {
        const { id } = request.params
        return step(request, reply, id, () => inTransaction(house, callerOf(request), act, (tx) => does(tx, id)), {
          shows,
          href: '#main-content',
        })
      },
    )
  pressed('close', drafts, (tx, id) => closeForSigning(tx, id, at()), ['AGREEMENT_INCOMPLETE', 'AGREEMENT_NOT_CONSULTED'])
  pressed('withdraw', drafts, (tx, id) => withdraw(tx, id, at()))
  pressed('sign', signs, (tx, id) => answerDraft(tx, id, null, at()), ['AGREEMENT_INCOMPLETE'])
  app.post(
    '/sharing-agreements/drafts/:id/decline',
    { ...page(signs), schema: { params, body: formBody({ reason: typedText(1000) }), response } },
    (request, reply) => {
      const { id } = request.params
      const { reason } = request.body
      const does = () => inTransaction(house, callerOf(request), signs, (tx) => answerDraft(tx, id, reason, at()))
      return step(request, reply, id, does, { shows: ['STOP_REASON_MISSING'], href: '#reason', typed: { reason } })
    },
  )

  /** One section of a draft: its page, and saving it. `part` is what of the text it is about. */
  const section = (
    name: string,
    title: string,
    fields: z.ZodRawShape,
    view: (id: string, content: AgreementContent, known: DraftRead['known'], around: EditAround) => Html,
    part: (content: AgreementContent) => unknown,
    change: (content: AgreementContent, body: Record<string, unknown>) => AgreementContent,
    wrongIn: (body: Record<string, unknown>) => PageError[] = () => [],
  ) => {
    const show = async (request: FastifyRequest, reply: FastifyReply, id: string, body: Typed, errors: PageError[]) => {
      const { draft, known } = await inTransaction(house, callerOf(request), drafts, (tx) => readDraft(tx, id, at()))
      const isWrong = errors.length > 0
      const around = { csrfToken: csrfOf(request), errors, typed: body, madeFrom: markOf(part(draft.content)) }
      return sendPage(request, reply, {
        title,
        status: isWrong ? 422 : 200,
        errors,
        breadcrumbs: [...breadcrumbs, { text: draft.content.title, href: home(id) }],
        body: view(id, isWrong ? change(draft.content, body) : draft.content, known, around),
      })
    }
    app.get(`/sharing-agreements/drafts/:id/${name}`, { ...page(drafts), schema: { params, response } }, (request, reply) =>
      show(request, reply, request.params.id, {}, []),
    )
    app.post(
      `/sharing-agreements/drafts/:id/${name}`,
      { ...page(drafts), schema: { params, body: formBody({ ...fields, 'made-from': typedText(100) }), response } },
      async (request, reply) => {
        const { id } = request.params
        const { 'made-from': madeFrom, ...body } = request.body as Typed
        const wrong = wrongIn(body)
        if (wrong.length > 0) return show(request, reply, id, body, wrong)
        const changed = (content: AgreementContent) => (markOf(part(content)) === madeFrom ? change(content, body) : undefined)
        try {
          await inTransaction(house, callerOf(request), drafts, (tx) => changeDraft(tx, id, changed, at()))
        } catch (error) {
          return show(request, reply, id, body, [asError(error, ['TEXT_CHANGED'], '#main-content')])
        }
        return reply.redirect(home(id), 303)
      },
    )
  }
  section(
    'about',
    'Title, protocol and purposes',
    { title: typedText(200), protocol: typedText(20), purposes: typedChoices },
    aboutView,
    ({ title, protocol, purposes }) => [title, protocol, purposes],
    (content, { title, protocol, purposes }) => ({
      ...content,
      title: title as string,
      protocol: (protocol as string) || null,
      purposes: purposes as string[],
    }),
    ({ title }) => (title === '' ? [{ text: 'Write what it is called', href: '#title' }] : []),
  )
  section(
    'parties',
    'Who receives',
    { recipients: typedChoices },
    partiesView,
    ({ recipients }) => recipients,
    (content, { recipients }) => ({ ...content, recipients: recipients as string[] }),
  )
  section(
    'particulars',
    'Why, and how it is kept safe',
    Object.fromEntries(Object.keys(Particulars.shape).map((key) => [key, typedText(4000)])),
    particularsEditView,
    ({ particulars }) => particulars,
    (content, body) => ({ ...content, particulars: Particulars.parse(body) }),
  )
  section(
    'dates',
    'Dates',
    { ...day('in-force'), ...day('review'), ...day('ends') },
    datesView,
    ({ inForceFrom, reviewOn, endsOn }) => [inForceFrom, reviewOn, endsOn],
    (content, body) => {
      const [inForceFrom, reviewOn, endsOn] = daysIn(body).map((one) => ('date' in one ? one.date.toString() : null))
      return { ...content, inForceFrom: inForceFrom!, reviewOn: reviewOn!, endsOn: endsOn! }
    },
    (body) => daysIn(body).flatMap((one) => ('error' in one ? [{ text: one.error, href: `#${one.name}-${one.part}` }] : [])),
  )

  app.get('/sharing-agreements/drafts/:id/lines', { ...page(drafts), schema: { params, response } }, async (request, reply) => {
    const { id } = request.params
    const { draft, known } = await inTransaction(house, callerOf(request), drafts, (tx) => readDraft(tx, id, at()))
    return sendPage(request, reply, {
      title: 'What is shared, with whom',
      breadcrumbs: [...breadcrumbs, { text: draft.content.title, href: home(id) }],
      body: linesListView(id, draft.content, known),
    })
  })
  const lineParams = params.extend({ nth: z.coerce.number().int().min(1).max(100) })
  type LineTyped = { readonly line: Line; readonly madeFrom: string; readonly errors: PageError[] }
  const linePage = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { id, nth }: z.infer<typeof lineParams>,
    typed?: LineTyped,
  ) => {
    const { draft, known } = await inTransaction(house, callerOf(request), drafts, (tx) => readDraft(tx, id, at()))
    const { terms } = draft.content
    const found = typed ? terms.findIndex((one) => markOf(one) === typed.madeFrom) : nth - 1
    const line = terms[found]
    // Whoever took it out or changed it was first: what was typed is a line more, for her to decide.
    const place = { id, nth: line ? found + 1 : terms.length + 1, madeFrom: line ? markOf(line) : '' }
    const errors = typed?.errors ?? []
    return sendPage(request, reply, {
      title: 'A line of the agreement',
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs: [...breadcrumbs, { text: draft.content.title, href: home(id) }, { text: 'Lines', href: `${home(id)}/lines` }],
      body: lineView(place, typed?.line ?? line, draft.content, known, { csrfToken: csrfOf(request), errors }),
    })
  }
  app.get(
    '/sharing-agreements/drafts/:id/lines/:nth',
    { ...page(drafts), schema: { params: lineParams, response } },
    (request, reply) => linePage(request, reply, request.params),
  )
  app.post(
    '/sharing-agreements/drafts/:id/lines/:nth',
    {
      ...page(drafts),
      schema: {
        params: lineParams,
        body: formBody({
          'made-from': typedText(100),
          name: typedText(200),
          roles: typedChoices,
          relationships: typedChoices,
          trainings: typedChoices,
        }).catchall(typedChoices),
        response,
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { csrf: _, 'made-from': madeFrom, name, roles, relationships, trainings, ...rest } = request.body
      const cells = Object.entries(rest).flatMap(([key, classes]) =>
        key.startsWith('cells-') && (classes as string[]).length > 0
          ? [{ dataset: key.slice('cells-'.length), classes: classes as string[] }]
          : [],
      )
      const line: Line = { name, roles, relationships, trainings, cells }
      const errors = [
        ...(name === '' ? [{ text: 'Write what the line is called', href: '#name' }] : []),
        ...(roles.length === 0 ? [{ text: 'Choose at least one role', href: '#roles' }] : []),
        ...(relationships.length === 0 ? [{ text: 'Choose when it is seen', href: '#relationships' }] : []),
        ...(cells.length === 0 ? [{ text: 'Choose what is shared', href: '#cells' }] : []),
      ]
      if (errors.length > 0) return linePage(request, reply, request.params, { line, madeFrom, errors })
      try {
        await inTransaction(house, callerOf(request), drafts, (tx) => changeDraft(tx, id, withLine(madeFrom, line), at()))
      } catch (error) {
        const changed = asError(error, ['TEXT_CHANGED'], '#main-content')
        return linePage(request, reply, request.params, { line, madeFrom, errors: [changed] })
      }
      return reply.redirect(`${home(id)}/lines`, 303)
    },
  )
  app.post(
    '/sharing-agreements/drafts/:id/lines/:nth/remove',
    { ...page(drafts), schema: { params: lineParams, body: formBody({ 'made-from': typedText(100) }), response } },
    async (request, reply) => {
      const { id } = request.params
      const { 'made-from': madeFrom } = request.body
      await inTransaction(house, callerOf(request), drafts, (tx) => changeDraft(tx, id, withLine(madeFrom, null), at()))
      return reply.redirect(`${home(id)}/lines`, 303)
    },
  )
}

/** The days of the dates section as they were typed; one that is left empty is none. */
const daysIn = (body: Record<string, unknown>) =>
  (
    [
      ['in-force', 'The first day'],
      ['review', 'The review'],
      ['ends', 'The last day'],
    ] as const
  ).map(([name, what]) => {
    const typed = dateAnswer(body, name)
    return typed.day + typed.month + typed.year === '' ? { name, day: null } : { name, ...readDate(typed, what) }
  })

/** Puts a line in the place of the one that it was made from, or takes that out. */
const withLine = (madeFrom: string, line: Line | null) => (content: AgreementContent) => {
  const terms = putBack(content.terms, madeFrom, line)
  return terms && { ...content, terms }
}

/** A refusal that says what was wrong with what was typed, as an error of the page; any other goes on. */
function asError(error: unknown, shown: readonly string[], href: string): PageError {
  if (error instanceof Refusal && shown.includes(error.code)) return { text: error.message, href }
  throw error
}
