import { longDate, longTime, plainDate } from '#platform/dates'
import { govukDetails, govukInsetText } from '#platform/views/components.generated'
import { type Html, html, join, type Part } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  dataTable,
  factList,
  form,
  link,
  pageHeading,
  paragraph,
  radiosField,
  sectionHeading,
  submitButton,
  tag,
  textArea,
} from '#platform/views/page-parts'
import type { LinkedRecord, LinkedRecords, ToldDecision } from '../linked-records.rules.ts'

/** How records are joined, for whoever looks at what was joined or decides about it. */
export const howJoined: Html = govukDetails({
  summaryText: 'How records are joined',
  text: 'Names, date of birth, sex, address, NHS number, telephone and email are compared, and weighed by how often records of one person agree on them, and how often two people do: in one household, or by chance. Records are joined where that leaves little doubt. Two different NHS numbers are never joined, and a record that fits two people alike is joined to neither. What a person decides here holds before all this, until it is taken back.',
})

/** What the reader may do here, the token of her forms, and what was wrong with the one she sent. */
export type MayDecide = {
  readonly decide: boolean
  readonly csrfToken: string
  readonly errors?: readonly PageError[]
  readonly typed?: { readonly record?: string; readonly reason?: string }
}

/** Which records make up a person: one row a record, on what it agrees with the others, and what can be done when it is wrong. */
export function linkedRecordsView(page: LinkedRecords, may: MayDecide, zone: string): Html {
  const waiting = page.decisions.some((decision) => decision.state === 'waiting')
  return html`${pageHeading('Linked records', page.name)}
${paragraph('Each agency keeps its own record. These are the ones that you may see and that are taken to be about one person. Nothing here changes what an agency holds.')}
${waiting && govukInsetText({ text: 'A decision is being carried out. Open this page again in a moment.' })}
${records(page, zone)}
${may.decide && splitForm(page, may)}
${may.decide && joinLink(page)}
${page.decisions.length > 0 && decisions(page, may, zone)}
${howJoined}
<p class="govuk-body">${link('Back to the person', `/people/${page.personId}`)}</p>`
}

const records = (page: LinkedRecords, zone: string): Html =>
  dataTable<LinkedRecord>({
    caption: 'The records',
    columns: [
      {
        heading: 'Agency',
        cell: (record) =>
          html`${link(record.agency, `/datasets/${record.datasetId}`)}<br><span class="govuk-body-s">${record.reference}${record.disputed.length > 0 && html`<br><strong>Disputed by the person</strong>: ${record.disputed.join(', ')}`}</span>`,
      },
      { heading: 'Name', cell: (record) => lines(record.names) },
      { heading: 'Born', cell: (record) => lines(record.birthdays.map((day) => longDate(plainDate(day)))) },
      { heading: 'Address', cell: (record) => lines(record.addresses) },
      { heading: 'Why it is here', cell: (record) => why(record, page.records.length) },
      { heading: 'Since', cell: (record) => longTime(record.linkedAt, zone) },
    ],
    rows: page.records,
  })

const lines = (texts: readonly string[]): Part => (texts.length > 0 ? join(texts, html`<br>`) : 'Not recorded')

/**
 * Why a record is here: on what it agrees with the one that it is most like, in full; of each other one only what is said otherwise
 * there. Five records agree in ten pairs, and telling each of them hides the one that matters.
 */
function why(record: LinkedRecord, all: number): Part {
  const [decided, compared] = [record.agrees.filter((one) => one.decided), record.agrees.filter((one) => !one.decided)]
  const told = compared.filter((one) => one.same.length > 0).toSorted((a, b) => b.same.length - a.same.length)
  const [most, ...others] = told
  const joined = decided.map((one) => `A colleague joined it with ${one.with.join(', ')}`)
  if (!most) return joined.length > 0 ? join(joined, html`<br>`) : all === 1 ? 'The only record you may see' : 'Ask the agency'
  const besides = others.map(({ with: agencies, same, differs }) => ({
    agencies,
    otherwise: [...same.filter((text) => !most.same.includes(text)), ...differs],
  }))
  const alike = besides.filter((one) => one.otherwise.length === 0).flatMap((one) => one.agencies)
  const parts: Part[] = [
    ...joined,
    html`<strong>${most.with.join(', ')}</strong>: ${[...most.same, ...most.differs.map((text) => `but ${text}`)].join('; ')}`,
    ...(alike.length > 0 ? [html`<strong>${[...new Set(alike)].join(', ')}</strong>: as above, as far as both say it`] : []),
    ...besides
      .filter((one) => one.otherwise.length > 0)
      .map((one) => html`<strong>${one.agencies.join(', ')}</strong>: as above, but ${one.otherwise.join('; ')}`),
  ]
  return join(parts, html`<br>`)
}

/** A record as a choice: enough to tell it from the others. */
const asChoice = (record: LinkedRecord) => ({
  value: record.sourcePersonId,
  text: `${record.agency}, ${record.reference}`,
  hint: [record.names[0], record.birthdays[0] && `born ${longDate(plainDate(record.birthdays[0]))}`].filter(Boolean).join(', '),
})

function splitForm(page: LinkedRecords, { csrfToken, errors = [], typed = {} }: MayDecide): Part {
  if (page.records.length < 2) return null
  return html`${sectionHeading('One of these is about someone else')}
${form(
  { action: `/people/${page.personId}/linked-records/split`, csrfToken },
  radiosField({
    name: 'record',
    label: 'Which record is not this person’s?',
    choices: page.records.map(asChoice),
    value: typed.record,
    errors,
  }),
  textArea({
    name: 'reason',
    label: 'How do you know?',
    hint: 'Colleagues read this with the decision',
    rows: 3,
    value: typed.reason,
    errors,
  }),
  submitButton('Split it off', 'secondary'),
)}`
}

const joinLink = (page: LinkedRecords): Html =>
  html`${sectionHeading('Someone else is this person too')}
<p class="govuk-body">${link('Look for the same person under another record', `/people/${page.personId}/linked-records/join`)}</p>`

const stateTags = {
  waiting: ['Being carried out', 'yellow'],
  'in force': ['In force', 'green'],
  'taken back': ['Taken back', 'grey'],
} as const
const said = { apart: 'A record was split off', together: 'Two people were joined' } as const

function decisions(page: LinkedRecords, may: MayDecide, zone: string): Html {
  return html`${sectionHeading('What people decided')}${page.decisions.map((decision) => told(decision, zone, takeBackLink(page, decision, may)))}`
}

const takeBackLink = (page: LinkedRecords, decision: ToldDecision, may: MayDecide) =>
  may.decide && decision.state !== 'taken back'
    ? [{ text: 'Take back', href: `/people/${page.personId}/linked-records/decisions/${decision.id}` }]
    : []

/** A decision as a card: who, when, why, and whether it still holds. */
export function told(decision: ToldDecision, zone: string, actions: readonly { text: string; href: string }[]): Html {
  const [text, colour] = stateTags[decision.state]
  return factList(
    [
      { label: 'State', value: tag(text, colour), actions },
      { label: 'Decided by', value: `${decision.by}${decision.byReader ? ' (you)' : ''}, ${longTime(decision.at, zone)}` },
      { label: 'Reason', value: decision.reason },
      ...(decision.undone
        ? [
            {
              label: 'Taken back by',
              value: html`${decision.undone.by}, ${longTime(decision.undone.at, zone)}<br>${decision.undone.reason}`,
            },
          ]
        : []),
    ],
    { title: said[decision.kind] },
  )
}
