import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Lang } from '#platform/words'

/** The language that a page is asked for in. */
export const Language = z.object({ lang: z.enum(['en', 'cy']).optional() })

/** A page in each language, with what else stands in its address. */
export const languages = (path: string, query = '') =>
  (['en', 'cy'] as const).map((lang: Lang) => ({ lang, href: `${path}?${query}lang=${lang}` }))

/** The language that a resident chose, on this page or on one before: kept in a cookie, since every page is in it. */
export function languageOf(request: FastifyRequest, reply: FastifyReply, chosen: Lang | undefined): Lang {
  if (chosen) reply.setCookie('language', chosen, { path: '/account', httpOnly: true, sameSite: 'lax', maxAge: 365 * 86_400 })
  return chosen ?? (request.cookies.language === 'cy' ? 'cy' : 'en')
}
