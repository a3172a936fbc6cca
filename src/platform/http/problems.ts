import type { FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { errors, Refusal, refusal } from '../errors.ts'
import { sendRefusalPage } from './pages.ts'

/** What went wrong, as a refusal: ours as it is, a failed schema as BAD_REQUEST, anything else as a bug without details. */
function asRefusal(error: unknown, request: FastifyRequest): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const detail = error.validation
      .map((issue) => `${error.validationContext}${issue.instancePath.replaceAll('/', '.')}: ${issue.message}`)
      .join('; ')
    return refusal(errors, 'BAD_REQUEST', { detail })
  }
  if (wasSecond(error)) {
    request.log.warn({ err: error }, 'the second of two at once')
    return refusal(errors, 'MEANWHILE')
  }
  const { statusCode, code, message } = error as { statusCode?: number; code?: string; message?: string }
  if (statusCode === 413) return new Refusal('TOO_LARGE', 413, 'This is larger than can be taken here.', {})
  if (statusCode === 429) return new Refusal('TOO_MANY', 429, 'Too many tries. Wait a minute and try again.', {})
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return refusal(errors, 'BAD_REQUEST', { detail: message ?? code ?? '' })
  request.log.error({ err: error }, 'a bug')
  return undefined
}

/** What PostgreSQL says to the second of two that did the same at once: serialization failure, deadlock, unique violation. */
const toTheSecond: ReadonlySet<unknown> = new Set(['40001', '40P01', '23505'])
const wasSecond = (error: unknown): boolean => toTheSecond.has((error as { code?: unknown } | null)?.code)

/** Answers any error: RFC 9457 for programs, a designed page for people. */
export async function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const refused = asRefusal(error, request)
  const status = refused?.status ?? 500
  if (status === 429 || status === 503) reply.header('retry-after', '60')
  const wantsPage = request.routeOptions.config?.page ?? request.headers.accept?.includes('text/html') ?? false
  if (wantsPage) return sendRefusalPage(request, reply, refused)
  return reply
    .status(status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({
      type: `/docs/errors#${refused?.code ?? 'INTERNAL'}`,
      title: refused?.code ?? 'INTERNAL',
      status,
      detail: refused?.message ?? 'Something went wrong here. Nothing was changed. It has been noted.',
      instance: `urn:uuid:${request.id}`,
      code: refused?.code ?? 'INTERNAL',
      ...(refused ? { facts: refused.facts } : {}),
    })
}
