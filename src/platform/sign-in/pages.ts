import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '../errors.ts'
import { csrfOf, sendPage } from '../http/pages.ts'
import { govukButton, govukRadios } from '../views/components.generated.ts'
import { html } from '../views/html.ts'
import type { errors } from './errors.ts'
import type { Purpose } from './sign-in.ts'
import { signInWords } from './sign-in.words.ts'

/** Says why nobody was signed in, how to try again, and whom to ring; in Welsh to a browser that asks for it first. */
export function sendSignInProblem(request: FastifyRequest, reply: FastifyReply, refused: Refusal): FastifyReply {
  const duty = request.server.kernel.duty()
  const lang = /^cy\b/i.test(request.headers['accept-language'] ?? '') ? 'cy' : 'en'
  const say = signInWords(lang)
  const plain = signInWords.plain(lang)
  const why = refused.code in say ? say[refused.code as keyof typeof errors & keyof typeof say] : refused.message
  if (refused.status === 503) reply.header('retry-after', '60')
  return sendPage(request, reply, {
    status: refused.status,
    title: plain.title,
    lang,
    body: html`<h1 class="govuk-heading-l">${say.title}</h1>
<p class="govuk-body-l">${why}</p>
${duty && html`<p class="govuk-body">${say.worried(duty.team)} <a class="govuk-link" href="tel:${duty.phone.replaceAll(' ', '')}">${duty.phone}</a>.</p>`}
${govukButton({ text: plain.again, href: '/sign-in?again=yes' })}
<p class="govuk-body-s">${say.reference} <code>${request.id}</code>.</p>`,
  })
}

/** Asks under which purpose the session goes on. */
export function sendPurposePage(
  request: FastifyRequest,
  reply: FastifyReply,
  purposes: readonly Purpose[],
  returnTo: string,
): FastifyReply {
  const title = 'What are you working on?'
  const legend = { html: html`<h1 class="govuk-fieldset__heading">${title}</h1>`, classes: 'govuk-fieldset__legend--l' }
  return sendPage(request, reply, {
    title,
    backLink: returnTo,
    body: html`<form method="post" action="/session/purpose">
<input type="hidden" name="csrf" value="${csrfOf(request)}">
<input type="hidden" name="return" value="${returnTo}">
${govukRadios({
  name: 'purpose',
  idPrefix: 'purpose',
  fieldset: { legend },
  hint: { text: 'What you may see follows from it, and it stands in the log beside everything that you open.' },
  items: purposes.map(({ id, name }) => ({ value: id, text: name })),
  value: request.actor?.purpose,
})}
${govukButton({ text: 'Go on' })}
</form>`,
  })
}
