import { type RestrictionGround, restrictionGrounds } from '#modules/information-governance'
import { govukInsetText } from '#platform/views/components.generated'
import { type Html, html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  type DateAnswer,
  dateField,
  form,
  pageHeading,
  radiosField,
  selectField,
  submitButton,
  textArea,
  textField,
} from '#platform/views/page-parts'
import type { BeforeAskingFor } from './enter.ts'

export type EntryTyped = {
  readonly id: string
  readonly kind: string
  readonly ground: RestrictionGround | ''
  readonly said: string
  readonly to: string
  readonly reference: string
  readonly received: DateAnswer
}
type Around = { readonly csrfToken: string; readonly errors: readonly PageError[] }
type Named = { readonly id: string; readonly name: string }

/** What is asked, and why: alike for whoever writes it. */
const whatFields = (typed: EntryTyped, errors: readonly PageError[]): Html => html`${radiosField({
  name: 'kind',
  label: 'What do they ask?',
  value: typed.kind,
  errors,
  choices: [
    { value: 'restriction', text: 'Keep what you hold, and do not use it' },
    { value: 'objection', text: 'Stop using it for something' },
  ],
})}
${selectField({
  name: 'ground',
  label: 'If it shall be kept and not used: why?',
  hint: 'The four grounds that the law knows (UK GDPR, article 18). Leave it open for an objection.',
  value: typed.ground,
  errors,
  choices: [{ value: '', text: 'Choose one' }, ...restrictionGrounds.map(({ id, name }) => ({ value: id, text: name }))],
})}
${textArea({ name: 'said', label: 'In their words', hint: 'What it is about, and why.', value: typed.said, rows: 5, errors })}`

/** Where an officer writes in what came otherwise than by somebody's own page. */
export const entryView = (
  datasets: readonly Named[],
  typed: EntryTyped,
  { csrfToken, errors }: Around,
): Html => html`${pageHeading('Write in a request')}
<p class="govuk-body-l">For an objection, or a wish that something is kept and not used, that came by letter, telephone or in person. Its clock runs from the day on which it came.</p>
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
  { action: '/subject-requests/new', csrfToken },
  html`<input type="hidden" name="id" value="${typed.id}">`,
  selectField({
    name: 'dataset',
    label: 'In which records are they?',
    value: typed.to,
    errors,
    choices: [{ value: '', text: 'Choose one' }, ...datasets.map(({ id, name }) => ({ value: id, text: name }))],
  }),
  textField({
    name: 'reference',
    label: 'Their reference in your own system',
    hint: 'Look it up there, and make sure that they are who they say.',
    value: typed.reference,
    errors,
  }),
  dateField({ name: 'received', label: 'When did it come?', value: typed.received, errors }),
  whatFields(typed, errors),
  submitButton('Write it in'),
)}</div></div>`

/** Where a worker asks for somebody with whom she works. */
export const askForView = (
  { personId, name, organisations }: BeforeAskingFor,
  typed: EntryTyped,
  { csrfToken, errors }: Around,
): Html => html`${pageHeading('Ask for this person that their data is not used', name)}
${govukInsetText({ text: 'Ask only what they want, in their words, and tell them that you did. The organisation answers within a month. Whatever it decides, nothing stops what keeps a child or an adult safe.' })}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
  { action: `/people/${personId}/own-data`, csrfToken },
  html`<input type="hidden" name="id" value="${typed.id}">`,
  selectField({
    name: 'to',
    label: 'Whom do they ask?',
    value: typed.to,
    errors,
    choices: [{ value: '', text: 'Choose one' }, ...organisations.map((one) => ({ value: one.id, text: one.name }))],
  }),
  whatFields(typed, errors),
  submitButton('Send'),
)}</div></div>`
