import { type Instant, longDate, longTime, type PlainDate, Temporal } from '#platform/dates'
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
  selectField,
  submitButton,
  tag,
  textArea,
  textField,
} from '#platform/views/page-parts'
import { inWords } from '../words.rules.ts'
import type { DatasetKept, RetentionPage } from './read-retention.ts'
import type { ErasureBatch, Hold } from './retention.repository.ts'
import { eraseBy, grounds, type HoldGround } from './retention.rules.ts'
import { byOwnDate } from './schedule.ts'

export type Around = {
  readonly today: PlainDate
  readonly zone: string
  readonly csrfToken: string
  readonly errors: readonly PageError[]
}

const groundWords: Readonly<Record<HoldGround, string>> = {
  inquiry: 'An inquiry',
  litigation: 'A court case or a claim',
  complaint: 'A complaint',
  other: 'Something else',
}
const isLate = (batch: ErasureBatch, today: PlainDate): boolean => Temporal.PlainDate.compare(today, eraseBy(batch.dueOn)) > 0
const records = (n: number): string => (n === 1 ? '1 record' : `${n} records`)

function stateOf(batch: ErasureBatch, today: PlainDate): Html {
  if (batch.doneAt) return tag('Erased', 'green')
  if (batch.records === batch.leftOut) return tag('Nothing left to erase', 'grey')
  if (isLate(batch, today)) return tag('Late', 'red')
  if (batch.approvals.length >= 2) return tag('Approved: being erased', 'blue')
  return batch.approvals.length === 1 ? tag('Approved by one', 'yellow') : tag('To approve', 'yellow')
}

const rulesOf = ({ rules }: DatasetKept): Part =>
  html`${rules.map(({ retention, rule }, at) =>
    rule
      ? html`${at > 0 && html`<br>`}${rule.says}<br><span class="govuk-body-s">${rule.basis}${!rule.checkedOn && ' (to be confirmed by a practitioner)'}</span>`
      : html`${at > 0 && html`<br>`}No rule for “${retention}”: everything is kept`,
  )}`

/** How long records are kept, what is due, what is held, and what was erased. */
export const retentionView = (page: RetentionPage, around: Around): Html => {
  const open = page.batches.filter((one) => !one.doneAt && one.records > one.leftOut)
  const done = page.batches.filter((one) => one.doneAt)
  return html`${pageHeading('How long records are kept')}
<p class="govuk-body-l">Each night the product finds which of your organisation’s records are due to be erased. Two people approve it, and then they are gone: from every page, key, file and backup that is restored.</p>
${dataTable<ErasureBatch>({
  caption: 'Due to be erased',
  columns: [
    { heading: 'Records of', cell: (one) => link(one.dataset, `/retention/erasures/${one.id}`) },
    { heading: 'How many', cell: (one) => one.records - one.leftOut, numeric: true },
    { heading: 'Gone by', cell: (one) => longDate(eraseBy(one.dueOn)) },
    { heading: 'State', cell: (one) => stateOf(one, around.today) },
  ],
  rows: open,
  empty: html`<h2 class="govuk-heading-m">Due to be erased</h2>${nothingHere('Nothing of your organisation is due to be erased.')}`,
})}
${dataTable<DatasetKept>({
  caption: 'The schedule',
  columns: [
    { heading: 'Records', cell: (one) => link(one.name, `/datasets/${one.id}`) },
    { heading: 'Kept', cell: rulesOf },
    { heading: 'Records now', cell: (one) => one.count?.records ?? 'Not counted yet', numeric: true },
    { heading: 'Held', cell: (one) => one.count?.held ?? '', numeric: true },
    { heading: 'Cannot be decided', cell: (one) => one.count?.undecided ?? '', numeric: true },
    { heading: 'Next due', cell: (one) => (one.count?.nextDueOn ? longDate(one.count.nextDueOn) : 'Nothing yet') },
  ],
  rows: page.datasets,
  note: 'A record is kept where a date that its rule counts from is missing. While a service works with somebody, nothing of hers is due.',
  empty: html`<h2 class="govuk-heading-m">The schedule</h2>${nothingHere('Your organisation sends no records.')}`,
})}
<div class="govuk-body"><p class="govuk-body">By their own date, without approval:</p><ul class="govuk-list govuk-list--bullet">${Object.values(byOwnDate).map((one) => html`<li>${one.says}.</li>`)}</ul></div>
<div id="holds">${sectionHeading('Holds')}
<p class="govuk-body">A hold stops every erasure of what it covers, from the moment it is placed. It is lifted by two people. ${link('Place a hold', '/retention/holds/new')}</p>
${page.holds.length === 0 ? nothingHere('Nothing is held.') : page.holds.map((one) => holdPanel(one, page, around))}</div>
${dataTable<ErasureBatch>({
  caption: 'Erased',
  columns: [
    { heading: 'Records of', cell: (one) => link(one.dataset, `/retention/erasures/${one.id}`) },
    { heading: 'How many', cell: (one) => one.erased, numeric: true },
    { heading: 'When', cell: (one) => longTime(one.doneAt!, around.zone) },
  ],
  rows: done,
  empty: html`<h2 class="govuk-heading-m">Erased</h2>${nothingHere('Nothing of your organisation has been erased yet.')}`,
})}`
}

function holdPanel(hold: Hold, { datasets, readerId }: RetentionPage, { zone, csrfToken, errors }: Around): Html {
  const dataset = datasets.find((one) => one.id === hold.datasetId)
  const what = hold.recordHash
    ? `One record of ${dataset?.name ?? hold.datasetId}`
    : hold.datasetId
      ? `All records of ${dataset?.name ?? hold.datasetId}`
      : 'Everything of your organisation'
  const reasonName = `reason-${hold.id}`
  return html`<section class="cw-panel" aria-label="${what}">${factList([
    { label: 'What is held', value: what },
    { label: 'Why', value: html`${groundWords[hold.ground]}<br><span class="cw-as-typed">${hold.reason}</span>` },
    { label: 'By', value: `${hold.placedBy}, ${longTime(hold.placedAt, zone)}` },
    { label: 'Look at it again', value: longDate(hold.reviewOn) },
    ...(hold.covers === null ? [] : [{ label: 'Covers now', value: coverWords(hold) }]),
    ...(hold.liftAskedBy
      ? [
          {
            label: 'To be lifted',
            value: html`${hold.liftAskedBy} asked for it, ${longTime(hold.liftAskedAt!, zone)}<br><span class="cw-as-typed">${hold.liftReason}</span>`,
          },
        ]
      : []),
  ])}
${
  hold.liftAskedById === readerId
    ? html`<p class="govuk-body">A colleague lifts it. Until then it holds.</p>`
    : hold.liftAskedById
      ? form({ action: `/retention/holds/${hold.id}/lift`, csrfToken }, submitButton('Lift this hold', 'warning'))
      : form(
          { action: `/retention/holds/${hold.id}/ask-to-lift`, csrfToken },
          textField({ name: reasonName, label: 'Why may it be lifted?', errors }),
          submitButton('Ask that it be lifted', 'secondary'),
        )
}</section>`
}

const coverWords = ({ covers, recordHash }: Hold): string =>
  recordHash && covers === 0 ? 'No record has this reference now. Check it: a wrong one holds nothing' : records(covers!)

export type HoldTyped = {
  readonly dataset: string
  readonly record: string
  readonly ground: string
  readonly reason: string
  readonly review: DateAnswer
}

/** The form that places a hold. */
export const newHoldView = (
  datasets: readonly DatasetKept[],
  typed: HoldTyped,
  { csrfToken, errors }: Around,
): Html => html`${pageHeading('Place a hold')}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
  { action: '/retention/holds', csrfToken },
  selectField({
    name: 'dataset',
    label: 'What is held?',
    value: typed.dataset,
    errors,
    choices: [
      { value: '', text: 'Everything of your organisation' },
      ...datasets.map((one) => ({ value: one.id, text: one.name })),
    ],
  }),
  textField({
    name: 'record',
    label: 'One record only (optional)',
    hint: 'Its reference in your own system. It is kept as a code that nobody can read back, so the hold names nobody. Leave it empty to hold all records.',
    value: typed.record,
    width: 20,
    errors,
  }),
  radiosField({
    name: 'ground',
    label: 'What is it for?',
    value: typed.ground,
    errors,
    choices: grounds.map((one) => ({ value: one, text: groundWords[one] })),
  }),
  textArea({
    name: 'reason',
    label: 'Why?',
    hint: 'Name the inquiry or the case, and nobody’s name.',
    value: typed.reason,
    rows: 3,
    errors,
  }),
  dateField({ name: 'review', label: 'When is it looked at again?', value: typed.review, errors }),
  submitButton('Place the hold'),
)}</div></div>`

/** One batch: what is erased and why, who approved it, and the certificate. */
export function erasureView(
  { batch, readerId }: { batch: ErasureBatch; readerId: string },
  { today, zone, csrfToken }: Around,
): Html {
  const mine = batch.approvals.some((one) => one.byId === readerId)
  const left = batch.records - batch.leftOut
  return html`${pageHeading(batch.dataset, batch.doneAt ? 'Erased' : 'Due to be erased')}
${factList([
  { label: 'State', value: stateOf(batch, today) },
  { label: 'How many', value: records(batch.doneAt ? batch.erased : left) },
  { label: 'Rule', value: html`${batch.rule}<br><span class="govuk-body-s">${batch.basis}</span>` },
  { label: 'First due', value: longDate(batch.dueOn) },
  { label: 'Gone by', value: longDate(eraseBy(batch.dueOn)) },
  { label: 'Found', value: longTime(batch.listedAt, zone) },
  ...(batch.leftOut > 0 ? [{ label: 'Left out since', value: `${records(batch.leftOut)}: held, or not due any more` }] : []),
  {
    label: 'Approved by',
    value:
      batch.approvals.length === 0
        ? 'Nobody yet'
        : html`${batch.approvals.map((one, at) => html`${at > 0 && html`<br>`}${one.by}, ${inWords(one.as)}, ${longTime(one.at, zone)}`)}`,
  },
  ...(batch.doneAt ? certificateFacts(batch, batch.doneAt, zone) : []),
])}
${!batch.doneAt && left > 0 && whatNext(batch, mine, csrfToken)}`
}

const certificateFacts = (batch: ErasureBatch, doneAt: Instant, zone: string) => [
  { label: 'Erased', value: longTime(doneAt, zone) },
  {
    label: 'Certificate',
    value: html`${link('Download the certificate', `/retention/erasures/${batch.id}/certificate`)}<br><span class="govuk-body-s cw-as-typed">SHA-256 ${batch.certificateHash}</span>`,
  },
]

function whatNext(batch: ErasureBatch, mine: boolean, csrfToken: string): Html {
  if (batch.approvals.length >= 2)
    return html`<p class="govuk-body">Two people have approved it. The records go within minutes, once the access log is sealed up to them.</p>`
  if (mine)
    return html`<p class="govuk-body">You have approved it. A second person does: another governance officer or data owner of your organisation.</p>`
  return html`<p class="govuk-body">What is erased cannot be brought back, by anybody. If something must stay, ${link('place a hold', '/retention/holds/new')} first: what is held is left out.</p>
${form({ action: `/retention/erasures/${batch.id}/approve`, csrfToken }, submitButton('Approve the erasure', 'warning'))}`
}
