import { type Instant, longTime, instant as toInstant } from '#platform/dates'
import { govukDetails, govukInsetText, govukPanel, govukWarningText } from '#platform/views/components.generated'
import { type Html, html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  checkboxesField,
  type DateAnswer,
  dataTable,
  dateField,
  factList,
  form,
  link,
  nothingHere,
  pageHeading,
  paragraph,
  phoneLink,
  radiosField,
  sectionHeading,
  selectField,
  submitButton,
  type TagColour,
  tag,
  textArea,
  textField,
  timeline,
} from '#platform/views/page-parts'
import { inWords, nameOf } from '../words.rules.ts'
import type { Entry, Incident, Opened } from './incident.repository.ts'
import {
  awareAt,
  type CountedBy,
  countedBy,
  dueFrom,
  type EntryKind,
  type GoingOn,
  goingOn,
  type IncidentState,
  isLate,
  sharedKinds,
  stateOf,
} from './incident.rules.ts'
import type { Counted } from './incidents.ts'
import type { Written } from './notice.repository.ts'
import { noticeView } from './notice.view.ts'
import { formQuestions } from './notification.rules.ts'
import { tellingWords } from './notification.ts'

export type At = { readonly now: Instant; readonly zone: string }
export type Moment = { readonly date: DateAnswer; readonly time: string }
type Sent = { readonly csrfToken: string; readonly errors: readonly PageError[] }

export const goingOnWords: Readonly<Record<GoingOn, string>> = { yes: 'Yes', no: 'No', 'not-known': 'I do not know' }
const stateWords: Readonly<Record<IncidentState, readonly [string, TagColour]>> = {
  'to-decide': ['To decide', 'yellow'],
  overdue: ['72 hours are over', 'red'],
  'to-tell': ['Decide about the people', 'orange'],
  telling: ['People are being told', 'orange'],
  'to-close': ['To close', 'blue'],
  closed: ['Closed', 'grey'],
}
export const choiceWords: Readonly<Record<string, string>> = {
  confidentiality: 'Confidentiality: somebody saw or got what she should not',
  integrity: 'Integrity: information was changed that should not be',
  availability: 'Availability: information was lost, or nobody could get at it',
  reported: 'The Information Commissioner has been told',
  'no-risk': 'Not told: it is unlikely to result in a risk to people',
  tell: 'The people are told: the risk to them is likely to be high',
  'no-high-risk': 'Not told: the risk to them is not likely to be high',
  'data-unreadable': 'Not told: nobody could read the data (Article 34(3)(a))',
  'risk-gone': 'Not told: what was done since means that a high risk is no longer likely (Article 34(3)(b))',
  'public-notice': 'Told by a public notice: telling each would be out of proportion (Article 34(3)(c))',
  'each-own': 'Each organisation tells those whose information it holds',
  'lead-tells': 'The organisation to which it was reported tells everyone whom it can, the others tell the rest',
  'other-tells': 'Another organisation tells them: which one stands below',
}
type Kind = Exclude<EntryKind, 'counted' | 'form'>
/** Of each kind of entry: what it is called, and what it asks for. */
export const kindWords: Readonly<Record<Kind, { readonly title: string; readonly ask: string; readonly hint: string }>> = {
  aware: {
    title: 'When we became aware',
    ask: 'Who became aware, and how?',
    hint: 'The 72 hours run from the moment when your organisation was reasonably sure that information was affected.',
  },
  assessed: {
    title: 'What kind of breach it is',
    ask: 'Which kinds of information, whose, and what could come of it?',
    hint: 'Write kinds and numbers, no names.',
  },
  contained: { title: 'What was done to contain it', ask: 'What was done?', hint: 'No names.' },
  shared: {
    title: 'Facts for every organisation concerned',
    ask: 'What should the other organisations know?',
    hint: 'Every organisation concerned reads this, and nothing else that you write. No names.',
  },
  agreed: {
    title: 'Who tells whom',
    ask: 'With whom was it agreed, and how is it done?',
    hint: 'Every organisation concerned reads this. Nobody should be told twice, and nobody be left out.',
  },
  regulator: {
    title: 'Whether the Information Commissioner is told',
    ask: 'Why?',
    hint: 'Within 72 hours, unless a risk to people is unlikely. Where several organisations are concerned, each decides for itself; write here if another reports for you.',
  },
  people: {
    title: 'Whether the people are told',
    ask: 'Why, and how are they told?',
    hint: 'Without undue delay where the risk to them is likely to be high. First ask whether a letter or a message could put somebody in danger.',
  },
  note: { title: 'A note', ask: 'What should be remembered?', hint: 'No names.' },
  closed: {
    title: 'Close with what was learnt',
    ask: 'What was learnt, and what changes?',
    hint: 'Nothing can be written after this.',
  },
}
export const kinds = Object.keys(kindWords) as Kind[]

const momentField = (name: string, label: string, typed: Moment, errors: readonly PageError[], hint?: string): Html =>
  html`${dateField({ name, label, value: typed.date, errors, hint })}${textField({
    name: `${name}-time`,
    label: 'At what time?',
    hint: 'For example, 14:30',
    value: typed.time,
    width: 5,
    errors,
  })}`

/** The form by which anybody at work says that something went wrong. */
export const reportView = (
  typed: {
    readonly said: string
    readonly noticed: Moment
    readonly goingOn: string
    readonly about: string
    readonly from: string
  },
  { csrfToken, errors }: Sent,
): Html => html`${pageHeading('Something went wrong with people’s information')}
${paragraph('An e-mail to the wrong person, a lost paper, a screen left open, a look that should not have been: tell us now, even if you are not sure. You help the people concerned by being quick.')}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
  { action: '/incidents/new', csrfToken },
  html`<input type="hidden" name="from" value="${typed.from}">`,
  textArea({
    name: 'said',
    label: 'What happened, and when?',
    hint: 'In your words. Leave out the names of people you support.',
    value: typed.said,
    rows: 5,
    errors,
  }),
  momentField('noticed', 'When was it noticed?', typed.noticed, errors),
  radiosField({
    name: 'goingOn',
    label: 'Is it still going on?',
    value: typed.goingOn,
    errors,
    choices: goingOn.map((value) => ({ value, text: goingOnWords[value] })),
  }),
  textField({
    name: 'about',
    label: 'Which look or request is it about? (optional)',
    hint: 'Its reference, if you have one',
    value: typed.about,
    errors,
  }),
  submitButton('Send'),
)}</div></div>`

/** Thanks, what happens next, and whom to ring. */
export const thanksView = (
  reference: string | undefined,
  duty: { readonly team: string; readonly phone: string } | null,
): Html => html`
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${govukPanel({ titleText: 'Thank you', html: reference ? html`Your reference<br><strong>${reference}</strong>` : html`Your report has been sent`, headingLevel: 1 })}
${sectionHeading('What happens next')}
${paragraph('Your organisation’s information governance officer sees it now. They may ask you more. They decide within 72 hours who has to be told.')}
${paragraph('If you can stop it from getting worse, do: lock the screen, or ask whoever got it to delete it and to say so. Do not delete anything yourself.')}
${duty && html`<p class="govuk-body">If somebody may be in danger because of it, ring ${duty.team} on ${phoneLink(duty.phone)}, or 999.</p>`}</div></div>`

const stateTag = (incident: Incident, now: Instant): Html => tag(...stateWords[stateOf(incident, now)])
const clock = (incident: Incident, { now, zone }: At): Html => {
  const due = dueFrom(awareAt(incident))
  const state = stateOf(incident, now)
  const hours = Math.floor((now.epochMilliseconds - awareAt(incident).epochMilliseconds) / 3_600_000)
  if (state === 'to-decide')
    return html`${longTime(due, zone)}<br><span class="govuk-body-s">${hours} of 72 hours are over</span>`
  if (state === 'overdue') return html`<strong>Was due ${longTime(due, zone)}</strong>`
  return html`Decided`
}

/** The incidents of one organisation. */
export const incidentsView = (incidents: readonly Incident[], at: At): Html => html`${pageHeading('Incidents')}
${paragraph('What went wrong with people’s information that your organisation is responsible for. Whether the Information Commissioner is told has to be decided within 72 hours of becoming aware.')}
<p class="govuk-body">${link('Report an incident', '/incidents/new')}</p>
${dataTable<Incident>({
  caption: 'Incidents',
  columns: [
    { heading: 'Reference', cell: (one) => link(one.reference, `/incidents/${one.id}`) },
    { heading: 'Reported', cell: (one) => longTime(one.reportedAt, at.zone) },
    { heading: 'Decide by', cell: (one) => clock(one, at) },
    { heading: 'Where it stands', cell: (one) => stateTag(one, at.now) },
  ],
  rows: incidents,
  empty: nothingHere('Nobody has reported an incident.'),
})}`

const byWords: Readonly<Record<CountedBy, string>> = {
  everything: 'Everybody who looked',
  account: 'One account (its number, as in the log)',
  session: 'One session (its number)',
  organisation: 'One organisation (its short name)',
  dataset: 'One dataset (its short name)',
  agreement: 'One agreement (short name and version, such as AFH v1)',
  purpose: 'One purpose (its short name)',
}
const countedView = (said: string, zone: string): Html => {
  const { from, to, by, which, shown } = JSON.parse(said) as Counted
  return html`${paragraph(`From ${localTime(from, zone)} until ${localTime(to, zone)}. ${byWords[by].replace(/ \(.*/, '')}${which && `: ${which}`}.`)}
${shown.some(({ people }) => people === 0) && paragraph('Where the number of people is not known, the product itself worked through many records at once, and the log does not say whose.')}
${dataTable({
  caption: 'Of how many people it was shown',
  columns: [
    { heading: 'Dataset', cell: ([one]) => inWords(one!.dataset) },
    { heading: 'Kinds', cell: (kinds) => kinds.map((one) => inWords(one.fieldClass)).join(', ') },
    { heading: 'People', cell: ([one]) => one!.people || 'Not known', numeric: true },
    { heading: 'Looks', cell: ([one]) => one!.looks, numeric: true },
  ],
  // Kinds that were shown of as many people, as often, are one line.
  rows: [...Map.groupBy(shown, ({ dataset, people, looks }) => `${dataset} ${people} ${looks}`).values()],
  empty: nothingHere('The log has no look at your organisation’s information in that time.'),
})}`
}
const localTime = (text: string, zone: string) => longTime(toInstant(text), zone)

const entryView = (entry: Entry & { readonly said: string }, zone: string): Html =>
  entry.kind === 'counted'
    ? countedView(entry.said, zone)
    : entry.kind === 'form'
      ? answersView(entry.said)
      : html`${entry.happenedAt && paragraph(longTime(entry.happenedAt, zone))}${entry.chosen.map((one) => paragraph(choiceWords[one] ?? one))}<p class="govuk-body cw-as-typed">${entry.said}</p>`

const answersView = (said: string): Html => {
  const given = JSON.parse(said) as Record<string, string>
  return factList(
    formQuestions
      .filter(({ id }) => given[id])
      .map(({ id, label }) => ({ label, value: html`<span class="cw-as-typed">${given[id]}</span>` })),
  )
}
/** From where somebody came to report it: a reference, and the way back to it. */
function aboutView(about: string): Html {
  const [, words, path] = /^(.*?) ?(\/[a-z-]+\/[0-9a-f-]{36})?$/.exec(about) ?? []
  return path ? link(words || 'What it is about', path) : html`${words}`
}

type Seen = {
  readonly incident: Opened
  readonly notice: Written | undefined
  readonly names: ReadonlyMap<string, string>
}
/** One incident: its clock, what was reported, what was written since, and what can be written. */
export const incidentView = ({ incident, notice, names }: Seen, at: At & { readonly csrfToken: string }): Html => {
  const state = stateOf(incident, at.now)
  const isOpen = state !== 'closed'
  return html`${pageHeading(incident.reference, 'Incident')}
${state === 'overdue' && govukWarningText({ text: 'The 72 hours are over. The report has to say why it is late.', iconFallbackText: 'Warning' })}
${incident.hidden && govukWarningText({ text: 'The other organisations do not know that yours is concerned, since nobody may know who comes to you. Nothing that you write is shared.', iconFallbackText: 'Warning' })}
${factList([
  { label: 'Where it stands', value: stateTag(incident, at.now) },
  {
    label: 'Aware since',
    value: `${longTime(awareAt(incident), at.zone)}${incident.entries.some(({ kind, ours }) => kind === 'aware' && ours) ? '' : incident.leads ? ' (when it was noticed: say below when your organisation became aware)' : ' (when you were told here)'}`,
  },
  { label: 'Decide by', value: clock(incident, at) },
  ...(incident.said === null
    ? [
        {
          label: 'Told by',
          value: `${incident.reportedByName}, ${nameOf(names, incident.leadControllerId)}, ${longTime(incident.reportedAt, at.zone)}`,
        },
      ]
    : [{ label: 'What was reported', value: html`<span class="cw-as-typed">${incident.said}</span>` }]),
  ...(incident.about ? [{ label: 'About', value: aboutView(incident.about) }] : []),
  { label: 'Noticed', value: longTime(incident.firstNoticedAt, at.zone) },
  { label: 'Still going on, when reported', value: goingOnWords[incident.goingOn] },
  ...(incident.leads
    ? [{ label: 'Reported by', value: `${incident.reportedByName}, ${longTime(incident.reportedAt, at.zone)}` }]
    : []),
  {
    label: 'Other organisations concerned',
    value:
      incident.concerned.length === 0
        ? 'None has been told'
        : incident.concerned.map(
            ({ controllerId, toldAt }, nth) =>
              html`${nth > 0 && html`<br>`}${nameOf(names, controllerId)}, since ${longTime(toldAt, at.zone)}`,
          ),
  },
])}
${
  isOpen &&
  html`${sectionHeading('Write')}<ul class="govuk-list">${kinds
    .filter((kind) => !incident.hidden || !sharedKinds.includes(kind))
    .map((kind) => html`<li>${link(kindWords[kind].title, `/incidents/${incident.id}/entries/${kind}`)}</li>`)}
<li>${link('Count from the log how many people it reached', `/incidents/${incident.id}/count`)}</li></ul>`
}
${isOpen && incident.leads && incident.entries.some(({ kind, ours }) => kind === 'counted' && ours) && involveView(incident, at.csrfToken)}
${peopleView(incident, notice, { isOpen, csrfToken: at.csrfToken })}
${sectionHeading('The Commissioner’s form')}
<ul class="govuk-list"><li>${link('What the form asks, to read, print or save', `/incidents/${incident.id}/notification`)}</li>
${isOpen && html`<li>${link('Answer what it asks besides', `/incidents/${incident.id}/form`)}</li>`}</ul>
${sectionHeading('What was written')}
${
  incident.entries.length === 0
    ? nothingHere('Nothing yet. What is written here stays: what turns out wrong is put right by the next entry.')
    : timeline(
        incident.entries.map((entry) => ({
          when: entry.writtenAt.toString(),
          title: titleOf(entry.kind),
          text: entryView(entry, at.zone),
          recordedBy: entry.ours ? entry.writtenByName : `${entry.writtenByName}, of another organisation`,
        })),
      )
}`
}
const titleOf = (kind: EntryKind): string =>
  kind === 'counted' ? 'Counted from the log' : kind === 'form' ? 'Answers for the Commissioner’s form' : kindWords[kind].title

const involveView = (incident: Opened, csrfToken: string): Html => html`${sectionHeading('Other organisations’ information')}
${paragraph('If the looks that were counted showed information of other organisations as well, each of them has to decide for itself. Each gets its own part with its own 72 hours, and reads what you share.')}
${form({ action: `/incidents/${incident.id}/involve`, csrfToken }, submitButton('Tell the organisations whose information was shown', 'secondary'))}`

/** Who was told in which way, as counts; the notice; and the way to the list. */
const peopleView = (
  incident: Opened,
  notice: Written | undefined,
  { isOpen, csrfToken }: { readonly isOpen: boolean; readonly csrfToken: string },
): Html => html`${sectionHeading('Telling the people')}
${
  incident.told.frozen
    ? factList(Object.entries(incident.counts).map(([way, people]) => ({ label: tellingWords[way] ?? way, value: `${people}` })))
    : paragraph('Nobody has frozen yet whom it reached.')
}
<ul class="govuk-list"><li>${link('Whom it reached, and how each is told', `/incidents/${incident.id}/people`)}</li>
${(isOpen || incident.told.isPublic) && html`<li>${link(notice ? 'Change what people are told' : 'Write what people are told', `/incidents/${incident.id}/notice`)}</li>`}</ul>
${notice && govukDetails({ summaryText: 'What people are told', html: noticeView(notice.notice) })}
${
  notice &&
  (
    incident.told.isPublic ||
      (isOpen && incident.entries.findLast(({ kind, ours }) => kind === 'people' && ours)?.chosen[0] === 'public-notice')
  ) &&
  form(
    { action: `/incidents/${incident.id}/notice/publish`, csrfToken },
    submitButton(
      incident.told.isPublic ? 'Put the public notice right: say what is written now' : 'Publish it for everyone',
      'secondary',
    ),
  )
}
${incident.told.isPublic && html`<p class="govuk-body">${link('The public notice', '/public/data-use/incidents')}</p>`}`

export type TypedEntry = {
  readonly words: string
  readonly chosen: readonly string[]
  readonly delay: string
  readonly at: Moment
}
/** The form of one entry. */
export const entryFormView = (
  incident: Opened,
  kind: Kind,
  typed: TypedEntry,
  choices: readonly string[],
  { csrfToken, errors, now }: Sent & At,
): Html => {
  const { title, ask, hint } = kindWords[kind]
  const options = choices.map((value) => ({ value, text: choiceWords[value]! }))
  return html`${pageHeading(title, incident.reference)}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
    { action: `/incidents/${incident.id}/entries/${kind}`, csrfToken },
    ...(kind === 'assessed'
      ? [checkboxesField({ name: 'chosen', label: 'Which kinds?', values: typed.chosen, choices: options, errors })]
      : options.length > 0
        ? [radiosField({ name: 'chosen', label: 'What is decided?', value: typed.chosen[0] ?? '', choices: options, errors })]
        : []),
    ...(kind === 'aware' ? [momentField('at', 'When did your organisation become aware?', typed.at, errors)] : []),
    ...(kind === 'regulator'
      ? [
          momentField('at', 'When was the Commissioner told?', typed.at, errors, 'Only if they were told'),
          ...(isLate(incident, now)
            ? [
                textArea({
                  name: 'delay',
                  label: 'Why is it late?',
                  hint: 'The 72 hours are over: the report has to say why.',
                  value: typed.delay,
                  rows: 3,
                  errors,
                }),
              ]
            : []),
        ]
      : []),
    textArea({ name: 'words', label: ask, hint, value: typed.words, rows: 5, errors }),
    submitButton(kind === 'closed' ? 'Close the incident' : 'Write it down'),
  )}</div></div>`
}

/** The form by which an officer counts from the log. */
export const countFormView = (
  incident: Opened,
  typed: { readonly from: Moment; readonly to: Moment; readonly by: string; readonly which: string },
  { csrfToken, errors }: Sent,
): Html => html`${pageHeading('Count from the log how many people it reached', incident.reference)}
${paragraph('It counts of how many people your organisation’s information was shown, also where the person was not told of the look. It names nobody. Information of other organisations is counted by their own officers.')}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
  { action: `/incidents/${incident.id}/count`, csrfToken },
  momentField('from', 'From', typed.from, errors),
  momentField('to', 'Until', typed.to, errors),
  selectField({
    name: 'by',
    label: 'Which looks?',
    value: typed.by,
    choices: countedBy.map((value) => ({ value, text: byWords[value] })),
    errors,
  }),
  textField({ name: 'which', label: 'Which one?', hint: 'Leave empty for everybody', value: typed.which, errors }),
  submitButton('Count'),
)}</div></div>`

/** What the Commissioner's form asks, from what was written; what is missing says so. */
export const notificationView = (
  id: string,
  reference: string,
  parts: readonly { readonly heading: string; readonly text: string }[],
): Html =>
  html`${pageHeading('Notification of a personal data breach', reference)}
${govukInsetText({ text: 'Copy this into the Commissioner’s form, or print it. Sending it is recorded as an entry of the incident.' })}
<p class="govuk-body cw-no-print"><a class="govuk-link" href="/incidents/${id}/notification.html" download>Save it as a document</a></p>
${factList(parts.map(({ heading, text }) => ({ label: heading, value: text === '' ? 'Not written yet' : html`<span class="cw-as-typed">${text}</span>` })))}`
