import type { SharingAdvice } from '#modules/information-governance'
import type { PersonRecord } from '#modules/shared-record'
import { longDate, longTime } from '#platform/dates'
import { govukDetails, govukInsetText, govukWarningText } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  checkboxesField,
  dataTable,
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
import { adviceView } from '../pages/contact.view.ts'
import type { Duty } from '../pages/new-contact.view.ts'
import { kindName } from '../plans/plan.words.ts'
import type { OwnConcern, WaitingConcern } from './concern.repository.ts'
import {
  agreements,
  type Concern,
  type ConcernTold,
  dangers,
  decideBy,
  decideByDay,
  decideRule,
  isLate,
  thresholds,
} from './concern.rules.ts'
import { agreesWords, dangerWords, decisionWord } from './concern.words.ts'
import type { OpenedConcern } from './decide-concern.ts'

type Typed = ConcernTold & { readonly danger: string; readonly agrees: string; readonly ringBack: boolean }
export type NewConcernPage = {
  readonly personId: string
  readonly name: string
  readonly concernId: string
  readonly typed: Typed
  readonly advice: readonly SharingAdvice[]
  readonly csrfToken: string
  readonly duty: Duty
  readonly errors: readonly PageError[]
}

/** One page: what was seen, how near the danger is, who else is in the home, whether the family knows (practice K13). */
export function newConcernView({ personId, name, concernId, typed, advice, csrfToken, duty, errors }: NewConcernPage): Html {
  const area = (field: keyof ConcernTold, label: string, hint: string, rows = 2) =>
    textArea({ name: field, label, hint, value: typed[field], rows, errors })
  return html`${pageHeading('Record a worry', name)}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${govukWarningText({
  iconFallbackText: 'Warning',
  html: html`If someone is in danger now, ring 999${duty && html`, then ${duty.team} on ${phoneLink(duty.phone)}, day or night`}. Record it afterwards.`,
})}
${advice.length > 0 && govukDetails({ summaryText: 'May I tell them? What the law says', html: adviceView(advice) })}
${form(
  { action: `/people/${personId}/concerns`, csrfToken },
  html`<input type="hidden" name="concernId" value="${concernId}">`,
  area('seen', 'What did you see or hear?', 'Facts, in their words where you can: when, where, who was there', 5),
  radiosField({
    name: 'danger',
    label: 'Is somebody in danger?',
    value: typed.danger,
    errors,
    choices: dangers.map((value) => ({ value, text: dangerWords[value] })),
  }),
  area(
    'others',
    'Who else is in the home, or may be affected?',
    'Children, an unborn child, other addresses. Leave empty if you do not know.',
  ),
  radiosField({
    name: 'agrees',
    label: 'Does the family know that you are sharing this, and do they agree?',
    value: typed.agrees,
    errors,
    choices: agreements.map((value) => ({ value, text: agreesWords[value] })),
  }),
  area('whyNot', 'If they were not asked, or do not agree: why?', 'The front door needs it to know what it may do'),
  govukDetails({
    summaryText: 'More that you may know: their own words, what you think, a safe way to reach them',
    open: Boolean(typed.ownWords || typed.opinion || typed.safeWay),
    html: html`${area('ownWords', 'The child’s or adult’s own words', 'As they said them')}${area('opinion', 'What you think it means', 'Kept apart from what you saw')}${area('safeWay', 'A safe way and time to reach them', 'Who can be rung, when; and what is not safe')}`,
  }),
  checkboxesField({
    name: 'ringBack',
    label: 'After it is decided',
    values: typed.ringBack ? ['yes'] : [],
    choices: [{ value: 'yes', text: 'Ring me back' }],
  }),
  submitButton('Send to the front door'),
)}
</div></div>`
}

export type ConcernPage = OpenedConcern & {
  readonly involved: PersonRecord['involved']
  readonly named: PersonRecord['named']
  /** Plans and other worries there are: is anyone already doing this? */
  readonly already: readonly Part[]
  readonly zone: string
  readonly csrfToken: string
  readonly typed: { readonly decision: string; readonly reason: string }
  readonly errors: readonly PageError[]
}

/** One worry at the front door: what was written, who is involved already, and what follows. */
export function concernView(page: ConcernPage): Html {
  const { concern, personId, name, zone } = page
  return html`${pageHeading(name, 'A worry')}
<p class="govuk-body">${link('The person’s page', `/people/${personId}`)}, for 24 hours from when you took this.</p>
${concern.decided ? decidedView(concern, zone) : clockView(concern, zone)}
${factList([
  { label: 'From', value: `${concern.recordedByName}, ${concern.recordedByOrganisation}, ${longTime(concern.recordedAt, zone)}` },
  { label: 'Danger', value: concern.danger === 'now' ? tag(dangerWords.now, 'red') : dangerWords[concern.danger] },
  { label: 'What was seen', value: typedText(concern.told.seen) },
  ...(concern.told.ownWords ? [{ label: 'Their own words', value: typedText(concern.told.ownWords) }] : []),
  ...(concern.told.opinion ? [{ label: 'What the writer thinks', value: typedText(concern.told.opinion) }] : []),
  { label: 'Who else', value: concern.told.others ? typedText(concern.told.others) : 'Not said' },
  {
    label: 'Does the family know, and agree?',
    value: html`${agreesWords[concern.agrees]}${concern.told.whyNot && html`<br>${typedText(concern.told.whyNot)}`}`,
  },
  ...(concern.told.safeWay ? [{ label: 'Safe way to reach them', value: typedText(concern.told.safeWay) }] : []),
  ...(concern.ringBack ? [{ label: 'Ring back', value: `${concern.recordedByName} asks to be rung` }] : []),
])}
${pointers(page)}
${page.already}
${!concern.decided && decideForm(page)}`
}
const typedText = (text: string): Html => html`<span class="cw-as-typed">${text}</span>`

function clockView(concern: Pick<Concern, 'danger' | 'recordedAt'>, zone: string): Html {
  const by = decideBy(concern, zone)
  const rule = decideRule(concern.recordedAt.toZonedDateTimeISO(zone).toPlainDate())
  return concern.danger === 'now'
    ? govukWarningText({ iconFallbackText: 'Warning', text: 'The writer says that somebody is in danger now: decide at once.' })
    : govukInsetText({ text: `Decide by the end of ${longDate(decideByDay(by, zone))}. ${rule}.` })
}

const decidedView = ({ decided }: Concern, zone: string): Part =>
  decided &&
  govukInsetText({
    html: html`<strong>${decisionWord(decided.decision)}</strong>, decided by ${decided.byName}, ${longTime(decided.at, zone)}: ${typedText(decided.reason)}${decided.planId && html`<br>${link('The plan that came of it', `/plans/${decided.planId}`)}`}`,
  })

function pointers({ involved, named }: ConcernPage): Html {
  const open = involved.filter((one) => one.open)
  type Row = { service: Part; worker: Part; phone: Part }
  const rows: Row[] = [
    ...open.map((one) => ({
      service: html`<strong>${one.service}</strong><br><span class="govuk-body-s">${one.agency}</span>`,
      worker: one.worker ?? one.team ?? 'Ask the duty team',
      phone: one.phone ? phoneLink(one.phone, one.worker ?? one.service) : 'Not known',
    })),
    ...named.map((one) => ({
      service: html`<strong>${one.agency}</strong>`,
      worker: one.dutyTeam,
      phone: phoneLink(one.dutyPhone, one.dutyTeam),
    })),
  ]
  return dataTable<Row>({
    caption: 'Is anyone already doing this? Who is involved now',
    columns: [
      { heading: 'Service', cell: (row) => row.service },
      { heading: 'Worker', cell: (row) => row.worker },
      { heading: 'Phone', cell: (row) => row.phone },
    ],
    rows,
    empty: nothingHere('No service that you may know of is involved now. That does not mean that no one is.'),
  })
}

function decideForm({ concern, yours, csrfToken, typed, errors }: ConcernPage): Html {
  if (!yours)
    return html`${govukInsetText({ text: `${concern.takenByName} has this. Take it over if their shift has ended.` })}
${form({ action: `/concerns/${concern.id}/take`, csrfToken }, submitButton('Take it over', 'secondary'))}`
  return html`${sectionHeading('What follows')}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
    { action: `/concerns/${concern.id}/decide`, csrfToken },
    radiosField({
      name: 'decision',
      label: 'Which threshold is met?',
      value: typed.decision,
      errors,
      choices: thresholds.map(({ decision, name, metWhen, plan }) => ({
        value: decision,
        text: name,
        hint: `${metWhen}.${plan ? ` A team forms, with a ${kindName(plan).toLowerCase()}.` : ''}`,
      })),
    }),
    textArea({
      name: 'reason',
      label: 'Why?',
      hint: 'Whoever sent it reads what you decide; who works on it reads why',
      value: typed.reason,
      rows: 3,
      errors,
    }),
    submitButton('Decide'),
  )}</div></div>`
}

/** Before anybody has taken it: from whom, and how near the danger is. Whom it is about is read by whoever takes it. */
export const waitingConcernView = (
  concern: WaitingConcern,
  zone: string,
  csrfToken: string,
): Html => html`${pageHeading('A worry that waits')}
${clockView(concern, zone)}
${factList([
  { label: 'From', value: `${concern.recordedByName}, ${concern.recordedByOrganisation}` },
  { label: 'Recorded', value: longTime(concern.recordedAt, zone) },
  { label: 'Danger', value: dangerWords[concern.danger] },
])}
${form({ action: `/concerns/${concern.id}/take`, csrfToken }, submitButton('Take it'))}`

/** The front door's queue of worries: of whom it does not say. */
export function waitingConcernsView(
  waiting: readonly WaitingConcern[],
  { now, zone, me }: { now: Parameters<typeof isLate>[1]; zone: string; me: string },
): Html {
  return dataTable<WaitingConcern>({
    caption: 'Worries about people whom services work with',
    columns: [
      {
        heading: 'From',
        cell: (one) => link(html`<strong>${one.recordedByName}</strong>, ${one.recordedByOrganisation}`, `/concerns/${one.id}`),
      },
      { heading: 'Danger', cell: (one) => (one.danger === 'now' ? tag(dangerWords.now, 'red') : dangerWords[one.danger]) },
      { heading: 'Recorded', cell: (one) => longTime(one.recordedAt, zone) },
      {
        heading: 'Decide by',
        cell: (one) => {
          const by = decideBy(one, zone)
          return html`${one.danger === 'now' ? '' : `the end of ${longDate(decideByDay(by, zone))}`}${isLate(by, now) && html`<br>${tag(one.danger === 'now' ? 'At once' : 'Late', 'red')}`}`
        },
      },
      { heading: 'Who has it', cell: (one) => (one.takenBy === me ? 'You' : (one.takenByName ?? 'Nobody yet')) },
    ],
    rows: waiting,
    empty: nothingHere('No worry waits.'),
  })
}

/** What became of the worries that this worker recorded: of whom it does not say, since she may work with them no longer. */
export const ownConcernsView = (recorded: readonly OwnConcern[], zone: string): Part =>
  recorded.length > 0 &&
  dataTable<OwnConcern>({
    caption: 'Worries that you recorded',
    columns: [
      { heading: 'Recorded', cell: (one) => longTime(one.recordedAt, zone) },
      { heading: 'What became of it', cell: (one) => becameOf(one, zone) },
      { heading: 'Who', cell: (one) => one.decidedByName ?? one.takenByName ?? 'Nobody yet' },
    ],
    rows: recorded,
    note: 'A worry that is urgent: ring the duty team. What was recorded more than 14 days ago is no longer listed.',
  })
function becameOf(one: OwnConcern, zone: string): Part {
  if (one.decision && one.decidedAt)
    return html`${tag(decisionWord(one.decision), 'green')}<br><span class="govuk-body-s">${longTime(one.decidedAt, zone)}</span>`
  const by = `the end of ${longDate(decideByDay(decideBy(one, zone), zone))}`
  return html`${tag(one.takenByName ? 'Being looked at' : 'Waiting', one.takenByName ? 'blue' : 'yellow')}<br><span class="govuk-body-s">${one.danger === 'now' ? 'to be decided at once' : `decided by ${by}`}</span>`
}
