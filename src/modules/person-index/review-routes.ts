import { z } from 'zod'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { answerPair, openDesk, openPair, readAnswered, takeBackAnswer } from './review.ts'
import { AnsweredResponse, DeskResponse, NewAnswer, PairParams, PairResponse } from './schemas.ts'

const tags = ['match review']
const plain = (value: unknown): never => JSON.parse(JSON.stringify(value)) as never

/** The JSON twins of the review desk. */
export const reviewRoutes: RoomRoutes = (app, services) => {
  app.get(
    '/api/v1/match-candidates',
    {
      config: { act: 'person-index.review.read' },
      schema: {
        tags,
        summary: 'Pairs of records that wait to be compared, most worth a reviewer’s time first',
        response: { 200: DeskResponse },
      },
    },
    async (request) => plain(await openDesk(services, callerOf(request))),
  )
  app.get(
    '/api/v1/match-candidates/:id',
    {
      config: { act: 'person-index.review.work' },
      schema: {
        tags,
        summary: 'A pair side by side: it is the reviewer’s for a quarter of an hour',
        params: PairParams,
        response: { 200: PairResponse },
      },
    },
    async (request) => plain(await openPair(services, callerOf(request), request.params.id)),
  )
  app.post(
    '/api/v1/match-candidates/:id/answer',
    {
      config: { act: 'person-index.review.answer' },
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
      await answerPair(services, callerOf(request), request.params.id, answer, reason)
      return reply.status(204).send(null)
    },
  )
  app.get(
    '/api/v1/match-candidates/:id/answer',
    {
      config: { act: 'person-index.review.read' },
      schema: {
        tags,
        summary: 'Your own answer, and what the model had weighed',
        params: PairParams,
        response: { 200: AnsweredResponse },
      },
    },
    async (request) => {
      const { pair, answer, settled } = await readAnswered(services, callerOf(request), request.params.id)
      return plain({ ...pair.weighed, answer: answer.answer, decided: answer.decisionId !== null, settled })
    },
  )
  app.post(
    '/api/v1/match-candidates/:id/take-back',
    {
      config: { act: 'person-index.review.answer' },
      schema: {
        tags,
        summary: 'Take your own answer back, and the decision that it made',
        params: PairParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await takeBackAnswer(services, callerOf(request), request.params.id)
      return reply.status(204).send(null)
    },
  )
}
