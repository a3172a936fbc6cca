import { ageInWords, type Instant, longTime } from '#platform/dates'
import { govukButton, govukWarningText } from '#platform/views/components.generated'
import { type Html, html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  dataTable,
  factList,
  fileField,
  form,
  link,
  nothingHere,
  pageHeading,
  paragraph,
  radiosField,
  sectionHeading,
  submitButton,
  tag,
  textArea,
} from '#platform/views/page-parts'
import type { At } from '../at.ts'
import type { ContinuityFinding, MadeList } from './continuity.repository.ts'
import type { HandedIn } from './hand-in.ts'
import { minutesUntilLate } from './keys.ts'
import type { OpeningKind, OpeningReason } from './record.ts'
import type { Sitting } from './review.ts'

type Asking = { readonly csrfToken: string; readonly errors: readonly PageError[] }

const reasonWords: Readonly<Record<OpeningReason, string>> = {
  'danger-to-a-child': 'A child in danger',
  'danger-to-life': 'Danger to life',
  missing: 'Somebody is missing',
  other: 'Something else that cannot wait',
}
const kindWords: Readonly<Record<OpeningKind, string>> = {
  opened: 'Opened the list',
  searched: 'Searched: saw names and birthdays',
  shown: 'Looked at one person',
  everything: 'Printed the whole list',
}
export const continuityFindings = ['justified', 'talk', 'not-justified'] as const
const findingWords: Readonly<Record<ContinuityFinding, string>> = {
  justified: 'It was justified',
  talk: 'Talk with the duty team: it was not clear',
  'not-justified': 'It was not justified: the duty team’s organisation is told',
}
const people = (count: number) => `${count} ${count === 1 ? 'person' : 'people'}`
const preformatted = (text: string) => html`<pre class="cw-preformatted" tabindex="0">${text}</pre>`

/** What the page of the list is made of. */
export type ContinuityFacts = {
  readonly newest: MadeList | undefined
  /** When the newest one that lies in the folder was made. */
  readonly inFolder: Instant | undefined
  readonly folder: string
  readonly sealedFor: string | null
  readonly listKey: string
  readonly sittings: readonly Sitting[]
}

/** For the duty team and its officer: that there is a list, and how to open it when the product is down. */
export function continuityView(facts: ContinuityFacts, at: At): Html {
  const { newest, folder, sealedFor, listKey, sittings } = facts
  return html`${pageHeading('Continuity list')}
<p class="govuk-body-l">When this product is down, the duty team still has to find a child on a protection plan, or somebody who is missing. Every two hours a list of them is written and sealed. Only the duty team’s key opens it.</p>
${warning(facts, at)}
${
  newest &&
  factList([
    {
      label: 'Made',
      value: html`${longTime(newest.madeAt, at.zone)}, ${ageInWords(newest.madeAt, at.now)} ago ${lateTag(newest, at)}`,
    },
    { label: 'On it', value: people(newest.people) },
    { label: 'Sealed for', value: newest.sealedFor },
    { label: 'Where it lies', value: html`<code class="cw-break">${newest.file}</code>` },
  ])
}
${sectionHeading('When the product is down')}
${paragraph('On the duty team’s machine, with Node.js and the program that came with the product:')}
${preformatted(`node tools/continuity.mjs open --key=duty.key --lists=${folder}`)}
${paragraph('It asks who you are and why. It writes each look down before it shows anything. What it shows, it shows for as long as its window is open.')}
${sectionHeading('When it is up again')}
${paragraph('Hand in the record that the program wrote beside the key. Each look then goes into the access log, and an officer of another organisation reviews it.')}
${govukButton({ text: 'Hand in a record', href: '/continuity/hand-in' })}
${sittingsTable(sittings, at, 'Who of your organisation opened a list', 'Nobody has, or no record of it was handed in.')}
${sectionHeading('The keys')}
${paragraph(sealedFor ? `Lists are sealed for the key “${sealedFor}”. The product cannot open them.` : 'The duty team has no key yet. Make one, and give its public half to whoever runs the product, as CONTINUITY_KEY:')}
${!sealedFor && preformatted(`node tools/continuity.mjs new-key --key=duty.key --name=duty-team/continuity --from=${listKey}`)}
${factList([{ label: 'This product’s key for lists', value: html`<code class="cw-break">${listKey}</code>` }])}`
}

function warning({ newest, inFolder, folder, sealedFor }: ContinuityFacts, { now }: At): Html | false {
  const late = (made: Instant) => now.since(made).total('minutes') > minutesUntilLate
  const text = !sealedFor
    ? 'There is no continuity list: the duty team has no key.'
    : !newest
      ? 'No continuity list has been made yet. The first comes within ten minutes of the start.'
      : !inFolder || late(inFolder)
        ? `There is no list in ${folder} that is younger than two and a half hours. Tell whoever runs the product.`
        : ''
  return text !== '' && govukWarningText({ text, iconFallbackText: 'Warning' })
}
const lateTag = ({ madeAt }: MadeList, { now }: At) => now.since(madeAt).total('minutes') > minutesUntilLate && tag('Late', 'red')

const reviewTag = ({ review }: Sitting): Html =>
  review
    ? tag(
        { justified: 'Justified', talk: 'To talk about', 'not-justified': 'Not justified' }[review.finding],
        review.finding === 'justified' ? 'green' : 'orange',
      )
    : tag('Waiting', 'yellow')

const lookedAt = ({ openings }: Sitting): string => {
  if (openings.some(({ kind }) => kind === 'everything')) return 'the whole list'
  const shown = openings.filter(({ kind }) => kind === 'shown').length
  return `${shown} ${shown === 1 ? 'look' : 'looks'}`
}

const sittingsTable = (
  sittings: readonly Sitting[],
  { zone }: At,
  caption: string,
  empty: string,
  href?: (id: string) => string,
) =>
  dataTable<Sitting>({
    caption,
    columns: [
      {
        heading: 'When',
        cell: ({ id, openings }) => {
          const when = longTime(openings[0]!.openedAt, zone)
          return href ? link(when, href(id)) : when
        },
      },
      { heading: 'Who, as they said', cell: ({ openings }) => openings[0]!.reader },
      { heading: 'Why', cell: ({ openings }) => reasonWords[openings[0]!.reason] },
      { heading: 'Looked at', cell: lookedAt },
      { heading: 'Review', cell: reviewTag },
    ],
    rows: sittings,
    empty: nothingHere(empty),
  })

/** Where a record of openings is handed in. */
export const handInView = ({ csrfToken, errors }: Asking): Html => html`${pageHeading('Hand in a record of openings')}
${paragraph('The file is called continuity-openings.ndjson and lies beside the duty team’s key. It names nobody who was looked up. Hand in the whole file each time: what came before is passed over.')}
${form(
  { action: '/continuity/hand-in', csrfToken, upload: true },
  fileField({ name: 'file', label: 'The record', errors }),
  submitButton('Hand it in'),
)}`

/** What is wrong with a record, in words. Nothing of it was taken. */
export function faultWords(fault: Extract<HandedIn, { fault: unknown }>['fault']): string {
  const line = 'line' in fault ? fault.line : 0
  return {
    empty: 'The file is empty',
    'to-come': 'The record has a time in the future: the clock of the duty team’s machine is wrong',
    unreadable: `Line ${line} is not one that the program writes. Nothing was taken: report it`,
    broken: `Line ${line} was changed, taken from elsewhere, or follows a line that is gone. Nothing was taken: report it`,
    cut: 'The record is shorter than what was handed in before: its end was cut off. Nothing was taken: report it',
    'other-record': `Line ${line} is not the one that was handed in before. Nothing was taken: report it`,
    'no-key': 'The duty team has no key, so no record can be checked',
    'unknown-list': `Line ${line} names a list that this product did not make. Nothing was taken: report it`,
    'not-on-list': `Line ${line} names somebody who was not on that list. Nothing was taken: report it`,
  }[fault.kind]
}

export const handedInView = ({ added, before }: { added: number; before: number }): Html => html`${pageHeading(
  added === 0 ? 'There was nothing new in it' : 'Thank you',
)}
${paragraph(
  added === 0
    ? `All ${before} lines of this record were handed in before.`
    : `${added} ${added === 1 ? 'line was' : 'lines were'} new. What was looked up stands in the access log now, and an officer of another organisation reviews it.`,
)}
<p class="govuk-body">${link('Back to the continuity list', '/continuity')}</p>`

export const sittingsView = (sittings: readonly Sitting[], at: At): Html => html`${pageHeading('Continuity lists opened')}
<p class="govuk-body-l">What other organisations’ duty teams looked up while the product was down. Each is reviewed within two days.</p>
${sittingsTable(sittings, at, 'Sittings', 'No other organisation’s duty team has opened a list.', (id) => `/continuity/sittings/${id}`)}`

export const sittingView = (
  sitting: Sitting & { readonly words: string },
  typed: { readonly finding: string; readonly reasons: string },
  { csrfToken, errors, now, zone }: Asking & At,
): Html => {
  const { openings, review, words } = sitting
  return html`${pageHeading('Continuity list opened', longTime(openings[0]!.openedAt, zone))}
${factList([
  { label: 'Who, as they said', value: openings[0]!.reader },
  { label: 'Why', value: reasonWords[openings[0]!.reason] },
  { label: 'In their words', value: html`<span class="cw-as-typed">${words}</span>` },
  { label: 'Review', value: reviewTag(sitting) },
  ...(review
    ? [
        { label: 'Reasons', value: html`<span class="cw-as-typed">${review.reasons}</span>` },
        { label: 'By', value: `${review.byName}, ${longTime(review.at, zone)}` },
      ]
    : [{ label: 'Waits since', value: ageInWords(openings[0]!.openedAt, now) }]),
])}
${dataTable({
  caption: 'What they did',
  columns: [
    { heading: 'When', cell: (one) => longTime(one.openedAt, zone) },
    { heading: 'What', cell: (one) => kindWords[one.kind] },
    { heading: 'Of whom', cell: (one) => people(one.people) },
  ],
  rows: openings,
  empty: nothingHere('Nothing was looked up.'),
})}
${
  !review &&
  html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
    { action: `/continuity/sittings/${sitting.id}`, csrfToken },
    radiosField({
      name: 'finding',
      label: 'What did you find?',
      value: typed.finding,
      errors,
      choices: continuityFindings.map((one) => ({ value: one, text: findingWords[one] })),
    }),
    textArea({
      name: 'reasons',
      label: 'Your reasons',
      hint: 'The duty team may read them.',
      value: typed.reasons,
      rows: 3,
      errors,
    }),
    submitButton('Close the review'),
  )}</div></div>`
}`
}
