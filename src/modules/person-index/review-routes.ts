import { z } from 'zod'
import { type App, callerOf, type RoomRoutes } from '#platform/http/kernel'
import { plain } from '#platform/http/plain'
import type { Services } from '#platform/services'
import { desks, type ReviewDesk } from './desks.ts'
import { answerPair, readAnswered, takeBackAnswer } from './review-answers.ts'
import { openDesk } from './review-desk.ts'
import { openPair } from './review-pair.ts'
import { AnsweredResponse, DeskResponse, NewAnswer, PairParams, PairResponse } from './schemas.ts'

const tags = ['match review']

/** The JSON twins of both review desks. */
export const reviewRoutes: RoomRoutes = (app, services) => {
  for (const desk of Object.values(desks)) deskRoutes(app, services, desk)
}

function deskRoutes(app: App, services: Services, desk: ReviewDesk): void {
  const { acts } = desk
  const path = `/api/v1${desk.path}` as const
  const whose = desk.name === 'protected' ? ' of which one is a protected person’s' : ''
  app.get(
    path,
    {
      config: { act: acts.read },
      schema: {
        tags,
        summary: `Pairs of records${whose} that wait to be compared, most worth a reviewer’s time first`,
        response: { 200: DeskResponse },
      },
    },
    async (request) => plain(await openDesk(services, callerOf(request), desk)),
  )
  app.get(
    `${path}/:id`,
    {
      config: { act: acts.work },
      schema: {
        tags,
        summary: 'A pair side by side: it is the reviewer’s for a quarter of an hour',
        params: PairParams,
        response: { 200: PairResponse },
      },
    },
    async (request) => plain(await openPair(services, callerOf(request), desk, request.params.id)),
  )
  app.post(
    `${path}/:id/answer`,
    {
      config: { act: acts.answer },
      schema: {
        tags,
        summary: 'Say whether a pair is one person',
        params: PairParams,
        body: NewAnswer,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { answer, reason } = request.body
      await answerPair(services, callerOf(request), desk, request.params.id, answer, reason)
      return reply.status(204).send(null)
    },
  )
  app.get(
    `${path}/:id/answer`,
    {
      config: { act: acts.read },
      schema: {
        tags,
        summary: 'Your own answer, and what the model had weighed',
        params: PairParams,
        response: { 200: AnsweredResponse },
      },
    },
    async (request) => {
      const { pair, answer, settled } = await readAnswered(services, callerOf(request), desk, request.params.id)
      return plain({ ...pair.weighed, answer: answer.answer, decided: answer.decisionId !== null, settled })
    },
  )
  app.post(
    `${path}/:id/take-back`,
    {
      config: { act: acts.answer },
      schema: {
        tags,
        summary: 'Take your own answer back, and the decision that it made',
        params: PairParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await takeBackAnswer(services, callerOf(request), desk, request.params.id)
      return reply.status(204).send(null)
    },
  )
}
