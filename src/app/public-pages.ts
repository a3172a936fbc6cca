import type { FastifyReply, FastifyRequest } from 'fastify'
import type { RoomRoutes } from '#platform/http/kernel'
import { HtmlPage, sendPage } from '#platform/http/pages'
import type { Place } from '#platform/services'
import { govukButton } from '#platform/views/components.generated'
import { type Html, html, join } from '#platform/views/html'
import { link } from '#platform/views/page-parts'

const open = 'these pages are for everyone and hold nothing about anyone'

/** A way into the demonstration: one sentence, one persona, one page (practice K25). Offered when its rooms exist. */
export type Tour = Way & {
  readonly title: string
  readonly text: string
  /** The same from other chairs: "as the police see her". */
  readonly also?: readonly (Way & { readonly text: string })[]
}
/** Whom to sign in as, and which page to go to. */
export type Way = { readonly as: string; readonly to: string }

/** The first page, and what its footer leads to. */
export const publicPages =
  (tours: readonly Tour[], startAgainForm?: (request: FastifyRequest, reply: FastifyReply) => Html): RoomRoutes =>
  (app, { place }) => {
    const page = (url: string, title: string, body: (request: FastifyRequest, reply: FastifyReply) => Html) =>
      app.get(url, { config: { open, page: true }, schema: { response: { 200: HtmlPage } } }, async (request, reply) =>
        sendPage(request, reply, { title, body: body(request, reply) }),
      )
    page('/', place.fictional ? `Five minutes in ${place.name}` : place.name, (request, reply) =>
      place.fictional ? firstPage(place, tours, startAgainForm?.(request, reply)) : realFirstPage(place),
    )
    page('/public', place.name, () => realFirstPage(place))
    page('/public/data-use', 'How we use data', dataUse)
    page('/public/accessibility', 'Accessibility', accessibility)
    page('/public/who-we-are', 'Who we are and how we are run', () => whoWeAre(place))
    page('/public/source-code', 'Source code', sourceCode)
  }

const signInAs = ({ as, to }: Way): string => `/sign-in?as=${as}&return=${encodeURIComponent(to)}`

const firstPage = (
  place: Place,
  tours: readonly Tour[],
  startAgain: Html | undefined,
): Html => html`<h1 class="govuk-heading-xl">Five minutes in ${place.name}</h1>
<p class="govuk-body-l">Commonweal is one operating system for the public services of a place. This one is invented: so are all its people.</p>
<ol class="cw-tours">${tours.map(
  (tour) =>
    html`<li class="cw-tour"><h2 class="govuk-heading-m"><a class="govuk-link" href="${signInAs(tour)}">${tour.title}</a></h2><p class="govuk-body">${tour.text}</p>${
      tour.also &&
      html`<p class="govuk-body">Or see it as ${join(
        tour.also.map((way) => link(way.text, signInAs(way))),
        ', ',
      )}.</p>`
    }</li>`,
)}</ol>
<p class="govuk-body">Or <a class="govuk-link" href="/sign-in">choose whom to be</a>: everyone in ${place.name} who has a reason to be here. Without signing in, anybody can <a class="govuk-link" href="/public/services">find help</a> in ${place.name}.</p>
${startAgain && html`<h2 class="govuk-heading-m">Start again</h2><p class="govuk-body">Undoes all that was done here since ${place.name} was made, and signs everyone out. It takes a few seconds.</p>${startAgain}`}`

const realFirstPage = (place: Place): Html => html`<h1 class="govuk-heading-xl">${place.name}</h1>
<p class="govuk-body-l">The public services of ${place.name} work together here.</p>
<p class="govuk-body-l"><a class="govuk-link" href="/public/services">Find help near you</a></p>
${govukButton({ text: 'Sign in', href: '/sign-in', isStartButton: true })}
<p class="govuk-body"><a class="govuk-link" href="/public/data-use">How we use data about you</a></p>`

const dataUse = (): Html => html`<h1 class="govuk-heading-l">How we use data</h1>
<p class="govuk-body-l">Services look at your record only when they need to, and the law must allow it.</p>
<h2 class="govuk-heading-m">Who may look</h2>
<p class="govuk-body">A worker must be working with you. They must have a reason that the law names. And the services must have agreed, in writing, what they share for that reason. If one of the three is missing, they see nothing. <a class="govuk-link" href="/public/data-use/register">See what we share, and why</a>.</p>
<h2 class="govuk-heading-m">What they see</h2>
<p class="govuk-body">They see who is helping you, and how to reach them. Some things stay with the service that wrote them down, such as what the police hold.</p>
<h2 class="govuk-heading-m">We write it down</h2>
<p class="govuk-body">Each time someone looks, we keep a note. You can <a class="govuk-link" href="/account/access-events">see who looked</a> when you sign in. Some notes wait before you see them, when seeing them could put someone in danger. A named person checks each of those again.</p>
<p class="govuk-body">We check who looks. When a look seems odd, we ask the worker why on the same day, and an officer decides if it was right. <a class="govuk-link" href="/public/data-use/register">See how often that was</a>.</p>
<p class="govuk-body">Nobody can change that list later. <a class="govuk-link" href="/public/data-use/log">See how, and check it yourself</a>.</p>
<h2 class="govuk-heading-m">Put it right, or complain</h2>
<p class="govuk-body">When information gets lost, or somebody gets it who should not have it, we tell the people. <a class="govuk-link" href="/public/data-use/incidents">See what we tell everyone</a>.</p>
<p class="govuk-body">If something is wrong, tell the service that wrote it down. If you think someone looked who should not have, ask us. You can also tell the Information Commissioner: <a class="govuk-link" href="https://ico.org.uk/make-a-complaint/">ico.org.uk</a>.</p>`

const accessibility = (): Html => html`<h1 class="govuk-heading-l">Accessibility</h1>
<p class="govuk-body-l">Everyone should be able to use these pages.</p>
<p class="govuk-body">They work without JavaScript, with a keyboard alone, on a small phone and when made four times larger. We test every page for the Web Content Accessibility Guidelines 2.2, level AA, each time it changes. People who use screen readers have not yet tried them all, and we say so.</p>
<p class="govuk-body">Some pages for residents are not yet in Welsh. They say “Not yet in Welsh” where that is so.</p>
<p class="govuk-body">If you cannot use something here, tell the worker who helps you, or the partnership office. They will give you what you need another way.</p>`

const whoWeAre = (place: Place): Html => html`<h1 class="govuk-heading-l">Who we are and how we are run</h1>
<p class="govuk-body-l">${place.name} is a partnership of the council, the NHS, the police, fire and rescue, schools, housing associations and charities.</p>
<p class="govuk-body">Each organisation stays in charge of what it writes down. What they share is set out in <a class="govuk-link" href="/public/data-use">agreements under the law</a>. A partnership office looks after this service. It cannot read your record.</p>`

const sourceCode = (): Html => html`<h1 class="govuk-heading-l">Source code</h1>
<p class="govuk-body">This service is Commonweal, free software under the MIT licence. Anyone may read it, run it and improve it. What programs can ask of it is described at <a class="govuk-link" href="/api/openapi.json">/api/openapi.json</a>.</p>`
