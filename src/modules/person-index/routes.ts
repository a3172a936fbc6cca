import { z } from 'zod'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { plain } from '#platform/http/plain'
import { joinPeople, splitRecord, takeBackDecision } from './decide-links.ts'
import { qualityRoutes } from './quality-routes.ts'
import { readLinkedRecords } from './read-linked-records.ts'
import { reviewRoutes } from './review-routes.ts'
import { DecisionParams, DecisionTaken, LinkedRecordsResponse, NewDecision, PersonParams, TakeBackFields } from './schemas.ts'

const tags = ['people']
/** The JSON twins of the pages of linked records. */
export const routes: RoomRoutes = (app, services) => {
  reviewRoutes(app, services)
  qualityRoutes(app, services)
  app.get(
    '/api/v1/people/:id/linked-records',
    {
      config: { act: 'person-index.linked-records.read' },
      schema: {
        tags,
        summary: 'Which agencies’ records make up a person, and why',
        params: PersonParams,
        response: { 200: LinkedRecordsResponse },
      },
    },
    async (request) => plain(await readLinkedRecords(services, callerOf(request), request.params.id)),
  )
  app.post(
    '/api/v1/people/:id/link-decisions',
    {
      config: { act: 'person-index.link.decide' },
      schema: {
        tags,
        summary: 'Say that a record is about someone else, or that two people are one. The links follow in a moment',
        params: PersonParams,
        body: NewDecision,
        response: { 202: DecisionTaken },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const said = request.body
      const decisionId =
        said.kind === 'apart'
          ? await splitRecord(services, callerOf(request), id, said.sourcePersonId, said.reason)
          : await joinPeople(services, callerOf(request), id, said.personId, said.reason)
      return reply.status(202).send({ decisionId })
    },
  )
  app.post(
    '/api/v1/people/:id/link-decisions/:decision/take-back',
    {
      config: { act: 'person-index.link.decide' },
      schema: {
        tags,
        summary: 'Take a decision about linked records back',
        params: DecisionParams,
        body: z.object(TakeBackFields),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { id, decision } = request.params
      await takeBackDecision(services, callerOf(request), id, decision, request.body.reason)
      return reply.status(204).send(null)
    },
  )
}
