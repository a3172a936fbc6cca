import { z } from 'zod'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { plain } from '#platform/http/plain'
import { idSchema } from '#platform/ids'
import { levelsOfModel, readQuality, readRun } from './read-quality.ts'
import { readReviewing } from './read-reviewing.ts'

const tags = ['matching quality']
const act = 'person-index.quality.read'

const Run = z
  .object({
    id: z.string(),
    night: z.string().nullable(),
    askedAt: z.string(),
    finishedAt: z.string().nullable(),
    model: z.string().nullable(),
    records: z.number().nullable(),
    people: z.number().nullable(),
    onlyLinked: z.number().nullable(),
    onlyAtOnce: z.number().nullable(),
  })
  .meta({ id: 'MatchRun' })
const Level = z
  .object({
    comparison: z.string(),
    says: z.string(),
    m: z.number(),
    h: z.number(),
    u: z.number(),
    againstStrangers: z.number(),
    againstHousehold: z.number(),
    learned: z.object({ m: z.number(), u: z.number() }).optional(),
  })
  .meta({ id: 'MatchModelLevel' })
const RunDetail = Run.extend({
  report: z.looseObject({}).nullable(),
  differences: z.array(z.looseObject({ between: z.array(z.string()), linked: z.boolean() })),
}).meta({ id: 'MatchRunDetail' })
const Reviewing = z
  .object({
    waiting: z.number(),
    oldest: z.string().nullable(),
    answered: z.number(),
    disputed: z.number(),
    needMore: z.number(),
    since: z.string(),
    reviewers: z.array(
      z.object({
        name: z.string(),
        answers: z.number(),
        unsure: z.number(),
        judgedByTwo: z.number(),
        saidTheSame: z.number(),
        known: z.number(),
        asKnown: z.number(),
      }),
    ),
  })
  .meta({ id: 'Reviewing' })

/** The JSON twins of the analyst's pages. */
export const qualityRoutes: RoomRoutes = (app, services) => {
  app.get(
    '/api/v1/matching/reviewing',
    {
      config: { act: 'person-index.reviewing.read' },
      schema: {
        tags,
        summary: 'What waits at the open review desk, and how each reviewer gets on in the last four weeks',
        response: { 200: Reviewing },
      },
    },
    async (request) => plain(await readReviewing(services, callerOf(request))),
  )
  app.get(
    '/api/v1/matching/runs',
    {
      config: { act },
      schema: {
        tags,
        summary: 'The comparisons of the links with the whole matching, newest first',
        response: { 200: z.object({ runs: z.array(Run) }) },
      },
    },
    async (request) => plain({ runs: (await readQuality(services, callerOf(request))).runs }),
  )
  app.get(
    '/api/v1/matching/runs/:id',
    {
      config: { act },
      schema: {
        tags,
        summary: 'One comparison with all that it found',
        params: z.object({ id: idSchema<'match-run'>() }),
        response: { 200: RunDetail },
      },
    },
    async (request) => {
      const { run, differences } = await readRun(services, callerOf(request), request.params.id)
      return plain({ ...run, differences })
    },
  )
  app.get(
    '/api/v1/matching/model',
    {
      config: { act },
      schema: {
        tags,
        summary: 'The model in use, level by level',
        response: { 200: z.object({ model: z.string(), levels: z.array(Level) }) },
      },
    },
    async (request) => {
      const { modelId, latest } = await readQuality(services, callerOf(request))
      return plain({ model: modelId, levels: levelsOfModel(latest?.report?.learned) })
    },
  )
}
