import { z } from 'zod'
import { typedText } from '#platform/http/pages'

export const PartParams = z.object({ id: z.uuid() })
export const FactParams = z.object({ id: z.uuid(), fact: z.string().max(40) })
export const PauseFields = { reason: typedText(20), ask: typedText(1000) }
export const ExtendFields = { why: typedText(1000) }
export const AcknowledgeFields = { said: typedText(1000) }
export const AnswerFields = { decision: typedText(20), said: typedText(4000) }
export const MarkFields = { ground: typedText(30), reason: typedText(1000), professional: typedText(200), told: typedText(10) }
