import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { minutesOpen, type Reason, reasons } from '#modules/information-governance'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import { idSchema } from '#platform/ids'
import { govukInsetText, govukWarningText } from '#platform/views/components.generated'
import { type Html, html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import { form, link, pageHeading, phoneLink, radiosField, submitButton, textArea } from '#platform/views/page-parts'
import { type BeforeOpening, openInEmergency, readBeforeOpening } from './open-in-emergency.ts'

const act = 'governance.emergency.open'
type Typed = { reason: string; said: string }

const reasonWords: Readonly<Record<Reason, string>> = {
  'danger-to-life': 'Danger to life',
  'danger-to-a-child': 'A child in danger',
  missing: 'Somebody is missing',
  'overdose-or-self-harm': 'Overdose or self-harm',
  other: 'Something else that cannot wait',
}

/** Opening a record in an emergency, from the person's page: one page, one reason. */
export const emergencyPages: RoomRoutes = (app, services) => {
  const page = { config: { act, page: true } }
  const response = { 200: HtmlPage, 303: HtmlPage }
  const send = async (request: FastifyRequest, reply: FastifyReply, person: string, typed: Typed, errors: PageError[]) => {
    const before = await readBeforeOpening(services, callerOf(request), person)
    return sendPage(request, reply, {
      title: 'Open in an emergency',
      status: errors.length > 0 ? 422 : 200,
      errors,
      backLink: { text: 'Back to the person', href: `/people/${before.personId}` },
      body: emergencyView(before, typed, { errors, csrfToken: csrfOf(request), duty: app.kernel.duty() }),
    })
  }
  app.get(
    '/emergency-access/new',
    { ...page, schema: { querystring: z.object({ person: idSchema<'person'>() }), response } },
    (request, reply) => send(request, reply, request.query.person, { reason: '', said: '' }, []),
  )
  app.post(
    '/emergency-access',
    {
      ...page,
      schema: {
        body: formBody({
          person: idSchema<'person'>(),
          reason: z.string().max(40).default(''),
          said: z.string().trim().max(1000).default(''),
        }),
        response,
      },
    },
    async (request, reply) => {
      const { person, reason, said } = request.body
      const chosen = reasons.find((one): one is Reason => one === reason)
      const errors = [
        ...(chosen ? [] : [{ text: 'Choose what the danger is', href: '#reason' }]),
        ...(said === '' ? [{ text: 'Write why you need to see more now', href: '#said' }] : []),
      ]
      if (errors.length > 0) return send(request, reply, person, { reason, said }, errors)
      return reply.redirect(
        `/people/${await openInEmergency(services, callerOf(request), person, { reason: chosen, said })}`,
        303,
      )
    },
  )
}

function emergencyView(
  { personId, name, services }: BeforeOpening,
  typed: Typed,
  { errors, csrfToken, duty }: { errors: readonly PageError[]; csrfToken: string; duty: { team: string; phone: string } | null },
): Html {
  return html`${pageHeading(`Open ${name}’s records in an emergency`)}
${govukWarningText({ text: 'If someone may die or be hurt now, ring 999 first.', iconFallbackText: 'Warning' })}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<p class="govuk-body">For ${minutesOpen} minutes you will see more of what these services hold: what happened, risks, needs, health and school, and what the police recorded. ${services.join(', ')}.</p>
${form(
  { action: '/emergency-access', csrfToken },
  html`<input type="hidden" name="person" value="${personId}">`,
  radiosField({
    name: 'reason',
    label: 'What is the danger?',
    value: typed.reason,
    errors,
    choices: reasons.map((one) => ({ value: one, text: reasonWords[one] })),
  }),
  textArea({ name: 'said', label: 'Why do you need to see more now?', value: typed.said, rows: 2, errors }),
  submitButton('Open for an hour', 'warning'),
)}
${govukInsetText({ text: 'Each look is in the log. A governance officer of another organisation reviews it within two working days, with what you wrote. You can do this three times in a week.' })}
${duty && html`<p class="govuk-body">Not sure? Ring ${duty.team} on ${phoneLink(duty.phone)}, day or night. ${link('Or ask the owner of a record', `/people/${personId}#not-shown`)}</p>`}
</div></div>`
}
