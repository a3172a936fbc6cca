import { z } from 'zod'
import { deadlines, grounds } from '#modules/information-governance'
import { typedChoices, typedText } from '#platform/http/pages'
import { idSchema } from '#platform/ids'

export const RequestParams = z.object({ id: z.uuid() })
export const AboutQuery = z.object({ person: idSchema<'person'>(), dataset: z.string().max(80) })
export const AskFields = {
  id: z.uuid(),
  person: idSchema<'person'>(),
  dataset: z.string().max(80),
  question: typedText(1000),
  why: typedText(1000),
  deadline: typedText(30),
  'on-day': typedText(4),
  'on-month': typedText(12),
  'on-year': typedText(6),
}
export const ShareFields = { classes: typedChoices, said: typedText(1000) }
export const RefuseFields = { ground: typedText(30), reason: typedText(1000) }
export const TellFields = { told: typedText(1000) }

export const AskBody = z.object({
  id: z.uuid(),
  personId: idSchema<'person'>(),
  datasetId: z.string().max(80),
  question: z.string().trim().min(1).max(1000),
  why: z.string().trim().min(1).max(1000),
  deadline: z.enum(deadlines),
  on: z.iso.date().optional(),
})
export const AnswerBody = z.discriminatedUnion('answer', [
  z.object({ answer: z.literal('shared'), classes: z.array(z.string()).min(1), said: typedText(1000) }),
  z.object({ answer: z.literal('refused'), ground: z.enum(grounds), reason: z.string().trim().min(1).max(1000) }),
  z.object({ answer: z.literal('told'), said: z.string().trim().min(1).max(1000) }),
])

const Request = z.object({
  id: z.string(),
  owner: z.string(),
  datasetId: z.string(),
  workerName: z.string(),
  workerOrganisation: z.string(),
  purposeName: z.string(),
  law: z.string(),
  classes: z.array(z.string()),
  askedAt: z.string(),
  dueAt: z.string(),
  state: z.enum(['waiting', 'late', 'shared', 'share-ended', 'refused', 'told']),
  climbedTo: z.number(),
})
export const RequestsResponse = z.object({ requests: z.array(Request) }).meta({ id: 'AccessRequests' })
export const RequestResponse = Request.extend({
  question: z.string(),
  why: z.string(),
  name: z.string(),
  personId: z.string(),
  isRestricted: z.boolean(),
  said: z.string(),
  ground: z.string().nullable(),
  released: z.array(z.string()),
  until: z.string().nullable(),
}).meta({ id: 'AccessRequest' })
