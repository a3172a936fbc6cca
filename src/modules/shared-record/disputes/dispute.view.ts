import type { DisputeState, Outcome } from '#modules/information-governance'
import { longDate } from '#platform/dates'
import { govukInsetText } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  type DateAnswer,
  dataTable,
  dateField,
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
} from '#platform/views/page-parts'
import { linesView } from '../rights/copy.view.ts'
import type { ListedDispute, OpenDispute } from './open-disputes.ts'

const outcomeWords: Readonly<Record<Outcome, string>> = {
  corrected: 'Put right',
  partly: 'Put right in part',
  'not-corrected': 'Not put right',
}
const stateTag = ({ answer, late }: ListedDispute): Html =>
  answer ? tag(outcomeWords[answer.outcome], 'green') : late ? tag('Late', 'red') : tag('Waiting', 'yellow')

/** What people say is wrong in this organisation's facts about them. */
export const disputesView = (disputes: readonly ListedDispute[]): Html => html`${pageHeading('Disputed facts')}
<p class="govuk-body-l">People say that something your organisation holds about them is wrong. Until you answer, everyone who may see the fact sees that it is disputed. You have one month.</p>
${dataTable<ListedDispute>({
  caption: 'Disputed in your organisation’s records',
  columns: [
    {
      heading: 'What',
      cell: (one) => link(`${one.what}, said on ${longDate(one.disputedOn)}`, `/disputes/${one.id}`),
    },
    { heading: 'Service', cell: (one) => one.service },
    { heading: 'Answer by', cell: (one) => (one.answer ? 'Nothing is due' : longDate(one.dueOn)) },
    { heading: 'Where it is', cell: stateTag },
  ],
  rows: disputes,
  empty: nothingHere('Nobody waits for an answer from your organisation about a fact that they say is wrong.'),
})}`

const states: Readonly<Record<DisputeState, string>> = {
  'being-checked': 'The record still says what the person disputes.',
  corrected: 'You put it right in your own system. The record here still says the old, until that is sent.',
  partly: 'You put a part of it right in your own system. The record here still says the old, until that is sent.',
  disagrees: 'You did not put it right. The fact stays marked as disputed, with your disagreement.',
  changed: 'Your system has sent something else since, or has stopped sending it. It is no longer marked as disputed.',
}

export type AnswerTyped = { readonly outcome: string; readonly date: DateAnswer; readonly said: string }
type Around = { readonly csrfToken: string; readonly errors: readonly PageError[] }

/** One disputed fact: what the record says, what the person says, and the answer. */
export function disputeView(dispute: OpenDispute, typed: AnswerTyped, around: Around): Html {
  const { said, now, answer, told } = dispute
  const typedText = (text: string | undefined): Part => text && html`<span class="cw-as-typed">${text}</span>`
  return html`${pageHeading(dispute.name, `${dispute.what}: ${dispute.service}`)}
<p class="govuk-body">${stateTag(dispute)} ${!answer && `Answer by ${longDate(dispute.dueOn)} (UK GDPR, articles 12 and 16).`}</p>
${factList([
  { label: 'What is wrong, in their words', value: typedText(said?.wrong) || 'What they wrote was erased' },
  { label: 'What it should be', value: typedText(said?.right) || '–' },
  { label: 'Said on', value: longDate(dispute.disputedOn) },
  { label: 'The record said then', value: linesView(said?.factSaid ?? []) },
  {
    label: 'It says now',
    value: now ? html`${linesView(now.lines)}Recorded ${longDate(now.recordedOn)}` : 'Your system sends it no more',
  },
  { label: 'How it stands', value: states[dispute.state] },
  {
    label: 'Who was told',
    value: html`${told.length > 0 && `${told.join(', ')}, who had been shown such facts. `}Whoever may see the fact sees that it is disputed. A look that the person may not know of stands on no list.`,
  },
  ...(answer
    ? [
        {
          label: 'Your answer',
          value: html`<strong>${outcomeWords[answer.outcome]}</strong>${answer.correctedOn && `, in your own system on ${longDate(answer.correctedOn)}`}. Answered ${longDate(answer.answeredOn)}${dispute.answered && html`<br>${typedText(dispute.answered)}`}`,
        },
      ]
    : []),
])}
${!answer && answerForm(dispute, typed, around)}
<p class="govuk-body">${link('All disputed facts', '/disputes')}</p>`
}

function answerForm({ id }: OpenDispute, typed: AnswerTyped, { csrfToken, errors }: Around): Html {
  return html`${sectionHeading('Answer')}
${govukInsetText({ text: 'Nothing is changed here: what a service holds is put right in its own system, and comes here with what it sends next. Look into it there first.' })}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
    { action: `/disputes/${id}`, csrfToken },
    radiosField({
      name: 'outcome',
      label: 'What did you do?',
      value: typed.outcome,
      errors,
      choices: [
        { value: 'corrected', text: 'We put it right in our own system' },
        { value: 'partly', text: 'We put a part of it right' },
        {
          value: 'not-corrected',
          text: 'We did not put it right',
          hint: 'The fact stays marked as disputed. If the person chose so, their words stand beside it.',
        },
      ],
    }),
    dateField({
      name: 'corrected',
      label: 'When was it put right in your own system?',
      hint: 'Leave it empty if you did not put it right.',
      value: typed.date,
      errors,
    }),
    textArea({
      name: 'said',
      label: 'What do you say to the person?',
      hint: 'They read it on their page, where somebody else may read it with them. If it is not put right, or not all of it, say why.',
      value: typed.said,
      rows: 4,
      errors,
    }),
    submitButton('Answer'),
  )}</div></div>`
}
