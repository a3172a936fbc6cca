import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Instant, longTime } from '#platform/dates'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { csrfOf, formBody, HtmlPage, sendPage } from '#platform/http/pages'
import { type Html, html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  dataTable,
  factList,
  form,
  link,
  nothingHere,
  pageHeading,
  radiosField,
  submitButton,
  tag,
  textArea,
} from '#platform/views/page-parts'
import { oddLooksView } from '../odd-looks/odd-look.view.ts'
import { readOddLooks } from '../odd-looks/odd-looks.ts'
import { inWords } from '../words.rules.ts'
import type { EmergencyAccess } from './emergency.repository.ts'
import { daysToReview, type Finding, findings, type Reason, type Telling, tellings } from './emergency.rules.ts'
import { openReview, readReviews, reviewEmergency } from './emergency.ts'

const act = 'governance.emergency.review'
type Around = { now: Instant; zone: string }
type Typed = { finding: string; reasons: string; telling: string }

const reasonWords: Readonly<Record<Reason, string>> = {
  'danger-to-life': 'Danger to life',
  'danger-to-a-child': 'A child in danger',
  missing: 'Somebody is missing',
  'overdose-or-self-harm': 'Overdose or self-harm',
  other: 'Something else that cannot wait',
}
const findingWords: Readonly<Record<Finding, string>> = {
  justified: 'It was justified',
  talk: 'Talk with the worker: it was not clear',
  'not-justified': 'It was not justified: the worker’s employer is told',
}
const tellingWords: Readonly<Record<Telling, string>> = {
  tell: 'It is safe to show it on the person’s own page',
  'not-safe': 'It is not safe to show it',
}

/** Emergency access, looked at afterwards by another organisation's officer. */
export const reviewPages: RoomRoutes = (app, services) => {
  const page = { config: { act, page: true } }
  const response = { 200: HtmlPage, 303: HtmlPage }
  const params = z.object({ id: z.uuid() })
  const around = (): Around => ({ now: services.house.now(), zone: services.place.zone })

  app.get('/access-reviews', { ...page, schema: { response } }, async (request, reply) => {
    const accesses = await readReviews(services, callerOf(request))
    const looks = await readOddLooks(services, callerOf(request))
    return sendPage(request, reply, {
      title: 'Access reviews',
      body: html`${reviewsView(accesses, around())}${oddLooksView(looks, around())}`,
    })
  })
  const one = async (request: FastifyRequest, reply: FastifyReply, id: string, typed: Typed, errors: PageError[]) => {
    const access = await openReview(services, callerOf(request), id)
    return sendPage(request, reply, {
      title: `Emergency access ${access.reference}`,
      status: errors.length > 0 ? 422 : 200,
      errors,
      breadcrumbs: [{ text: 'Access reviews', href: '/access-reviews' }],
      body: reviewView(access, typed, { ...around(), csrfToken: csrfOf(request), errors }),
    })
  }
  app.get('/access-reviews/:id', { ...page, schema: { params, response } }, (request, reply) =>
    one(request, reply, request.params.id, { finding: '', reasons: '', telling: '' }, []),
  )
  app.post(
    '/access-reviews/:id',
    {
      ...page,
      schema: {
        params,
        body: formBody({
          finding: z.string().default(''),
          reasons: z.string().trim().max(1000).default(''),
          telling: z.string().default(''),
        }),
        response,
      },
    },
    async (request, reply) => {
      const { finding, reasons, telling } = request.body
      const found = findings.find((its): its is Finding => its === finding)
      const tells = tellings.find((its): its is Telling => its === telling)
      const errors = [
        ...(found ? [] : [{ text: 'Choose what you found', href: '#finding' }]),
        ...(reasons === '' ? [{ text: 'Give your reasons', href: '#reasons' }] : []),
        ...(tells ? [] : [{ text: 'Choose whether the person may be shown it', href: '#telling' }]),
      ]
      if (!found || !tells || errors.length > 0)
        return one(request, reply, request.params.id, { finding, reasons, telling }, errors)
      await reviewEmergency(services, callerOf(request), request.params.id, { finding: found, reasons, telling: tells })
      return reply.redirect('/access-reviews', 303)
    },
  )
}

function stateTag({ review, openedAt }: EmergencyAccess, now: Instant): Html {
  if (review)
    return tag(
      { justified: 'Justified', talk: 'To talk about', 'not-justified': 'Not justified' }[review.finding],
      review.finding === 'justified' ? 'green' : 'orange',
    )
  const late = now.epochMilliseconds - openedAt.epochMilliseconds > daysToReview * 86_400_000
  return late ? tag('Late', 'red') : tag('Waiting', 'yellow')
}

const reviewsView = (accesses: readonly EmergencyAccess[], { now, zone }: Around): Html => html`${pageHeading('Access reviews')}
<p class="govuk-body-l">What workers of other organisations opened in an emergency. Each is reviewed within two working days; until then its worker can open nothing else so, once it is late.</p>
${dataTable<EmergencyAccess>({
  caption: 'Emergency access',
  columns: [
    { heading: 'Reference', cell: (one) => link(one.reference, `/access-reviews/${one.id}`) },
    { heading: 'Opened', cell: (one) => longTime(one.openedAt, zone) },
    { heading: 'By', cell: (one) => html`${one.workerName}<br><span class="govuk-body-s">${one.workerOrganisation}</span>` },
    { heading: 'Danger', cell: (one) => reasonWords[one.reason] },
    { heading: 'Review', cell: (one) => stateTag(one, now) },
  ],
  rows: accesses,
  empty: nothingHere('Nobody of another organisation has opened a record in an emergency.'),
})}`

const reviewView = (
  access: EmergencyAccess & { readonly said: string },
  typed: Typed,
  { now, zone, csrfToken, errors }: Around & { csrfToken: string; errors: readonly PageError[] },
): Html => html`${pageHeading(access.reference, 'Emergency access')}
${factList([
  { label: 'Who', value: `${access.workerName}, ${inWords(access.workerRole)}, ${access.workerOrganisation}` },
  { label: 'When', value: `${longTime(access.openedAt, zone)}, for an hour` },
  { label: 'Danger', value: reasonWords[access.reason] },
  { label: 'Why, in their words', value: html`<span class="cw-as-typed">${access.said}</span>` },
  {
    label: 'Services whose records were opened',
    value: Object.keys(access.opened)
      .map((one) => link(one, `/datasets/${one}`))
      .map((one, at) => html`${at > 0 && ', '}${one}`),
  },
  { label: 'Review', value: stateTag(access, now) },
  ...(access.review
    ? [
        { label: 'Reasons', value: html`<span class="cw-as-typed">${access.review.reasons}</span>` },
        { label: 'By', value: `${access.review.byName}, ${longTime(access.review.at, zone)}` },
        { label: 'The person', value: tellingWords[access.review.telling] },
      ]
    : []),
])}
<p class="govuk-body">${link('Report it as an incident', `/incidents/new?about=${access.reference}&from=/access-reviews/${access.id}`)}</p>
${
  !access.review &&
  html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
    { action: `/access-reviews/${access.id}`, csrfToken },
    radiosField({
      name: 'finding',
      label: 'What did you find?',
      value: typed.finding,
      errors,
      choices: findings.map((one) => ({ value: one, text: findingWords[one] })),
    }),
    textArea({
      name: 'reasons',
      label: 'Your reasons',
      hint: 'The worker and their employer may read them.',
      value: typed.reasons,
      rows: 3,
      errors,
    }),
    radiosField({
      name: 'telling',
      label: 'May the person be shown that somebody looked?',
      value: typed.telling,
      errors,
      choices: tellings.map((one) => ({
        value: one,
        text: tellingWords[one],
        ...(one === 'not-safe' ? { hint: 'When somebody else may read their page, or it would harm an enquiry' } : {}),
      })),
    }),
    submitButton('Close the review'),
  )}</div></div>`
}`
