import { type Deadline, daysShared, type Ground, stateOf } from '#modules/information-governance'
import { ageInWords, dayOf, type Instant, longDate, longTime } from '#platform/dates'
import { govukDetails, govukInsetText, mojAlert } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  checkboxesField,
  dataTable,
  dateField,
  factList,
  form,
  link,
  nothingHere,
  pageHeading,
  phoneLink,
  radiosField,
  sectionHeading,
  submitButton,
  tag,
  textArea,
} from '#platform/views/page-parts'
import type { Askable } from './ask-about.ts'
import type { Listed, OpenRequest } from './read-requests.ts'

const kinds: Readonly<Record<string, string>> = {
  event: 'what happened',
  education: 'school',
  need: 'needs',
  risk: 'risks',
  health: 'health',
  policing: 'incidents and crimes',
  'visit-safety': 'what keeps a visitor safe',
  concern: 'worries that were written down',
  plan: 'a plan',
  referral: 'referrals',
}
const kindOf = (fieldClass: string) => kinds[fieldClass] ?? fieldClass.replaceAll('-', ' ')
const listOf = (classes: readonly string[]) => classes.map(kindOf).join(', ')
const roleWords = (role: string) => role.replaceAll('-', ' ')

export const groundWords: Readonly<Record<Ground, string>> = {
  'not-necessary': 'It is not needed for this purpose',
  'another-way': 'There is another way that tells less',
  'would-harm': 'It would put somebody at risk',
  'not-held': 'We do not hold it',
  law: 'The law does not let us',
}
const deadlineWords: readonly (readonly [Deadline, string])[] = [
  ['today', 'Today'],
  ['tomorrow', 'Tomorrow'],
  ['three-working-days', 'In three working days'],
  ['day', 'Another day'],
]

export type Typed = { question: string; why: string; deadline: string; day: string; month: string; year: string; purpose: string }

/** One page, four fields: question, purpose, deadline, why. */
export function askView(
  { personId, name, dataset, owner, purpose }: Askable,
  typed: Typed,
  { errors, csrfToken, requestId }: { errors: readonly PageError[]; csrfToken: string; requestId: string },
): Html {
  return html`${pageHeading(`Ask ${owner} about ${name}`, dataset.plainName)}
${govukInsetText({
  html: html`<strong>In danger now?</strong> Do not wait for an answer: ring ${dataset.dutyTeam} on ${phoneLink(dataset.dutyPhone)}, or 999.`,
})}
<p class="govuk-body">They may share with you: ${listOf(dataset.askable)}. Their data owner reads what you write, and says yes or no with the reason. Both are written into the log.</p>
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
    { action: '/access-requests', csrfToken },
    html`<input type="hidden" name="id" value="${requestId}"><input type="hidden" name="person" value="${personId}"><input type="hidden" name="dataset" value="${dataset.datasetId}">`,
    textArea({
      name: 'question',
      label: 'What do you need to know?',
      hint: 'One question. No more than you need.',
      value: typed.question,
      rows: 3,
      errors,
    }),
    html`<div class="govuk-form-group"><p class="govuk-label">For which purpose?</p><p class="govuk-body"><strong>${purpose.name}</strong> (${purpose.statute}, ${purpose.provision}). You work under it now: to ask for another, change it at the top of the page first.</p></div>`,
    radiosField({
      name: 'deadline',
      label: 'By when do you need the answer?',
      value: typed.deadline,
      errors,
      choices: deadlineWords.map(([value, text]) => ({ value, text })),
    }),
    dateField({
      name: 'on',
      label: 'Which day?',
      hint: 'Only for another day',
      value: { day: typed.day, month: typed.month, year: typed.year },
    }),
    textArea({
      name: 'why',
      label: 'Why do you need it?',
      hint: 'Why this is necessary, and why nothing less would do.',
      value: typed.why,
      rows: 3,
      errors,
    }),
    submitButton('Send the question'),
  )}</div></div>
${govukDetails({ summaryText: 'The law behind this', text: `${dataset.askUnder ?? ''} lets the owner share these kinds with somebody who works with the person, when she asks. Without an answer nothing is shared: the question goes up to their governance officer, and a day later to whoever signs for them.` })}`
}

const clocks = (request: Listed, now: Instant, zone: string): Part => {
  const asked = `Asked ${ageInWords(request.askedAt, now)} ago`
  if (request.answered) return html`${asked}<br>Answered ${longTime(request.answered.at, zone)}`
  const late = stateOf(request, now) === 'late'
  return html`${asked}<br>${late ? html`<strong>Was due ${longTime(request.dueAt, zone)}</strong>` : `Answer due ${longTime(request.dueAt, zone)}`}${climbed(request)}`
}
const climbed = ({ climbedTo }: Listed): Part =>
  climbedTo > 0 && html`<br>Gone up to ${climbedTo === 1 ? 'the governance officer' : 'whoever signs for the organisation'}`

function stateTag(request: Listed, now: Instant): Html {
  const states = {
    waiting: tag('Waiting', 'yellow'),
    late: tag('Late', 'orange'),
    shared: tag('Shared', 'green'),
    'share-ended': tag('Sharing ended', 'grey'),
    refused: tag('Refused', 'red'),
    told: tag('Answered', 'green'),
  }
  return states[stateOf(request, now)]
}

const list = (
  caption: string,
  rows: readonly Listed[],
  linkTo: (one: Listed) => [text: string, href: string],
  empty: string,
  around: Around,
): Html =>
  dataTable<Listed>({
    caption,
    columns: [
      { heading: 'Request', cell: (one) => link(...linkTo(one)) },
      { heading: 'Purpose', cell: (one) => one.purposeName },
      { heading: 'When', cell: (one) => clocks(one, around.now, around.zone) },
      { heading: 'Where it is', cell: (one) => stateTag(one, around.now) },
    ],
    rows,
    empty: nothingHere(empty),
  })
export type Around = { readonly now: Instant; readonly zone: string }

/** What partners ask of this organisation, for whom may answer it: the earliest due first. */
export const toAnswerView = (requests: readonly Listed[], around: Around): Html =>
  html`${pageHeading('Requests to answer')}
<p class="govuk-body-l">Partners who work with somebody ask what your organisation knows of them. You say yes, for a time and to them alone, or no, with the reason.</p>
${list('Asked of your organisation', requests, (one) => [`${one.workerName}, ${one.workerOrganisation}`, `/access-requests/to-answer/${one.id}`], 'Nobody waits for an answer from you.', around)}`

/** What this worker asked, and what came of it. */
export const askedByMeView = (requests: readonly Listed[], around: Around): Html =>
  html`${pageHeading('What you asked')}
${list('Your requests', requests, (one) => [one.owner, `/access-requests/${one.id}`], 'You have asked nobody anything. To ask, open a person: where a service keeps something from you, there is a link to ask.', around)}`

/** The owner's side: everything on one page, and two clicks to the end of it. */
export function answerView(request: OpenRequest, around: Around & { csrfToken: string; errors: readonly PageError[] }): Html {
  const { csrfToken, errors, now, zone } = around
  const action = (verb: string) => ({ action: `/access-requests/to-answer/${request.id}/${verb}`, csrfToken })
  return html`${pageHeading(`${request.workerName} asks about ${request.name}`, 'Request')}
${words(request, around)}
${request.isRestricted && mojAlert({ variant: 'warning', title: 'This record is restricted', text: 'Your organisation keeps it and does not use it. Share or tell something of it only where somebody has to be protected. Under any other purpose nobody sees what you share, until the restriction is lifted.' })}
${
  request.answered
    ? html`${outcome(request, around)}${stateOf(request, now) === 'shared' && form(action('take-back'), submitButton('Take it back now', 'warning'))}`
    : html`<div class="govuk-grid-row"><section class="govuk-grid-column-one-half">${sectionHeading('Share')}${form(
        action('share'),
        checkboxesField({
          name: 'classes',
          label: 'Share with this worker alone, for this purpose',
          hint: `For ${daysShared} days. You can take it back at any time.`,
          errors,
          values: request.classes,
          choices: request.classes.map((one) => ({ value: one, text: capital(kindOf(one)) })),
        }),
        textArea({ name: 'said', label: 'Anything to say with it (optional)', rows: 2 }),
        submitButton('Share'),
      )}</section><section class="govuk-grid-column-one-half">${sectionHeading('Or do not share')}${form(
        action('refuse'),
        radiosField({
          name: 'ground',
          label: 'Why not?',
          errors,
          choices: Object.entries(groundWords).map(([value, text]) => ({ value, text })),
        }),
        textArea({
          name: 'reason',
          label: 'Your reason, and what to do instead',
          hint: 'They read it.',
          rows: 3,
          errors,
        }),
        submitButton('Refuse', 'secondary'),
      )}${sectionHeading('Or you told them')}${form(
        action('tell'),
        textArea({
          name: 'told',
          label: 'What you answered by telephone, in one line',
          hint: 'Nothing is opened.',
          rows: 2,
          errors,
        }),
        submitButton('Record the answer', 'secondary'),
      )}</section></div>`
}
<p class="govuk-body">${link('All requests to answer', '/access-requests/to-answer')}</p>
<p class="govuk-body-s">Asked ${longTime(request.askedAt, zone)}.</p>`
}
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const words = (request: OpenRequest, { now, zone }: Around): Html =>
  factList([
    { label: 'Question', value: html`<span class="cw-as-typed">${request.question}</span>` },
    { label: 'Why', value: html`<span class="cw-as-typed">${request.why}</span>` },
    {
      label: 'Who asks',
      value: `${request.workerName}, ${roleWords(request.workerRole)}, ${request.workerOrganisation}: ${request.relationship}`,
    },
    { label: 'Purpose', value: `${request.purposeName} (${request.law})` },
    { label: 'May be shared', value: listOf(request.classes) },
    { label: 'Clocks', value: clocks(request, now, zone) },
  ])

function outcome(request: OpenRequest, { now, zone }: Around): Html {
  const { answered, release, said } = request
  if (!answered) return govukInsetText({ text: 'Nobody has answered yet. Without an answer nothing is shared.' })
  const by = `${answered.byName}, ${longTime(answered.at, zone)}`
  const state = stateOf(request, now)
  const facts = {
    shared: () => `Shared until ${longDate(dayOf(release!.until, zone))}: ${listOf(release!.classes)}`,
    'share-ended': () =>
      release?.revokedAt ? `Taken back ${longTime(release.revokedAt, zone)}` : 'The time for which it was shared has ended',
    refused: () => `Refused: ${groundWords[answered.ground!]}`,
    told: () => 'Answered by telephone; nothing was opened',
    waiting: () => '',
    late: () => '',
  }
  return factList([
    { label: 'Answer', value: facts[state]() },
    { label: 'In their words', value: said ? html`<span class="cw-as-typed">${said}</span>` : 'Nothing' },
    { label: 'By', value: by },
  ])
}

/** The asker's side: what came of it, and what to do next. */
export function askedView(request: OpenRequest, around: Around & { duty: { team: string; phone: string } | null }): Html {
  const state = stateOf(request, around.now)
  return html`${pageHeading(`You asked ${request.owner} about ${request.name}`, 'Request')}
${outcome(request, around)}
${words(request, around)}
${sectionHeading('What to do next')}
${
  state === 'shared'
    ? html`<p class="govuk-body">It is on the person’s page now. ${link(`Open ${request.name}`, `/people/${request.personId}`)}</p>`
    : html`<p class="govuk-body">${next[state]}</p><p class="govuk-body">${link(`Back to ${request.name}`, `/people/${request.personId}`)}</p>`
}
${around.duty && html`<p class="govuk-body">Worried now? Ring ${around.duty.team} on ${phoneLink(around.duty.phone)}, day or night.</p>`}`
}
const next = {
  waiting:
    'If it cannot wait, ring the owner: their number is on the person’s page. An answer that does not come in time goes up by itself.',
  late: 'It is late and has gone up by itself. If it cannot wait, ring the owner: their number is on the person’s page.',
  'share-ended': 'If you need it again, ask again and say why.',
  refused:
    'Do what they suggest; or ask again for less, or for another purpose. If you think that they are wrong, ask your manager to take it to their governance officer.',
  told: 'If the answer is not enough, ask again.',
} as const
