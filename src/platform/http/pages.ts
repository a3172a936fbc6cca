import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { mayDo } from '../acts.ts'
import type { Refusal } from '../errors.ts'
import { localPath } from '../sign-in/local-path.ts'
import { inTransaction } from '../transactions.ts'
import { govukButton } from '../views/components.generated.ts'
import { html } from '../views/html.ts'
import { type Face, type PageShell, renderPage } from '../views/layout.ts'
import type { Lang } from '../words.ts'
import { callerOf } from './kernel.ts'

/** What a page's route answers. */
export const HtmlPage = z.string().describe('A page.')

/** The body of a form: its fields and the token that ties it to the session, which the kernel checks. */
export const formBody = <Fields extends z.ZodRawShape>(fields: Fields) => z.object({ csrf: z.string(), ...fields })

/** A line or a text of a form, without the blanks around it; empty where nothing was typed. */
export const typedText = (max: number) => z.string().trim().max(max).default('')

/** The boxes of one name that were ticked: a form sends none, one or several. */
export const typedChoices = z
  .union([z.string().max(200), z.array(z.string().max(200)).max(200)])
  .default([])
  .transform((given) => (typeof given === 'string' ? [given] : given))

/** What a room says of a page; the kernel adds who you are, navigation, token and notice. */
export type Page = Pick<PageShell, 'title' | 'body'> &
  Partial<Pick<PageShell, 'area' | 'errors' | 'breadcrumbs' | 'backLink' | 'lang' | 'languageLinks' | 'exitThisPage'>> & {
    status?: number
  }

/** The token that a form on this page must carry. */
export const csrfOf = (request: FastifyRequest): string =>
  request.sessionToken ? request.server.kernel.csrfTokenFor(request.sessionToken) : ''

/** Sends a page with everything that stands around it. Who you are comes from the transaction that made its content. */
export function sendPage(request: FastifyRequest, reply: FastifyReply, page: Page): FastifyReply {
  // What is sent before the commit is out, whether its entries are kept or not (L1).
  if (request.openTransactions > 0) throw new Error(`The page “${page.title}” was to be sent within a transaction.`)
  const { status = 200, lang = 'en', ...content } = page
  const text = renderPage({ lang, ...content, ...shellOf(request, lang) })
  return reply.status(status).type('text/html; charset=utf-8').serializer(String).send(text)
}

/** The main sections of her face that this reader may open. */
const sectionsOf = ({ actor, server: { kernel } }: FastifyRequest, face: Face) =>
  kernel.navigation.filter(
    (item) =>
      item.face === face &&
      (!item.act || (actor && mayDo(kernel.policy, actor, item.act))) &&
      !(item.below && actor && mayDo(kernel.policy, actor, item.below)),
  )

type Shell = Pick<PageShell, 'face' | 'place' | 'who' | 'navigation' | 'notice' | 'csrfToken' | 'homeHref'>
function shellOf(request: FastifyRequest, lang: Lang): Shell {
  const { actor } = request
  const { kernel } = request.server
  const { place } = kernel.services
  const face: Face = actor === null ? 'public' : actor.kind === 'resident' ? 'resident' : 'staff'
  const path = request.url.split('?')[0]!
  const sections = sectionsOf(request, face)
  // Of “Home” and “Who looked”, which lies below it, the nearer one is where she is.
  const [here] = sections
    .map(({ href }) => href)
    .filter((href) => path === href || path.startsWith(`${href}/`))
    .toSorted((a, b) => b.length - a.length)
  return {
    face,
    place: place.name,
    notice: place.fictional
      ? { tag: 'Invented people', text: `${place.name} is not a real place, and nobody in it was ever born.` }
      : undefined,
    csrfToken: csrfOf(request),
    who: actor
      ? {
          name: actor.name,
          organisation: actor.organisationName,
          purpose: actor.kind === 'worker' ? actor.purposeName : undefined,
          changePurposeHref: '/session/purpose',
          signOutHref: '/sign-out',
        }
      : undefined,
    homeHref: face === 'staff' ? sections[0]?.href : undefined,
    navigation: sections.map(({ text, cy, href }) => ({
      text: lang === 'cy' ? (cy ?? text) : text,
      href,
      current: href === here,
    })),
  }
}

/** A designed page for a refusal: what we cannot do, why, and what to do next. */
export async function sendRefusalPage(
  request: FastifyRequest,
  reply: FastifyReply,
  refused: Refusal | undefined,
): Promise<FastifyReply> {
  if (refused?.code === 'NOT_SIGNED_IN' && request.method === 'GET')
    return reply.redirect(`/sign-in?return=${encodeURIComponent(request.url)}`, 303)
  await findOutWho(request)
  const title = refused?.code.startsWith(wrongPurpose)
    ? 'This needs another purpose'
    : refused
      ? (titles[refused.code] ?? titles[refused.status] ?? 'This cannot be done')
      : 'Sorry, there is a problem with this page'
  const text =
    refused?.message ??
    'Something went wrong here. Nothing was changed. It has been noted, and you can try again in a few minutes.'
  const [section] = sectionsOf(request, 'staff')
  const home = section
    ? { text: `Go to ${section.text}`, href: section.href }
    : request.actor?.kind === 'resident'
      ? { text: 'Go to your home page', href: '/account' }
      : { text: 'Go to the first page', href: '/' }
  const next =
    refused?.code === 'STEP_UP_NEEDED'
      ? { text: 'Sign in again', href: proveAgain(request, home.href) }
      : refused?.code.startsWith(wrongPurpose)
        ? { text: 'Change your purpose', href: `/session/purpose?return=${encodeURIComponent(askedFrom(request, home.href))}` }
        : home
  return sendPage(request, reply, {
    status: refused?.status ?? 500,
    title,
    body: html`<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body-l">${text}</p>
${dutyNote(request)}
${govukButton(next)}
<p class="govuk-body-s">If you ring someone about this, the reference is <code>${request.id}</code>.</p>
${refused && afterRefusal(request)}`,
  })
}

/** How the codes of refusals begin that another purpose of hers would lift. */
const wrongPurpose = 'WRONG_PURPOSE'

/** Where somebody at work says that a refusal, or what led to it, was itself something that went wrong. */
const afterRefusal = (request: FastifyRequest) => {
  const { policy, navigation } = request.server.kernel
  const { actor } = request
  if (actor?.kind !== 'worker') return null
  return navigation.flatMap(({ text, act, afterRefusal: href }) =>
    href && act && mayDo(policy, actor, act)
      ? [html`<p class="govuk-body-s"><a class="govuk-link" href="${href(request.id)}">${text}</a></p>`]
      : [],
  )
}

/** The page that she was on: what was asked, or the form that asked for it. */
function askedFrom(request: FastifyRequest, home: string): string {
  const { referer } = request.headers
  const form = referer && URL.canParse(referer) ? new URL(referer) : undefined
  const asked = request.method === 'GET' ? request.url : form?.host === request.host ? form.pathname + form.search : home
  return localPath(asked) ?? home
}

/** To sign-in, and back to the page that she was on. */
const proveAgain = (request: FastifyRequest, home: string): string =>
  `/sign-in?again=yes&return=${encodeURIComponent(askedFrom(request, home))}`

const titles: Record<string, string> = {
  403: 'You cannot open this',
  404: 'Nothing to show here',
  409: 'This has changed',
  503: 'Not available just now',
  FORM_EXPIRED: 'This form is out of date',
  STEP_UP_NEEDED: 'Sign in again to do this',
  OWN_HOUSEHOLD: 'This record is closed to you',
}

/** Who to ring, on every page that says no (practice K5). */
const dutyNote = (request: FastifyRequest) => {
  const duty = request.server.kernel.duty()
  return request.actor?.kind === 'worker' && duty
    ? html`<p class="govuk-body">Worried about someone now? Ring ${duty.team} on <a class="govuk-link" href="tel:${duty.phone.replaceAll(' ', '')}">${duty.phone}</a>, day or night.</p>`
    : null
}

/** A refusal can come before anybody was identified; the page should still say who is signed in, if someone is. */
async function findOutWho(request: FastifyRequest): Promise<void> {
  if (request.actor || !request.sessionToken) return
  try {
    const caller = { ...callerOf(request), routeAct: undefined } // she is told who she is, also where she may not be
    await inTransaction(request.server.kernel.services.house, caller, 'session.read', async () => {})
  } catch {
    request.actor = null
  }
}
