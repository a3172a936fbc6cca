import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '../errors.ts'
import { csrfOf, sendPage } from '../http/pages.ts'
import { govukButton, govukRadios } from '../views/components.generated.ts'
import { html } from '../views/html.ts'
import type { Purpose } from './sign-in.ts'

/** Says why nobody was signed in, how to try again, and whom to ring. */
export function sendSignInProblem(request: FastifyRequest, reply: FastifyReply, refused: Refusal): FastifyReply {
  const duty = request.server.kernel.duty()
  const title = 'You are not signed in'
  if (refused.status === 503) reply.header('retry-after', '60')
  return sendPage(request, reply, {
    status: refused.status,
    title,
    body: html`<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body-l">${refused.message}</p>
${duty && html`<p class="govuk-body">Worried about someone now? Ring ${duty.team} on <a class="govuk-link" href="tel:${duty.phone.replaceAll(' ', '')}">${duty.phone}</a>, day or night.</p>`}
${govukButton({ text: 'Sign in again', href: '/sign-in?again=yes' })}
<p class="govuk-body-s">If you ring someone about this, the reference is <code>${request.id}</code>.</p>`,
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
