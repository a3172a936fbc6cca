import { z } from 'zod'
import { idSchema } from '#platform/ids'

export const PersonParams = z.object({ id: idSchema<'person'>() })
export const DecisionParams = PersonParams.extend({ decision: idSchema<'link-decision'>() })
/** Another name to look by. Empty is as good as absent. */
export const CandidatesQuery = z.object({ name: z.string().trim().max(120).optional() })
export const Redirected = z.string().describe('Done; the page to go to is in the Location header.')

const reason = z.string().max(1000).default('')
export const SplitFields = { record: z.string().max(60).default(''), reason }
export const JoinFields = { other: z.uuid().or(z.literal('')).catch(''), reason }
export const TakeBackFields = { reason }

export const PairParams = z.object({ id: idSchema<'review-pair'>() })
export const AnswerFields = { answer: z.enum(['same', 'different', 'unsure', 'need-more']).optional().catch(undefined), reason }
export const NewAnswer = z
  .object({ answer: z.enum(['same', 'different', 'unsure', 'need-more']), reason })
  .meta({ id: 'NewReviewAnswer' })

export const DeskResponse = z
  .object({
    waiting: z.number(),
    next: z.array(
      z.object({
        id: z.string(),
        agencies: z.array(z.string()),
        madeAt: z.string().nullable(),
        yours: z.boolean(),
      }),
    ),
    agreement: z.object({ both: z.number(), same: z.number() }),
    sitting: z.object({ answers: z.number(), minutes: z.number(), isLong: z.boolean() }),
  })
  .meta({ id: 'ReviewDesk' })
const comparedValue = z.object({ text: z.string(), agencies: z.array(z.string()), disputedOf: z.array(z.string()) })
export const PairResponse = z
  .object({
    id: z.string(),
    records: z.array(z.number()),
    fields: z.array(z.object({ what: z.string(), first: z.array(comparedValue), second: z.array(comparedValue) })),
    says: z.array(z.string()),
  })
  .meta({ id: 'ReviewPair' })
export const AnsweredResponse = z
  .object({
    answer: z.string(),
    decided: z.boolean(),
    settled: z.boolean(),
    probability: z.number(),
    against: z.string(),
    steps: z.array(
      z.object({ says: z.string(), againstStrangers: z.number().nullable(), againstHousehold: z.number().nullable() }),
    ),
  })
  .meta({ id: 'ReviewAnswered' })

export const NewDecision = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('apart'), sourcePersonId: idSchema<'source-person'>(), reason }),
    z.object({ kind: z.literal('together'), personId: idSchema<'person'>(), reason }),
  ])
  .meta({ id: 'NewLinkDecision' })
export const DecisionTaken = z.object({ decisionId: z.string() }).meta({ id: 'LinkDecisionTaken' })

export const LinkedRecordsResponse = z
  .object({
    personId: z.string(),
    name: z.string(),
    records: z.array(
      z.object({
        sourcePersonId: z.string(),
        datasetId: z.string(),
        agency: z.string(),
        reference: z.string(),
        names: z.array(z.string()),
        birthdays: z.array(z.string()),
        addresses: z.array(z.string()),
        disputed: z.array(z.string()),
        receivedAt: z.string(),
        linkedAt: z.string(),
        agrees: z.array(
          z.object({
            with: z.array(z.string()),
            decided: z.boolean(),
            same: z.array(z.string()),
            differs: z.array(z.string()),
          }),
        ),
      }),
    ),
    decisions: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['together', 'apart']),
        by: z.string(),
        at: z.string(),
        reason: z.string(),
        state: z.enum(['waiting', 'in force', 'taken back']),
        undone: z.object({ by: z.string(), at: z.string(), reason: z.string() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'LinkedRecords' })
