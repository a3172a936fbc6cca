import type { Step } from '#matching/explain'
import { longTime } from '#platform/dates'
import { govukButton, govukInsetText } from '#platform/views/components.generated'
import { type Html, html, join, type Part } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  csrfField,
  dataTable,
  link,
  nothingHere,
  pageHeading,
  paragraph,
  sectionHeading,
  tag,
  textArea,
} from '#platform/views/page-parts'
import type { ReviewDesk } from '../desks.ts'
import { type Answer, isSaying, type Marked, markDifferences, sayStep, type Value } from '../review.rules.ts'
import type { Answered } from '../review-answers.ts'
import type { Desk, Waiting } from '../review-desk.ts'
import type { OpenPair } from '../review-pair.ts'
import { howJoined } from './linked-records.view.ts'

const said: Record<Answer, string> = {
  same: 'One person',
  different: 'Two people',
  unsure: 'Cannot say',
  'need-more': 'More is needed',
}

const words = {
  open: {
    title: 'Records to compare',
    about:
      'Each pair may be one person, or two. Nothing is joined until somebody has compared them. The first on the list is the one where a wrong record would touch most.',
    reason: 'How do you know, or what do you need?',
    hint: 'Needed only if you ask for more. Colleagues read it with the decision',
  },
  protected: {
    title: 'Protected people: possible matches',
    about:
      'Your organisation keeps somebody’s address private, and another agency has sent a record that may be about the same person. Until you have said, only the agency that sent it sees that record. Say one person, and it is kept private with the rest. Say two people, and others may see it.',
    reason: 'How do you know, or what do you need?',
    hint: 'Needed if you say two people or ask for more. Other key-holders read it. Never write where she is',
  },
} as const

export const deskTitle = (at: ReviewDesk): string => words[at.name].title

/** The list of pairs that wait, most worth a reviewer's time first, and what she has answered. */
export function deskView(at: ReviewDesk, desk: Desk, zone: string): Html {
  const [first] = desk.next
  return html`${pageHeading(deskTitle(at))}
${paragraph(words[at.name].about)}
${
  desk.sitting.isLong &&
  govukInsetText({
    text: `You have compared records for ${desk.sitting.minutes} minutes without a pause, ${desk.sitting.answers} pairs. After an hour people see less and do not notice: take a break of a quarter of an hour.`,
  })
}
${
  first
    ? html`<p class="govuk-body">${desk.waiting === 1 ? 'One pair waits.' : `${desk.waiting.toLocaleString('en-GB')} pairs wait.`}</p>
${govukButton({ text: first.yours ? 'Go on with the pair you have open' : 'Start with the first', href: `${at.path}/${first.id}`, isStartButton: true })}`
    : nothingHere('No pair waits for you.', 'New ones appear when agencies send records that are alike.')
}
${first && waitingTable(at, desk, zone)}
${desk.answered.length > 0 && answeredTable(at, desk, zone)}
${
  desk.agreement.both > 0 &&
  paragraph(
    `Of ${desk.agreement.both} ${desk.agreement.both === 1 ? 'pair' : 'pairs'} that you and a colleague both judged, you said the same of ${desk.agreement.same}.`,
  )
}`
}

const waitingTable = (at: ReviewDesk, desk: Desk, zone: string): Html =>
  dataTable<Waiting>({
    caption: desk.waiting > desk.next.length ? `The next ${desk.next.length}` : 'All that wait',
    columns: [
      {
        heading: 'Records of',
        cell: (pair) =>
          html`${link(pair.agencies.join(' and '), `${at.path}/${pair.id}`)}${pair.yours && html` ${tag('Open with you', 'blue')}`}`,
      },
      ...(at.name === 'protected' ? [{ heading: 'Waiting since', cell: (pair: Waiting) => longTime(pair.madeAt!, zone) }] : []),
    ],
    rows: desk.next,
  })

const answeredTable = (at: ReviewDesk, desk: Desk, zone: string): Html =>
  dataTable({
    caption: 'What you answered lately',
    columns: [
      { heading: 'You said', cell: (one) => link(said[one.answer], `${at.path}/${one.pairId}/answered`) },
      { heading: 'When', cell: (one) => longTime(one.answeredAt, zone) },
    ],
    rows: desk.answered,
  })

export type PairForm = {
  readonly csrfToken: string
  readonly errors?: readonly PageError[]
  readonly reason?: string
}

/** Both sides of a pair, field by field, and the four answers. What the model makes of it is not said before she has. */
export function pairView(at: ReviewDesk, pair: OpenPair, { csrfToken, errors = [], reason = '' }: PairForm): Html {
  return html`${pageHeading('One person, or two?')}
${paragraph('Letters that the other side does not have are underlined and bold.')}
${dataTable({
  caption: 'What the records say',
  columns: [
    { heading: 'What', cell: (row) => row.what },
    { heading: `First: ${recordsOf(pair.records[0])}`, cell: (row) => valuesOf(row.first, row.second) },
    { heading: `Second: ${recordsOf(pair.records[1])}`, cell: (row) => valuesOf(row.second, row.first) },
  ],
  rows: pair.fields,
})}
${sectionHeading('In words')}
<ul class="govuk-list govuk-list--bullet">${pair.says.map((one) => html`<li>${one}</li>`)}</ul>
${sectionHeading('What do you say?')}
<form method="post" action="${at.path}/${pair.id}" novalidate>
${csrfField(csrfToken)}
${textArea({ name: 'reason', label: words[at.name].reason, hint: words[at.name].hint, rows: 2, value: reason, errors })}
<div class="govuk-button-group">
${answerButton('same', 'S', 'One person')}
${answerButton('different', 'D', 'Two people')}
${answerButton('unsure', 'U', 'Cannot say')}
${answerButton('need-more', 'M', 'I need to know more')}
</div>
</form>
<p class="govuk-body-s">By keyboard: Alt and Shift with S, D, U or M in most browsers.</p>
<p class="govuk-body">${link('Back to the list', at.path)}</p>`
}

const answerButton = (answer: Answer, key: string, text: string): Html =>
  govukButton({
    text,
    name: 'answer',
    value: answer,
    classes: answer === 'same' || answer === 'different' ? '' : 'govuk-button--secondary',
    attributes: { accesskey: key.toLowerCase(), 'aria-keyshortcuts': `Alt+Shift+${key}` },
    preventDoubleClick: true,
  })

const recordsOf = (records: number): string => `${records} ${records === 1 ? 'record' : 'records'}`

const valuesOf = (own: readonly Value[], other: readonly Value[]): Part =>
  own.length === 0
    ? html`<span class="govuk-body-s">Not recorded</span>`
    : join(
        own.map(
          ({ text, agencies, disputedOf }) =>
            html`${marked(nearest(text, other))}<br><span class="govuk-body-s">${agencies.join(', ')}${disputedOf.length > 0 && html`. <strong>Disputed by the person</strong>: ${disputedOf.join(', ')}`}</span>`,
        ),
        html`<br>`,
      )

/** Against the value of the other side that it is most like: what differs from that one. With nothing to compare, nothing is marked. */
function nearest(text: string, other: readonly Value[]): Marked {
  const letters = (one: Marked) => one.reduce((sum, part) => sum + (part.differs ? part.text.length : 0), 0)
  const all = other.map((value) => markDifferences(text, value.text)).toSorted((a, b) => letters(a) - letters(b))
  return all[0] ?? [{ text, differs: false }]
}

const marked = (parts: Marked): Part =>
  parts.map(({ text, differs }) =>
    differs ? html`<strong class="cw-differs"><span class="govuk-visually-hidden"> (differs:) </span>${text}</strong>` : text,
  )

/** After the answer: what the model had weighed, step by step, under its three hypotheses, and a way back. */
export function answeredView(
  at: ReviewDesk,
  { pair, answer, settled }: Answered,
  csrfToken: string,
  next: string | undefined,
): Html {
  const { probability, against, steps } = pair.weighed
  return html`${pageHeading(`You said: ${said[answer.answer].toLowerCase()}`)}
${paragraph(
  answer.decisionId
    ? 'This is decided now, and the records follow in a moment.'
    : answer.stood
      ? askedAgainSaid(answer.answer, answer.stood, settled)
      : settled
        ? 'A colleague has decided this pair since.'
        : 'The pair goes to a colleague, who is not told what you said.',
)}
${next ? govukButton({ text: 'Next pair', href: `${at.path}/${next}`, isStartButton: true }) : paragraph('No other pair waits for you.')}
${sectionHeading('What the model had weighed')}
${govukInsetText({ text: `It took the two for one person with ${inHundred(probability)} in 100. What spoke most against it: ${against === 'same household' ? 'they might be two people of one household or place' : 'they might be strangers who are alike by chance'}.` })}
${dataTable<Step>({
  caption: 'Step by step',
  columns: [
    { heading: 'Compared', cell: (step) => sayStep(step.says) },
    { heading: 'Rather than strangers', cell: (step) => weight(step.againstStrangers) },
    { heading: 'Rather than one household', cell: (step) => weight(step.againstHousehold) },
  ],
  rows: steps.filter(isSaying),
})}
${paragraph('A bar to the right speaks for one person, one to the left against it: the longer, the more. The first line is what is known before anything is compared: most pairs are not of one person. What one of the two records does not hold is left out.')}
${howJoined}
<form method="post" action="${at.path}/${pair.id}/take-back" novalidate>${csrfField(csrfToken)}
${govukButton({ text: 'Take my answer back', classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>
<p class="govuk-body">${link('Back to the list', at.path)}</p>`
}

/** What she is told after her answer about a pair that was decided before. */
const askedAgainSaid = (answer: Answer, stood: 'same' | 'different', settled: boolean): string => {
  const before = `You were asked about a pair that others had decided before, so that we see how often two say the same. They had said: ${said[stood].toLowerCase()}.`
  if (answer === stood) return `${before} So did you.`
  return settled ? before : `${before} Since you say otherwise, that is taken back, and a third reviewer is asked.`
}

const inHundred = (probability: number): string => {
  const share = Math.round(probability * 100)
  return share === 0 ? 'less than 1' : share === 100 ? 'more than 99' : `${share}`
}

/** A weight as a bar beside a line, and in words: how many times as likely. Null is what the model cannot weigh. */
function weight(bits: number | null): Part {
  if (bits === null || !Number.isFinite(bits)) return 'Not weighed'
  const length = Math.min(58, Math.abs(bits) * 4)
  const times = 2 ** Math.abs(bits)
  const much = times >= 10 ? Math.round(times).toLocaleString('en-GB') : times.toFixed(1)
  const words = Math.abs(bits) < 0.1 ? 'says nothing' : `${much} times as likely${bits < 0 ? ' not' : ''}`
  return html`<svg class="cw-weight" width="120" height="14" viewBox="0 0 120 14" aria-hidden="true" focusable="false"><rect x="${bits < 0 ? 60 - length : 60}" y="3" width="${length}" height="8" fill="${bits < 0 ? '#d4351c' : '#00703c'}"></rect><line x1="60" y1="0" x2="60" y2="14" stroke="#0b0c0c"></line></svg><br><span class="govuk-body-s">${words}</span>`
}
