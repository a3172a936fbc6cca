import {
  type LimitState,
  liftFrom,
  limitStateOf,
  lookAgainOn,
  mayExtend,
  mayLift,
  mayPause,
  type Part,
  type PartState,
  restrictionGrounds,
  type Step,
  withholdingGrounds,
} from '#modules/information-governance'
import { dayOf, type Instant, longDate, longTime, type PlainDate } from '#platform/dates'
import { govukInsetText, govukWarningText } from '#platform/views/components.generated'
import { type Html, html, type Part as Piece } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  checkboxesField,
  dataTable,
  factList,
  form,
  link,
  nothingHere,
  pageHeading,
  radiosField,
  sectionHeading,
  submitButton,
  tag,
  textArea,
  textField,
} from '#platform/views/page-parts'
import type { Fate, Weighed } from './copy.rules.ts'
import { linesView } from './copy.view.ts'
import { linesOf, titleOf } from './fact-words.rules.ts'
import type { Notice, OpenNotice } from './notices.ts'
import type { ListedPart, OpenPart } from './read-parts.ts'

export type Around = { readonly now: Instant; readonly zone: string }
export type FormAround = Around & { readonly csrfToken: string; readonly errors: readonly PageError[] }

const kindWords: Readonly<Record<Part['kind'], string>> = {
  copy: 'A copy of what is held',
  objection: 'An objection to a use',
  restriction: 'A restriction: keep it, and do not use it',
  complaint: 'A complaint',
}
const stateTags: Readonly<Record<PartState, Html>> = {
  'to-acknowledge': tag('To acknowledge', 'yellow'),
  waiting: tag('Waiting', 'yellow'),
  paused: tag('Clock stopped', 'blue'),
  late: tag('Late', 'red'),
  answered: tag('Answered', 'green'),
}
const dueWords = ({ state, dueOn, clock }: ListedPart): Piece => {
  if (state === 'answered') return 'Nothing is due'
  if (!dueOn) return 'Without undue delay'
  const what = clock.acknowledgeBy === dueOn ? 'Acknowledge by' : 'Answer by'
  return `${what} ${longDate(dueOn)}${state === 'paused' ? ', and later for each day that the clock stands' : ''}`
}
/** What is written with it is hers to read on her own page: not of a service that may not be known of, nor where somebody else put it. */
const isOnHerPage = (part: ListedPart) => !part.hidden && part.enteredBy === null
const tellYourself = 'It does not stand on their page: tell them yourself, the way they asked, and write here how you did.'
const isOpen = (part: ListedPart) => part.state !== 'answered'

/** What people ask this organisation about their own data. */
export const partsView = (
  parts: readonly ListedPart[],
  notices: readonly Notice[],
  { zone }: Around,
): Html => html`${pageHeading('Requests about own data')}
<p class="govuk-body-l">People ask for a copy of what you hold about them, object to a use of it, ask you to keep it and not use it, or complain. Each organisation answers for itself.</p>
<p class="govuk-body">${link('Write in what came by letter, telephone or in person', '/subject-requests/new')}</p>
${dataTable<ListedPart>({
  caption: 'Asked of your organisation',
  columns: [
    {
      heading: 'Request',
      cell: (part) =>
        link(`${kindWords[part.kind]}, received ${longTime(part.receivedAt, zone)}`, `/subject-requests/${part.id}`),
    },
    { heading: 'By when', cell: dueWords },
    { heading: 'Where it is', cell: (part) => stateTags[part.state] },
  ],
  rows: parts,
  empty: nothingHere('Nobody waits for an answer from your organisation about their own data.'),
})}
${noticesView(notices, zone)}`

/** What others limited of what this organisation had been shown: from then on it goes by it no more (article 19). */
const noticesView = (notices: readonly Notice[], zone: string): Piece =>
  notices.length > 0 &&
  html`${dataTable<Notice>({
    caption: 'Limited by others, and shown to your organisation before',
    columns: [
      { heading: 'Whose record', cell: (one) => link(`A record of ${one.service}`, `/subject-requests/notices/${one.id}`) },
      { heading: 'Held by', cell: (one) => one.organisation },
      { heading: 'You were told', cell: (one) => longDate(dayOf(one.toldAt, zone)) },
      { heading: 'Last shown to you', cell: (one) => longDate(dayOf(one.lastShownAt, zone)) },
      { heading: 'Now', cell: (one) => (one.liftToldAt ? tag('Lifted', 'green') : tag('Do not use it', 'orange')) },
    ],
    rows: notices,
    empty: html``,
  })}`

/** One of them: whose record it is, as this organisation's own record names her. */
export const noticeView = (
  { name, ...notice }: OpenNotice,
  zone: string,
): Html => html`${pageHeading(name ?? 'Somebody of whom you hold nothing now', 'A record that another organisation limited')}
${factList([
  { label: 'Held by', value: `${notice.organisation}: ${notice.service}` },
  { label: 'You were told', value: longTime(notice.toldAt, zone) },
  { label: 'Last shown to your organisation', value: longTime(notice.lastShownAt, zone) },
  {
    label: 'What to do',
    value: notice.liftToldAt
      ? `It was lifted on ${longDate(dayOf(notice.liftToldAt, zone))}: what you are shown of it may be used again.`
      : 'Do not go by what you were shown of it, and take it out of your own notes where you can. To keep a child or an adult safe it may still be used, and is shown for that.',
  },
])}
<p class="govuk-body">${link('All requests about own data', '/subject-requests')}</p>`

const stepWords: Readonly<Record<Step['kind'], string>> = {
  acknowledged: 'Acknowledged',
  paused: 'Clock stopped',
  replied: 'Answered by the person: the clock goes on',
  resumed: 'Clock goes on',
  extended: 'Two months more',
  answered: 'Answered',
  'told-before-lifting': 'Told that it will be lifted',
  lifted: 'Lifted',
}
const reasonWords = {
  identity: 'to show who they are',
  clarification: 'to say what they mean',
  stop: 'the use stops',
  continue: 'the use goes on',
  restrict: 'restricted',
  'not-restrict': 'not restricted',
} as const

/** One part for whom it is to answer. */
export function partView(part: OpenPart, around: FormAround): Html {
  const { zone } = around
  return html`${pageHeading(part.name ?? 'Somebody of whom you hold nothing here', kindWords[part.kind])}
${part.hidden && hiddenWarning}
${factList([
  {
    label: 'In their words',
    value: part.asked === '' ? 'Everything, with nothing added' : html`<span class="cw-as-typed">${part.asked}</span>`,
  },
  ...(part.ground ? [{ label: 'Because', value: groundOf(part.ground) }] : []),
  { label: 'Received', value: html`${longTime(part.receivedAt, zone)}${part.enteredBy && `, written in by ${part.enteredBy}`}` },
  { label: 'By when', value: html`${stateTags[part.state]} ${dueWords(part)}` },
  { label: 'The law', value: part.clock.rule.law },
  ...part.steps.map((step) => ({
    label: stepWords[step.kind],
    value: html`${longTime(step.at, zone)}${step.kind !== 'replied' && `, ${step.byName}`}${step.reason && `: ${reasonWords[step.reason]}`}${part.words.get(step.id) && html`<br><span class="cw-as-typed">${part.words.get(step.id)}</span>`}`,
  })),
])}
${limitView(part, around)}
${isOpen(part) && part.kind !== 'complaint' && html`<p class="govuk-body">${link('Stop the clock, or take more time', `/subject-requests/${part.id}/clock`)}</p>`}
${part.kind === 'copy' && heldView(part, zone)}
${isOpen(part) ? answerForms(part, around) : part.kind === 'copy' && html`<p class="govuk-body">${link('See the copy', `/subject-requests/${part.id}/copy`)}</p>`}
<p class="govuk-body">${link('Report it as an incident', `/incidents/new?about=A+request+about+own+data&from=/subject-requests/${part.id}`)}</p>
<p class="govuk-body">${link('All requests about own data', '/subject-requests')}</p>`
}

const hiddenWarning: Html = govukWarningText({
  text: 'Nothing of this stands on the person’s page, and nobody outside your service knows of it: somebody may read the page with them. Decide how it is safe to reach them, and give them the copy that way. Not by post to a shared address.',
  iconFallbackText: 'Warning',
})

const fates: Readonly<Record<Fate, Html>> = {
  in: tag('In the copy', 'green'),
  out: tag('Left out', 'grey'),
  look: tag('Look at this', 'orange'),
  apart: tag('Never on a page', 'purple'),
}
const groundName = (id: string | null | undefined) => withholdingGrounds.find((one) => one.id === id)?.name

const why = ({ fate, lookAt, mark }: Weighed): Piece => {
  if (fate === 'out') return html`${groundName(mark?.ground)}. ${mark?.said.reason}${!mark?.told && ' The copy does not say so.'}`
  if (fate === 'look') return lookAt?.because
  if (fate === 'apart')
    return 'It would say where somebody is kept safe, or that a service is involved that may not be known of. Tell them in person, where that is safe.'
  return mark && `${mark.byName} let it in`
}

function heldView(part: OpenPart, zone: string): Html {
  const order: Readonly<Record<Fate, number>> = { look: 0, in: 1, out: 2, apart: 3 }
  return html`${sectionHeading('What is held')}
${part.datasets.length === 0 && nothingHere('Your organisation holds nothing of this person that belongs here. Records may have been put with another person since: it is looked up each time.')}
${part.datasets.map((dataset) =>
  dataTable<Weighed>({
    caption: dataset.plainName,
    columns: [
      {
        heading: 'What it is',
        cell: ({ fact, fate }) =>
          isOpen(part) && fate !== 'apart'
            ? link(
                html`${titleOf(fact)}<span class="govuk-visually-hidden">: ${linesOf(fact, zone)[0]?.value}</span>`,
                `/subject-requests/${part.id}/facts/${fact.id}`,
              )
            : titleOf(fact),
      },
      { heading: 'What it says', cell: ({ fact }) => linesView(linesOf(fact, zone)) },
      { heading: 'In the copy?', cell: (one) => html`${fates[one.fate]}<br>${why(one)}` },
    ],
    rows: part.held.filter(({ fact }) => fact.datasetId === dataset.datasetId).toSorted((a, b) => order[a.fate] - order[b.fate]),
    empty: nothingHere(`${dataset.plainName}: no facts.`),
  }),
)}`
}

function answerForms(part: OpenPart, { csrfToken, errors }: FormAround): Html {
  const to = (verb: string) => ({ action: `/subject-requests/${part.id}/${verb}`, csrfToken })
  const said = (label: string, hint: string) => textArea({ name: 'said', label, hint, rows: 4, errors })
  if (part.kind === 'copy') {
    const left = part.held.some(({ fate }) => fate === 'look')
    return html`${sectionHeading('Give the copy')}
<p class="govuk-body">${link('See what the copy will look like', `/subject-requests/${part.id}/copy`)}</p>
${left ? govukInsetText({ text: 'First look at each fact that is marked “Look at this”: open it, and say whether it goes into the copy.' }) : ''}
${form(
  to('finish'),
  part.hidden
    ? said(
        'How did you give it to them?',
        'Who met them, where and when. This stands in your service’s own record of the request.',
      )
    : said('Anything to say with it (optional)', 'They read it on their page, above the copy.'),
  submitButton(part.hidden ? 'Record that they have it' : 'Finish, and put the copy on their page'),
)}`
  }
  if (part.kind === 'complaint')
    return html`${
      part.state === 'to-acknowledge' || (part.state === 'late' && !part.steps.some(({ kind }) => kind === 'acknowledged'))
        ? html`${sectionHeading('Acknowledge it')}${form(to('acknowledge'), said('Tell them that it has come, and what happens next', 'They read it on their page. The law gives 30 days.'), submitButton('Acknowledge'))}`
        : html`${sectionHeading('Answer it')}${form(to('decide'), said('What you found, and what you do about it', 'They read it on their page.'), submitButton('Answer'))}`
    }`
  return html`${sectionHeading('Decide')}
${govukInsetText({ text: decidingHint[part.kind === 'restriction' ? 'restriction' : 'objection'] })}
${form(
  to('decide'),
  radiosField({
    name: 'decision',
    label: 'What do you decide?',
    errors,
    choices:
      part.kind === 'restriction'
        ? [
            { value: 'restrict', text: 'We keep it, and do not use it' },
            { value: 'not-restrict', text: 'We do not restrict it: none of the four grounds is there' },
          ]
        : [
            { value: 'stop', text: 'We stop this use' },
            { value: 'continue', text: 'We go on: there are compelling grounds that weigh more, or it is for a legal claim' },
          ],
  }),
  part.kind === 'objection'
    ? checkboxesField({
        name: 'purposes',
        label: 'Which use stops?',
        hint: 'Only if you stop one. What a law requires, and what keeps somebody safe, does not stand here: an objection cannot stop it.',
        errors,
        choices: part.uses.map(({ id, name }) => ({ value: id, text: name })),
      })
    : html``,
  said('Your reasons', isOnHerPage(part) ? 'They read them on their page.' : tellYourself),
  submitButton('Decide'),
)}`
}

const decidingHint = {
  objection:
    'The person reads your decision. If you stop a use, nobody is shown what you hold of this person for it here, from that moment on. See to it that your organisation’s own systems follow.',
  restriction:
    'The person reads your decision. If you restrict it, your organisation keeps what it holds of this person, nobody is shown it here from that moment on, and nothing of it is erased. It is still shown, with a mark, to keep a child or an adult safe, to the front door for whom it has in hand, and in an emergency.',
} as const
const groundOf = (ground: Part['ground']): Piece => {
  const known = restrictionGrounds.find(({ id }) => id === ground)
  return known && html`${known.name}<br><span class="govuk-body-s">${known.law}</span>`
}

const limitTags: Readonly<Record<Exclude<LimitState, 'none'>, Html>> = {
  standing: tag('Stands', 'orange'),
  'to-be-lifted': tag('Will be lifted', 'yellow'),
  lifted: tag('Lifted', 'green'),
}
/** What an answer led to: what stands, who was told, and how it is lifted again. */
function limitView(part: OpenPart, { now, zone, csrfToken, errors }: FormAround): Piece {
  const state = limitStateOf(part.steps)
  if (state === 'none') return null
  const to = (verb: string) => ({ action: `/subject-requests/${part.id}/${verb}`, csrfToken })
  const [from, again] = [liftFrom(part.steps), lookAgainOn(part.ground, part.steps)]
  return html`${sectionHeading('What follows from it')}
${factList([
  {
    label: 'How it stands',
    value: html`${limitTags[state]}${again && ` Look at it again by ${longDate(again)}: it is for a time only, while something is checked or weighed.`}`,
  },
  ...(part.standing.length > 0
    ? [
        {
          label: 'Of what',
          value: html`<ul class="govuk-list">${part.standing.map(({ service, purpose }) => html`<li>${service}${purpose ? `: not for ${purpose}` : ': kept, and not used'}</li>`)}</ul>`,
        },
      ]
    : []),
  {
    label: 'Who was told',
    value: `${part.told.length > 0 ? `${part.told.join(', ')}, who had been shown it.` : 'Nobody had been shown it, as far as that is told.'} A look that the person may not know of stands on no list.`,
  },
])}
${
  state === 'standing' &&
  form(
    to('tell'),
    textArea({
      name: 'why',
      label: 'To lift it, first tell the person why',
      hint: `${isOnHerPage(part) ? 'They read it on their page.' : tellYourself} It can be lifted seven days later.`,
      rows: 3,
      errors,
    }),
    submitButton('Tell them', 'secondary'),
  )
}
${state === 'to-be-lifted' && (mayLift(part.steps, dayOf(now, zone)) ? form(to('lift'), submitButton('Lift it now', 'warning')) : html`<p class="govuk-body">It can be lifted from ${from && longDate(from)}.</p>`)}`
}

/** Stopping the clock and taking more time, as far as the law allows it now. */
export function clockView(part: OpenPart, { now, zone, csrfToken, errors }: FormAround): Html {
  const today = dayOf(now, zone)
  const to = (verb: string) => ({ action: `/subject-requests/${part.id}/${verb}`, csrfToken })
  const reasons = (['identity', 'clarification'] as const).filter((reason) => mayPause(part.clock, part.steps, reason))
  const nothing = reasons.length === 0 && !part.clock.pausedSince && !mayExtend(part.clock, part.steps, today)
  return html`${pageHeading('The clock', kindWords[part.kind])}
<p class="govuk-body-l">${dueWords(part)}.</p>
${
  part.clock.pausedSince &&
  html`<p class="govuk-body">It has stood still since ${longDate(part.clock.pausedSince)}. It goes on when the person answers on their page, or when you say so.</p>${form(to('resume'), submitButton('Let the clock go on'))}`
}
${
  reasons.length > 0 &&
  html`${sectionHeading('Stop the clock')}${!isOnHerPage(part) && govukInsetText({ text: 'What you ask does not stand on the person’s page: ask them yourself.' })}${form(
    to('pause'),
    radiosField({
      name: 'reason',
      label: 'What do you wait for?',
      errors,
      choices: reasons.map((value) => ({
        value,
        text:
          value === 'identity' ? 'That they show who they are' : 'That they say what they mean, because you hold a great deal',
      })),
    }),
    textArea({
      name: 'ask',
      label: 'What do you ask them?',
      hint: isOnHerPage(part) ? 'They read it on their page, and can answer there.' : tellYourself,
      rows: 3,
      errors,
    }),
    submitButton('Stop the clock'),
  )}`
}
${
  mayExtend(part.clock, part.steps, today) &&
  html`${sectionHeading('Take more time')}${form(
    to('extend'),
    textArea({
      name: 'why',
      label: 'Why do you need two months more?',
      hint: `Only where it is complex, or one of many. It has to be said by ${longDate(part.clock.extendUntil as PlainDate)}. They read it.`,
      rows: 3,
      errors,
    }),
    submitButton('Take two months more', 'secondary'),
  )}`
}
${nothing && nothingHere('The law neither lets the clock stop here, nor gives more time.')}
<p class="govuk-body">${link('Back to the request', `/subject-requests/${part.id}`)}</p>`
}

export type MarkTyped = { readonly ground: string; readonly reason: string; readonly professional: string; readonly told: string }

/** One fact: whether it goes into the copy, and by which law it would be left out. */
export function factView(part: OpenPart, weighed: Weighed, typed: MarkTyped, { csrfToken, errors, zone }: FormAround): Html {
  const { fact, lookAt } = weighed
  return html`${pageHeading(titleOf(fact), part.name)}
${linesView(linesOf(fact, zone))}
${lookAt && govukInsetText({ text: `${lookAt.because}. Proposed, if you find that it is so: ${groundName(lookAt.ground)}.` })}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
    { action: `/subject-requests/${part.id}/facts/${fact.id}`, csrfToken },
    radiosField({
      name: 'ground',
      label: 'Does it go into the copy?',
      value: typed.ground,
      errors,
      choices: [
        { value: 'keep', text: 'Yes' },
        ...withholdingGrounds.map(({ id, name, law }) => ({ value: id, text: `No: ${name}`, hint: law })),
      ],
    }),
    textArea({
      name: 'reason',
      label: 'Why is it left out?',
      hint: 'Your organisation keeps it. They do not read it.',
      value: typed.reason,
      rows: 3,
      errors,
    }),
    textField({
      name: 'professional',
      label: 'Which health professional gave an opinion, and when?',
      hint: 'Only to leave out health data for serious harm. It may not be older than six months. Nobody has confirmed this rule yet.',
      value: typed.professional,
      errors,
    }),
    radiosField({
      name: 'told',
      label: 'Does the copy say that something was left out on this ground?',
      hint: 'It never says what. To say nothing is lawful only where saying it would do the harm.',
      value: typed.told,
      errors,
      inline: true,
      choices: [
        { value: 'yes', text: 'Yes' },
        { value: 'no', text: 'No' },
      ],
    }),
    submitButton('Save'),
  )}</div></div>
<p class="govuk-body">${link('Back to the request', `/subject-requests/${part.id}`)}</p>`
}
