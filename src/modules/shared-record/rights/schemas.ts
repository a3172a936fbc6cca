import { z } from 'zod'
import { typedChoices, typedText } from '#platform/http/pages'

export const PartParams = z.object({ id: z.uuid() })
export const FactParams = z.object({ id: z.uuid(), fact: z.string().max(40) })
export const PauseFields = { reason: typedText(20), ask: typedText(1000) }
export const ExtendFields = { why: typedText(1000) }
export const AcknowledgeFields = { said: typedText(1000) }
export const AnswerFields = { decision: typedText(20), purposes: typedChoices, said: typedText(4000) }
export const TellFields = { why: typedText(1000) }
export const AskForFields = { id: z.uuid(), kind: typedText(20), to: typedText(80), ground: typedText(20), said: typedText(4000) }
export const EnterFields = {
  id: z.uuid(),
  kind: typedText(20),
  dataset: typedText(80),
  reference: typedText(200),
  ground: typedText(20),
  said: typedText(4000),
  'received-day': typedText(10),
  'received-month': typedText(10),
  'received-year': typedText(10),
}
export const MarkFields = { ground: typedText(30), reason: typedText(1000), professional: typedText(200), told: typedText(10) }
