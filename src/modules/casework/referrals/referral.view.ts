import { type Instant, longTime } from '#platform/dates'
import { govukDetails, govukInsetText, govukWarningText } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  dataTable,
  factList,
  form,
  link,
  nothingHere,
  pageHeading,
  phoneLink,
  radiosField,
  saysWhatChanged,
  sectionHeading,
  selectField,
  submitButton,
  type TagColour,
  tag,
  textArea,
  textField,
  timeline,
} from '#platform/views/page-parts'
import type { ListedReferral, OpenedReferral, Referrals } from './answer-referral.ts'
import type { Referral } from './referral.repository.ts'
import { type ReferralEntry, type ReferralEvent, type ReferralState, referralOf, results } from './referral.rules.ts'
import { entryTitle, resultWords } from './referral.words.ts'
import type { BeforeReferral } from './send-referral.ts'

const stateWords: Readonly<Record<ReferralState, readonly [string, TagColour]>> = {
  waiting: ['Waits for an answer', 'yellow'],
  returned: ['Back with a question', 'orange'],
  escalated: ['At the front door: to be placed', 'red'],
  accepted: ['Accepted', 'green'],
  withdrawn: ['Taken back', 'grey'],
  closed: ['Closed', 'grey'],
}
const stateOfKind: Readonly<Record<ReferralEvent['kind'], ReferralState>> = {
  sent: 'waiting',
  'sent-again': 'waiting',
  'handed-over': 'waiting',
  returned: 'returned',
  declined: 'escalated',
  accepted: 'accepted',
  withdrawn: 'withdrawn',
  closed: 'closed',
}
export const agreesWords: Readonly<Record<string, string>> = {
  yes: 'Yes, they want this help',
  'not-safe': 'They were not asked: it is not safe',
  duty: 'They were not asked, or do not agree: there is a duty to act',
}
const typedText = (text: string): Html => html`<span class="cw-as-typed">${text}</span>`

export type SendTyped = { readonly to: string; readonly need: string; readonly agrees: string; readonly safeWay: string }
export type SendPage = BeforeReferral & {
  readonly referralId: string
  readonly typed: SendTyped
  readonly csrfToken: string
  readonly errors: readonly PageError[]
}
/** Whom is asked, and for what. */
export const newReferralView = ({
  personId,
  name,
  destinations,
  referralId,
  typed,
  csrfToken,
  errors,
}: SendPage): Html => html`${pageHeading('Refer to another service', name)}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${govukInsetText({ text: 'They read who and where the person is, and what you write here: no worry, no plan and nothing else that others hold. Both of you see the same page from then on. A service that hides who comes to it is not in the list: ring it.' })}
<p class="govuk-body">Not sure who can help? ${link('Look in the services', '/services')}: for whom each is, where, and how many places are free.</p>
${form(
  { action: `/people/${personId}/referrals`, csrfToken },
  html`<input type="hidden" name="referralId" value="${referralId}">`,
  selectField({
    name: 'to',
    label: 'Whom do you ask?',
    value: typed.to,
    errors,
    choices: [{ value: '', text: 'Choose an organisation' }, ...destinations.map(({ id, name: text }) => ({ value: id, text }))],
  }),
  textArea({
    name: 'need',
    label: 'What should they help with?',
    hint: 'What they need to know to begin, and no more',
    value: typed.need,
    rows: 5,
    errors,
  }),
  radiosField({
    name: 'agrees',
    label: 'Does the person want this?',
    value: typed.agrees,
    errors,
    choices: Object.entries(agreesWords).map(([value, text]) => ({ value, text })),
  }),
  textField({
    name: 'safeWay',
    label: 'A safe way and time to reach them',
    hint: 'And what they need: an interpreter, large print, somebody with them',
    value: typed.safeWay,
    errors,
  }),
  submitButton('Send the referral'),
)}
</div></div>`

/** What an organisation has to answer, and what it sent. */
export function referralsView({ waiting, accepted, sent, names }: Referrals, zone: string): Html {
  const table = (caption: string, rows: readonly ListedReferral[], other: 'fromId' | 'atId', heading: string, empty?: Html) =>
    dataTable<ListedReferral>({
      caption,
      columns: [
        { heading: 'Person', cell: (one) => link(html`<strong>${one.name}</strong>`, `/referrals/${one.id}`) },
        { heading, cell: (one) => names.get(one[other]) ?? one[other] },
        { heading: 'Where it stands', cell: (one) => tag(...stateWords[stateOfKind[one.kind]]) },
        { heading: 'Since', cell: (one) => longTime(one.since, zone) },
      ],
      rows,
      empty,
    })
  return html`${pageHeading('Referrals')}
${saysWhatChanged('referrals')}
${table('Waiting for you', waiting, 'fromId', 'From', nothingHere('Nothing waits for your organisation.'))}
${accepted.length > 0 && table('Accepted by you', accepted, 'fromId', 'From')}
${table('Sent by your organisation', sent, 'atId', 'With', nothingHere('Your organisation has sent no referral. Open a person, and refer them from there.'))}`
}

export type ReferralPage = OpenedReferral & {
  readonly zone: string
  readonly csrfToken: string
  readonly typed: Readonly<Record<string, string>>
  readonly errors: readonly PageError[]
}
/** One referral: both sides see the same. */
export function referralView(page: ReferralPage): Html {
  const { referral, now, name, names, zone, safeContacts, side } = page
  const nameOf = (id: string) => names.get(id) ?? id
  return html`${pageHeading(name, 'Referral')}
${factList([
  {
    label: 'Where it stands',
    value: html`${tag(...stateWords[now.state])} <span class="govuk-body-s">since ${now.since && longTime(now.since, zone)}</span>`,
  },
  { label: 'From', value: nameOf(now.from) },
  { label: 'With', value: nameOf(now.at) },
  { label: 'What is needed', value: typedText(now.need) },
  { label: 'Does the person want it?', value: agreesWords[now.agrees] ?? '' },
  { label: 'Safe way and time', value: now.safeWay ? typedText(now.safeWay) : 'Not said: find out before you ring or write' },
  ...(safeContacts.length > 0
    ? [
        {
          label: 'Recorded contacts',
          value: safeContacts.map(
            ({ safety, value, when, through }, nth) =>
              html`${nth > 0 && html`<br>`}${safety === 'safe' ? 'Safe: ' : html`<strong>Not safe:</strong> `}${[through, value, when].filter(Boolean).join(', ')}`,
          ),
        },
      ]
    : []),
  ...(now.acceptedBy
    ? [
        {
          label: 'Who helps',
          value: html`${now.acceptedBy.worker} ${now.acceptedBy.phone && phoneLink(now.acceptedBy.phone, now.acceptedBy.worker)}`,
        },
      ]
    : []),
  ...(now.result ? [{ label: 'How it came out', value: resultWords[now.result] }] : []),
])}
${now.bounces > 0 && govukWarningText({ iconFallbackText: 'Warning', text: now.bounces === 1 ? 'It was sent on or back once already.' : `It was sent on or back ${now.bounces} times already. Ring before you send it on again.` })}
${side === 'has' ? hasForms(page) : side === 'sent' ? sentForms(page) : null}
${sectionHeading('What was done, by whom')}
${timeline(
  referral.entries.toReversed().map((entry) => ({
    when: dayText(entry.at, zone),
    title: entryTitle(entry, nameOf),
    text: entryText(entry),
    source: `${entry.byName}, ${entry.byOrganisation}`,
  })),
  { headingLevel: 3 },
)}
<p class="govuk-body">${link('All referrals', '/referrals')}</p>`
}
const dayText = (at: Instant, zone: string): string => at.toZonedDateTimeISO(zone).toPlainDate().toString()

function hasForms(page: ReferralPage): Part {
  const { now, destinations, frontDoor } = page
  const others = destinations.filter(({ id }) => id !== now.from)
  if (now.state === 'accepted')
    return html`${sectionHeading('When the work is done')}${one(page, 'closed', 'Close it', [
      radiosField({
        name: 'closed-result',
        label: 'How did it come out?',
        value: typedIn(page, 'closed', 'result'),
        errors: errorsIn(page, 'closed'),
        choices: results.map((value) => ({ value, text: resultWords[value] })),
      }),
      textArea({
        name: 'closed-words',
        label: 'Anything that who sent it should know',
        value: typedIn(page, 'closed', 'words'),
        rows: 2,
        errors: errorsIn(page, 'closed'),
      }),
    ])}${folded(page, 'handed-over', 'Hand it over to somebody else', overFields(page, others))}`
  if (now.state !== 'waiting' && now.state !== 'escalated') return null
  return html`${sectionHeading('Answer it')}
${one(page, 'accepted', 'Accept it', [
  textField({
    name: 'accepted-worker',
    label: 'Who helps?',
    hint: 'The name that the person will hear',
    value: typedIn(page, 'accepted', 'worker'),
    errors: errorsIn(page, 'accepted'),
  }),
  textField({
    name: 'accepted-phone',
    label: 'Their telephone number',
    width: 20,
    type: 'tel',
    value: typedIn(page, 'accepted', 'phone'),
    errors: errorsIn(page, 'accepted'),
  }),
])}
${now.state === 'waiting' && folded(page, 'returned', 'Something is missing: ask who sent it', [textArea({ name: 'returned-words', label: 'What do you need to know?', value: typedIn(page, 'returned', 'words'), rows: 2, errors: errorsIn(page, 'returned') })])}
${folded(page, 'handed-over', 'Not for us: hand it over to somebody who takes it', overFields(page, others))}
${
  now.state === 'waiting' &&
  now.at !== frontDoor &&
  folded(page, 'declined', 'Not for us, and nobody takes it', [
    textArea({
      name: 'declined-words',
      label: 'Why, and whom did you ask?',
      hint: 'It goes up to the front door, which has to find who helps',
      value: typedIn(page, 'declined', 'words'),
      rows: 3,
      errors: errorsIn(page, 'declined'),
    }),
  ])
}`
}
const overFields = (page: ReferralPage, others: readonly { id: string; name: string }[]): Html[] => [
  selectField({
    name: 'handed-over-to',
    label: 'To whom?',
    value: typedIn(page, 'handed-over', 'to'),
    errors: errorsIn(page, 'handed-over'),
    choices: [{ value: '', text: 'Choose an organisation' }, ...others.map(({ id, name }) => ({ value: id, text: name }))],
  }),
  textField({
    name: 'handed-over-spokeWith',
    label: 'With whom did you speak there?',
    hint: 'No referral is passed on unspoken: ring first',
    value: typedIn(page, 'handed-over', 'spokeWith'),
    errors: errorsIn(page, 'handed-over'),
  }),
  textArea({
    name: 'handed-over-words',
    label: 'What did you agree?',
    value: typedIn(page, 'handed-over', 'words'),
    rows: 2,
    errors: errorsIn(page, 'handed-over'),
  }),
]

function sentForms(page: ReferralPage): Part {
  const { now } = page
  if (now.state === 'closed' || now.state === 'withdrawn') return null
  return html`${
    now.state === 'returned' &&
    html`${sectionHeading('They ask you something')}${one(page, 'sent-again', 'Answer, and send it again', [
      textArea({
        name: 'sent-again-words',
        label: 'Your answer',
        value: typedIn(page, 'sent-again', 'words'),
        rows: 3,
        errors: errorsIn(page, 'sent-again'),
      }),
    ])}`
  }${folded(page, 'withdrawn', 'Take it back', [textField({ name: 'withdrawn-words', label: 'Why?', value: typedIn(page, 'withdrawn', 'words'), errors: errorsIn(page, 'withdrawn') })])}`
}

const typedIn = ({ typed }: ReferralPage, kind: string, field: string): string =>
  typed.kind === kind ? (typed[field] ?? '') : ''
const errorsIn = ({ typed, errors }: ReferralPage, kind: string): readonly PageError[] => (typed.kind === kind ? errors : [])
const one = ({ referral, now, csrfToken }: ReferralPage, kind: string, button: string, fields: Html[]): Html =>
  html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
    { action: `/referrals/${referral.id}/entries`, csrfToken },
    html`<input type="hidden" name="kind" value="${kind}"><input type="hidden" name="after" value="${now.seq}">`,
    ...fields,
    submitButton(button, kind === 'accepted' || kind === 'sent-again' || kind === 'closed' ? undefined : 'secondary'),
  )}</div></div>`
const folded = (page: ReferralPage, kind: string, title: string, fields: Html[]): Html =>
  govukDetails({ summaryText: title, open: page.typed.kind === kind, html: one(page, kind, 'Write it down', fields) })

const entryText = ({ event }: ReferralEntry): Part =>
  event.kind === 'sent' ? typedText(event.need) : event.words && typedText(event.words)

/** On a person's page: where she was referred, and what came of it. */
export const referralsOnPersonView = (mine: readonly Referral[]): Part =>
  mine.length > 0 &&
  dataTable<Referral>({
    caption: 'Referrals',
    columns: [
      {
        heading: 'What is needed',
        cell: (each) => link(html`<strong>${referralOf(each.entries).need.slice(0, 80)}</strong>`, `/referrals/${each.id}`),
      },
      { heading: 'From', cell: (each) => each.entries[0]?.byOrganisation ?? '' },
      { heading: 'Where it stands', cell: (each) => tag(...stateWords[referralOf(each.entries).state]) },
      { heading: 'Sent on or back', cell: (each) => `${referralOf(each.entries).bounces}` },
    ],
    rows: mine,
  })
