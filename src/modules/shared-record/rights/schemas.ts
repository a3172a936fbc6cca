import { z } from 'zod'

const text = (max: number) => z.string().trim().max(max).default('')
export const PartParams = z.object({ id: z.uuid() })
export const FactParams = z.object({ id: z.uuid(), fact: z.string().max(40) })
export const PauseFields = { reason: text(20), ask: text(1000) }
export const ExtendFields = { why: text(1000) }
export const AcknowledgeFields = { said: text(1000) }
export const AnswerFields = { decision: text(20), said: text(4000) }
export const MarkFields = { ground: text(30), reason: text(1000), professional: text(200), told: text(10) }
