import { z } from 'zod'
import { type Answer, dueAt, stateOf } from '#modules/information-governance'
import { type Instant, plainDate } from '#platform/dates'
import { errors, refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { answerAbout, sharedUntil, takeBackAbout } from './answer-about.ts'
import { askAbout } from './ask-about.ts'
import { type Listed, type OpenRequest, openAskedByMe, openAskedOfUs, readAskedByMe, readAskedOfUs } from './read-requests.ts'
import { AnswerBody, AskBody, RequestParams, RequestResponse, RequestsResponse } from './schemas.ts'

const tags = ['access requests']
const listed = (one: Listed, now: Instant) => ({
  id: one.id,
  owner: one.owner,
  datasetId: one.datasetId,
  workerName: one.workerName,
  workerOrganisation: one.workerOrganisation,
  purposeName: one.purposeName,
  law: one.law,
  classes: [...one.classes],
  askedAt: one.askedAt.toString(),
  dueAt: one.dueAt.toString(),
  state: stateOf(one, now),
  climbedTo: one.climbedTo,
})
const opened = (one: OpenRequest, now: Instant) => ({
  ...listed(one, now),
  question: one.question,
  why: one.why,
  name: one.name,
  personId: one.personId,
  isRestricted: one.isRestricted,
  said: one.said,
  ground: one.answered?.ground ?? null,
  released: [...(one.release?.classes ?? [])],
  until: one.release?.until.toString() ?? null,
})

/** The JSON twins of the pages of requests. */
export const requestRoutes: RoomRoutes = (app, services) => {
  const { house, place } = services
  const [read, answers] = [{ act: 'governance.request.read' }, { act: 'governance.request.answer' }]
  const list = async (asked: Promise<Listed[]>) => ({ requests: (await asked).map((one) => listed(one, house.now())) })

  app.get(
    '/api/v1/access-requests',
    { config: read, schema: { tags, summary: 'What you asked owners of records', response: { 200: RequestsResponse } } },
    (request) => list(readAskedByMe(services, callerOf(request))),
  )
  app.get(
    '/api/v1/access-requests/to-answer',
    { config: answers, schema: { tags, summary: 'What partners ask of your organisation', response: { 200: RequestsResponse } } },
    (request) => list(readAskedOfUs(services, callerOf(request))),
  )
  app.post(
    '/api/v1/access-requests',
    {
      config: { act: 'governance.request.ask' },
      schema: {
        tags,
        summary: 'Ask the owner of a record one question',
        body: AskBody,
        response: { 201: z.object({ id: z.string() }) },
      },
    },
    async (request, reply) => {
      const { id, personId, datasetId, question, why, deadline, on } = request.body
      const due = dueAt(deadline, on === undefined ? undefined : plainDate(on), house.now(), place.zone)
      if (!due) throw refusal(errors, 'BAD_REQUEST', { detail: 'the day is not within the next four weeks' })
      await askAbout(services, callerOf(request), { id, personId, datasetId, dueAt: due }, { question, why })
      return reply.status(201).send({ id })
    },
  )
  app.get(
    '/api/v1/access-requests/:id',
    {
      config: read,
      schema: { tags, summary: 'One request of yours', params: RequestParams, response: { 200: RequestResponse } },
    },
    async (request) => opened(await openAskedByMe(services, callerOf(request), request.params.id), house.now()),
  )
  app.get(
    '/api/v1/access-requests/to-answer/:id',
    {
      config: answers,
      schema: {
        tags,
        summary: 'One request that waits for your answer',
        params: RequestParams,
        response: { 200: RequestResponse },
      },
    },
    async (request) => opened(await openAskedOfUs(services, callerOf(request), request.params.id), house.now()),
  )
  app.post(
    '/api/v1/access-requests/to-answer/:id/answer',
    {
      config: answers,
      schema: { tags, summary: 'Answer a request', params: RequestParams, body: AnswerBody, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { body } = request
      const answer: Answer =
        body.answer === 'shared'
          ? { kind: 'shared', classes: body.classes, said: body.said, until: sharedUntil(house.now()) }
          : body.answer === 'refused'
            ? { kind: 'refused', ground: body.ground, said: body.reason }
            : { kind: 'told', said: body.said }
      await answerAbout(services, callerOf(request), request.params.id, answer)
      return reply.status(204).send(null)
    },
  )
  app.post(
    '/api/v1/access-requests/to-answer/:id/take-back',
    {
      config: answers,
      schema: { tags, summary: 'Take back what was shared, at once', params: RequestParams, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await takeBackAbout(services, callerOf(request), request.params.id)
      return reply.status(204).send(null)
    },
  )
}
