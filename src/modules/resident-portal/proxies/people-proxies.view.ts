import { isPersonal, type LimitKind, type ProxyKind, type WhyNot } from '#modules/information-governance'
import { longDate, longTime } from '#platform/dates'
import { govukButton, govukInsetText } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  checkboxesField,
  type DateAnswer,
  dataTable,
  dateField,
  form,
  link,
  nothingHere,
  pageHeading,
  paragraph,
  radiosField,
  submitButton,
  tag,
  textArea,
  textField,
} from '#platform/views/page-parts'
import type { PersonsProxies, RightSeen } from './people-proxies.ts'

export const kindWords: Readonly<Record<ProxyKind, string>> = {
  helper: 'Helper, chosen by the person',
  parent: 'Parental responsibility',
  attorney: 'Lasting power of attorney, health and welfare',
  deputy: 'Deputy of the Court of Protection, personal welfare',
  'court-order': 'Named by another order of a court',
}
export const limitWords: Readonly<Record<LimitKind, string>> = {
  competence: 'The person decides this for themselves',
  'no-contact': 'No contact: an order or bail condition',
  'care-order': 'Care order: the council shares parental responsibility',
  dispute: 'Parental responsibility is disputed',
  death: 'The person has died',
}
const limitHints: Readonly<Record<LimitKind, string>> = {
  competence:
    'A child by Gillick, an adult by the Mental Capacity Act. Stops parents, attorneys, deputies and those named by a court.',
  'no-contact': 'Stops everything the named holder may do.',
  'care-order': 'Stops parents.',
  dispute: 'Stops every parent until you or a colleague lift this with the decision.',
  death: 'Stops everyone.',
}
const stateWords: Readonly<Record<WhyNot, string>> = {
  'not-taken-up': 'Code not used yet',
  ended: 'Ended',
  over: 'Over',
  death: 'Stopped: the person has died',
  'no-contact': 'Stopped: no contact',
  'care-order': 'Stopped: care order',
  dispute: 'Stopped: disputed',
  sixteen: 'Over: the person is 16',
  eleven: 'Stopped at 11: needs a review',
  competence: 'Stopped: the person decides',
  protection: 'Stopped',
}

type Form = { readonly errors: readonly PageError[]; readonly csrfToken: string }
/** Whether anything but ending it may be decided. It depends on nothing that is recorded of either of the two. */
const hasChoice = (right: RightSeen) => right.mayReview || isPersonal(right.kind)
const nameOf = (right: RightSeen) => right.proxyName ?? right.called
const hidden = (text: string) => html`<span class="govuk-visually-hidden"> (${text})</span>`
const stateOf = ({ state }: RightSeen): Part => (state.live ? tag('Open', 'green') : tag(stateWords[state.because], 'grey'))

/** Who may act for a person, by what, until when; and what stops it. */
export function peopleProxiesView({ personId, name, rights, limits }: PersonsProxies, mayEnter: boolean, zone: string): Html {
  const changeable = (right: RightSeen) => mayEnter && right.endedAt === null
  return html`${pageHeading('Who may act for this person', name)}
${paragraph('Someone with a right sees a part of the person’s own page: who looked, for help that was agreed. They never see what was written. Protection or abuse on either side stops a helper or parent at once, and no page says so: the state below leaves it out. It stays stopped at least until you say that it is safe.')}
${mayEnter && html`<div class="govuk-button-group">${govukButton({ text: 'Enter a right', href: `/people/${personId}/proxies/new` })}${govukButton({ text: 'Record what stops rights', href: `/people/${personId}/proxies/limits`, classes: 'govuk-button--secondary' })}</div>`}
${dataTable<RightSeen>({
  caption: 'Rights',
  columns: [
    { heading: 'Who', cell: (right) => html`<strong>${nameOf(right)}</strong><br>${kindWords[right.kind]}` },
    { heading: 'Part of the page', cell: () => 'Who looked' },
    {
      heading: 'By what',
      cell: (right) =>
        html`${right.kind === 'helper' ? 'The person chose them' : right.evidence}<br>Given ${longTime(right.grantedAt, zone)}${
          right.safeSaidAt && html`<br>Said to be safe ${longTime(right.safeSaidAt, zone)}: ${right.safeSaid}`
        }`,
    },
    { heading: 'Ends', cell: (right) => longDate(right.until) },
    { heading: 'Now', cell: stateOf },
    ...(mayEnter
      ? [
          {
            heading: 'Change',
            cell: (right: RightSeen) =>
              changeable(right) &&
              link(
                html`${hasChoice(right) ? 'Change' : 'End'}${hidden(nameOf(right))}`,
                `/people/${personId}/proxies/${right.id}`,
              ),
          },
        ]
      : []),
  ],
  rows: rights,
  empty: nothingHere('Nobody has a right to act for this person here.'),
})}
${dataTable({
  caption: 'What stops rights',
  columns: [
    {
      heading: 'What',
      cell: (limit) => html`<strong>${limitWords[limit.kind]}</strong><br>${limit.reason}`,
    },
    {
      heading: 'Against',
      cell: (limit) => {
        const right = limit.accountId === null ? undefined : rights.find((one) => one.accountId === limit.accountId)
        return right ? nameOf(right) : 'Everyone it concerns'
      },
    },
    { heading: 'Since', cell: (limit) => longTime(limit.from, zone) },
    {
      heading: 'Now',
      cell: (limit) =>
        limit.liftedAt
          ? tag(`Lifted ${longTime(limit.liftedAt, zone)}`, 'grey')
          : mayEnter
            ? link(html`Lift${hidden(limitWords[limit.kind])}`, `/people/${personId}/proxies/limits/${limit.id}`)
            : tag('Stands', 'yellow'),
    },
  ],
  rows: limits,
  empty: nothingHere('Nothing that stops rights is recorded.'),
})}
${paragraph(link('Back to the person', `/people/${personId}`))}`
}

export type TypedRight = {
  readonly kind: string
  readonly called: string
  readonly scopes: readonly string[]
  readonly evidence: string
  readonly until: DateAnswer
}

/** Entering a right by what was seen. */
export const enterView = ({ personId, name }: PersonsProxies, typed: TypedRight, { errors, csrfToken }: Form): Html =>
  html`${pageHeading('Enter a right', name)}
${govukInsetText({ text: 'Enter it only when you know both and have seen the document. You get a code to hand over in person. It opens a part of this person’s own page to the one who uses it.' })}
${form(
  { action: `/people/${personId}/proxies/new`, csrfToken },
  radiosField({
    name: 'kind',
    label: 'What kind of right is it?',
    value: typed.kind,
    errors,
    choices: [
      {
        value: 'parent',
        text: kindWords.parent,
        hint: 'For a child under 16. It stops at 11 unless you review it with the child, and ends at 16.',
      },
      {
        value: 'attorney',
        text: kindWords.attorney,
        hint: 'A power for property and money opens no part of the page, so it is not entered.',
      },
      { value: 'deputy', text: kindWords.deputy },
      { value: 'court-order', text: kindWords['court-order'], hint: 'For example special guardianship.' },
    ],
  }),
  textField({
    name: 'called',
    label: 'Who holds it?',
    hint: 'Their name, and who they are to the person',
    value: typed.called,
    width: 30,
    errors,
  }),
  checkboxesField({
    name: 'scopes',
    label: 'What may they see?',
    choices: [{ value: 'who-looked', text: 'Who looked, for help that was agreed' }],
    values: typed.scopes,
    errors,
  }),
  textArea({
    name: 'evidence',
    label: 'What did you see?',
    hint: 'The document, its date and number. For a child of 11 or more also what the child wants, and whether they can decide this themselves.',
    value: typed.evidence,
    rows: 3,
    errors,
  }),
  dateField({
    name: 'until',
    label: 'On which day does it end?',
    hint: 'Leave it empty for the latest day: the 11th or 16th birthday for a parent, otherwise in three years.',
    value: typed.until,
    errors,
  }),
  submitButton('Make a code'),
)}`

/** The code, shown once to the worker who hands it over. */
export const rightCodeView = (code: string, personId: string): Html => html`${pageHeading('A code to hand over')}
<p class="govuk-body-l"><strong class="cw-code">${code}</strong></p>
${paragraph('Give it to the holder yourself, face to face. They need their own page, tied to them. There they choose “See a page for someone else”. It works once, for 48 hours. It is not shown again.')}
${paragraph(link('Back to who may act for this person', `/people/${personId}/proxies`))}`

/** Ending a right, saying that it is safe, or looking at it again with a child who is 11. */
export const changeView = (
  { personId, name }: PersonsProxies,
  right: RightSeen,
  typed: { readonly change: string; readonly reason: string },
  { errors, csrfToken }: Form,
): Html => html`${pageHeading(hasChoice(right) ? 'Change a right' : 'End a right', name)}
${paragraph(`${nameOf(right)}. ${kindWords[right.kind]}. It ends on ${longDate(right.until)}.`)}
${form(
  { action: `/people/${personId}/proxies/${right.id}`, csrfToken },
  ...(hasChoice(right)
    ? [
        radiosField({
          name: 'change',
          label: 'What did you decide?',
          value: typed.change,
          errors,
          choices: [
            ...(right.mayReview
              ? [
                  {
                    value: 'review',
                    text: 'It goes on until the child is 16',
                    hint: 'You asked the child what they want, and they do not decide this for themselves yet.',
                  },
                ]
              : []),
            ...(isPersonal(right.kind)
              ? [
                  {
                    value: 'safe',
                    text: 'Say that it is safe',
                    hint: 'You know both, and asked the person alone. What was recorded until now stops it no more, but a protection that stands still does. What is recorded after now stops it again. You can say this at any time: it does not mean that anything is recorded.',
                  },
                ]
              : []),
            { value: 'end', text: 'It ends now' },
          ],
        }),
      ]
    : [html`<input type="hidden" name="change" value="end">`]),
  textArea({
    name: 'reason',
    label: right.mayReview
      ? 'What does the child want, and why did you decide so?'
      : hasChoice(right)
        ? 'Why did you decide so?'
        : 'Why does it end?',
    value: typed.reason,
    rows: 3,
    errors,
  }),
  submitButton(hasChoice(right) ? 'Save' : 'End it now', hasChoice(right) ? undefined : 'warning'),
)}`

/** Recording what stops rights. */
export const limitView = (
  { personId, name, rights }: PersonsProxies,
  typed: { readonly kind: string; readonly against: string; readonly reason: string },
  { errors, csrfToken }: Form,
): Html => {
  const holders = rights.filter((right) => right.accountId !== null && right.endedAt === null)
  return html`${pageHeading('Record what stops rights', name)}
${form(
  { action: `/people/${personId}/proxies/limits`, csrfToken },
  radiosField({
    name: 'kind',
    label: 'What is it?',
    value: typed.kind,
    errors,
    choices: (Object.keys(limitWords) as LimitKind[]).map((kind) => ({
      value: kind,
      text: limitWords[kind],
      hint: limitHints[kind],
    })),
  }),
  radiosField({
    name: 'against',
    label: 'Against whom?',
    value: typed.against,
    errors,
    choices: [
      { value: 'everyone', text: 'Everyone it concerns' },
      ...holders.map((right) => ({ value: right.id, text: `${nameOf(right)}: ${kindWords[right.kind].toLowerCase()}` })),
    ],
  }),
  textArea({
    name: 'reason',
    label: 'What shows it?',
    hint: 'The order and its date, or who assessed it and how.',
    value: typed.reason,
    rows: 3,
    errors,
  }),
  submitButton('Stop it now', 'warning'),
)}`
}

/** Lifting what stopped rights. */
export const liftView = (
  { personId, name }: PersonsProxies,
  limit: PersonsProxies['limits'][number],
  reason: string,
  { errors, csrfToken }: Form,
): Html => html`${pageHeading('Lift what stops rights', name)}
${paragraph(`${limitWords[limit.kind]}: ${limit.reason}`)}
${form(
  { action: `/people/${personId}/proxies/limits/${limit.id}`, csrfToken },
  textArea({ name: 'reason', label: 'Why does it stand no longer?', value: reason, rows: 3, errors }),
  submitButton('Lift it'),
)}`
