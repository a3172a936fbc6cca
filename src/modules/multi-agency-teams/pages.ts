import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { listAgreementsInForce } from '#modules/information-governance'
import { listTrainings } from '#modules/partnership'
import { mayDo } from '#platform/acts'
import type { ReadTx } from '#platform/database'
import { dayOf, type PlainDate } from '#platform/dates'
import { Refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage, typedChoices, typedText } from '#platform/http/pages'
import { idSchema, newId } from '#platform/ids'
import { inTransaction } from '#platform/transactions'
import type { PageError } from '#platform/views/layout'
import { dateAnswer, readDate } from '#platform/views/page-parts'
import { teamKinds } from './kinds.rules.ts'
import { countsOn, type TeamEvent } from './team.rules.ts'
import { beginTeam, changeTeam, colleagueAt, readerOf, readTeam, readTeams } from './teams.ts'
import { beginTeamView, type TeamTyped, teamsView, teamView } from './teams.view.ts'

const [read, begin, change] = [
  'multi-agency-teams.read',
  'multi-agency-teams.team.begin',
  'multi-agency-teams.team.change',
] as const
const breadcrumbs = [{ text: 'Teams', href: '/teams' }]

/** Teams of several agencies: begun, joined, confirmed, ended. */
export const pages: RoomRoutes = (app, services) => {
  const { house, place } = services
  const page = (act: string) => ({ config: { act, page: true } })
  const response = { 200: HtmlPage, 303: HtmlPage, 409: HtmlPage, 422: HtmlPage }
  const today = () => dayOf(house.now(), place.zone)

  app.get('/teams', { ...page(read), schema: { response } }, async (request, reply) => {
    const teams = await inTransaction(house, callerOf(request), read, (tx) => readTeams(services, tx))
    return sendPage(request, reply, {
      title: 'Teams',
      body: teamsView(teams, readerOf(house.policy, request.actor!), mayDo(house.policy, request.actor!, begin)),
    })
  })

  const BeginFields = {
    teamId: idSchema<'team'>(),
    team: typedText(40),
    name: typedText(120),
    phone: typedText(40),
    purpose: typedText(1000),
    mandate: typedText(1000),
    agreement: typedText(80),
    trainings: typedChoices,
  }
  const sendBegin = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { teamId, typed, chosen, errors }: { teamId: string; typed: TeamTyped; chosen: readonly string[]; errors: PageError[] },
  ) => {
    const { agreements, trainings } = await inTransaction(house, callerOf(request), begin, async (tx) => ({
      agreements: await listAgreementsInForce(tx, today()),
      trainings: await listTrainings(tx),
    }))
    return sendPage(request, reply, {
      title: 'Begin a team of several agencies',
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs,
      body: beginTeamView({ teamId, agreements, trainings, typed, chosen, csrfToken: csrfOf(request), errors }),
    })
  }
  app.get('/teams/new', { ...page(begin), schema: { response } }, (request, reply) =>
    sendBegin(request, reply, { teamId: newId(), typed: {}, chosen: [], errors: [] }),
  )
  app.post('/teams', { ...page(begin), schema: { body: formBody(BeginFields), response } }, async (request, reply) => {
    const { csrf: _, teamId, trainings, ...typed } = request.body
    const asks = {
      team: 'Choose which kind of team it is',
      name: 'Write what it is called',
      phone: 'Write its telephone number',
      purpose: 'Write what it is there for',
      mandate: 'Write what it may decide without going back',
      agreement: 'Choose the sharing agreement',
    }
    const isKind = teamKinds.some(({ kind }) => kind === typed.team)
    const errors = Object.entries(asks)
      .filter(([field]) => typed[field as keyof typeof asks] === '' || (field === 'team' && !isKind))
      .map(([field, text]) => ({ text, href: `#${field}` }))
    if (errors.length > 0) return sendBegin(request, reply, { teamId, typed, chosen: trainings, errors })
    await inTransaction(house, callerOf(request), begin, (tx) => beginTeam(services, tx, { id: teamId, ...typed, trainings }))
    return reply.redirect(`/teams/${teamId}`, 303)
  })

  const Params = z.object({ id: idSchema<'team'>() })
  const sendTeam = async (
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    typed: TeamTyped,
    errors: PageError[],
    status = 422,
  ) => {
    const { team, agreements } = await inTransaction(house, callerOf(request), read, async (tx) => ({
      team: await readTeam(services, tx, id),
      agreements: await listAgreementsInForce(tx, today()),
    }))
    const actor = request.actor!
    const me = { ...readerOf(house.policy, actor), mayChange: mayDo(house.policy, actor, change) }
    return sendPage(request, reply, {
      title: team.now.begun.name,
      status: errors.length > 0 ? status : 200,
      errors,
      breadcrumbs,
      body: teamView({
        ...team,
        me,
        agreement: agreements.find(({ code }) => code === team.now.begun.agreement)?.title,
        typed,
        csrfToken: csrfOf(request),
        errors,
      }),
    })
  }
  app.get('/teams/:id', { ...page(read), schema: { params: Params, response } }, (request, reply) =>
    sendTeam(request, reply, request.params.id, {}, []),
  )
  app.post(
    '/teams/:id/entries',
    {
      ...page(change),
      schema: {
        params: Params,
        body: formBody({ kind: typedText(40), after: z.coerce.number().int().min(0), worker: typedText(40) }).catchall(
          z.string().trim().max(1000),
        ),
        response,
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { after, csrf: _, ...body } = request.body
      const { typed, errors, event } = entryFrom(body as Body, today())
      if (!event) return sendTeam(request, reply, id, typed, errors)
      try {
        await inTransaction(house, callerOf(request), change, async (tx) => changeTeam(services, tx, id, after, await event(tx)))
        return reply.redirect(`/teams/${id}`, 303)
      } catch (error) {
        if (!(error instanceof Refusal) || ![409, 422].includes(error.status)) throw error
        return sendTeam(request, reply, id, typed, [{ text: error.message, href: '#main-content' }], error.status)
      }
    },
  )

  type Body = Readonly<Record<string, string>> & { readonly kind: string; readonly worker: string }
  type Entry = {
    readonly typed: TeamTyped
    readonly errors: PageError[]
    /** What is written, once everything was answered; who is meant by an address is looked up when it is. */
    readonly event: ((tx: ReadTx) => Promise<TeamEvent>) | undefined
  }
  /** What a form of a team's page says, as an entry; or what is missing in it. */
  function entryFrom(body: Body, day: PlainDate): Entry {
    const { kind, worker } = body
    const said = (field: string) => body[field] ?? ''
    const ofMember = (field: string) => said(`${field}-${worker}`)
    const entry = (typed: TeamTyped, errors: (PageError | false)[], event: (tx: ReadTx) => Promise<TeamEvent>): Entry => {
      const wrong = errors.filter((one) => one !== false)
      return { typed: { kind, worker, ...typed }, errors: wrong, event: wrong.length > 0 ? undefined : event }
    }
    const asks = (value: string, text: string, field: string): PageError | false => value === '' && { text, href: `#${field}` }
    switch (kind) {
      case 'asked': {
        const [email, seat, most] = [said('email'), said('seat'), said('most')]
        const errors = [
          asks(email, 'Write their e-mail address at work', 'email'),
          asks(seat, 'Choose as what they are there', 'seat'),
          !/^\d{1,3}$/.test(most) && { text: 'Write how many cases at most, as a number', href: '#most' },
        ]
        return entry({ email, seat, most }, errors, async (tx) => {
          const { workerId, name, organisationId, organisationName } = await colleagueAt(services, tx, email)
          return { kind, seat, most: Number(most), workerId, name, organisationId, organisation: organisationName }
        })
      }
      case 'released': {
        const manager = ofMember('manager')
        const answer = dateAnswer(body, `until-${worker}`)
        const until = readDate(answer, 'The day')
        const errors = [
          asks(manager, 'Write who is their manager with you', `manager-${worker}`),
          'error' in until && { text: until.error, href: `#until-${worker}-${until.part}` },
          'date' in until &&
            !countsOn(until.date, day) && { text: 'The check must still count today', href: `#until-${worker}-day` },
        ]
        const typed = { manager, 'until-day': answer.day, 'until-month': answer.month, 'until-year': answer.year }
        const checkUntil = 'date' in until ? until.date.toString() : ''
        return entry(typed, errors, async () => ({ kind, workerId: worker, manager, checkUntil }))
      }
      case 'let-in':
        return entry({}, [], async () => ({ kind, workerId: worker }))
      case 'confirmed-employer':
      case 'confirmed-lead':
        return entry({}, [], async () => ({
          kind: 'confirmed',
          workerId: worker,
          by: kind === 'confirmed-lead' ? 'lead' : 'employer',
        }))
      case 'covered':
      case 'left':
      case 'lead-named': {
        const why = ofMember(`${kind}-why`)
        const event: TeamEvent =
          kind === 'covered' ? { kind, workerId: worker, coverId: ofMember('cover'), why } : { kind, workerId: worker, why }
        return entry({ why }, [asks(why, 'Write why', `${kind}-why-${worker}`)], async () => event)
      }
      case 'ended': {
        const why = said('ended-why')
        return entry({ why }, [asks(why, 'Write why it ends', 'ended-why')], async () => ({ kind, why }))
      }
      default:
        return entry({}, [{ text: 'Choose what to write of the team', href: '#main-content' }], async () =>
          Promise.reject(new Error(kind)),
        )
    }
  }
}
