import { longDate } from '#platform/dates'
import { type Html, html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  dataTable,
  factList,
  form,
  link,
  nothingHere,
  pageHeading,
  paragraph,
  sectionHeading,
  submitButton,
  tag,
  textArea,
  textField,
} from '#platform/views/page-parts'
import type { QuarantinedRow } from '../quarantine.repository.ts'
import type { BatchPage, BatchSummary } from '../read-feeds.ts'
import { batchName, holdsWords, number, stateTag, timeOr, wayWords } from './words.ts'

/** What the reader may do here, and the token that her forms carry. */
export type MayDo = {
  readonly release: boolean
  /** She sent this batch herself, so that someone else must release it. */
  readonly isSender: boolean
  readonly reverse: boolean
  readonly correct: boolean
  readonly csrfToken: string
}

const addressOf = ({ feedId, id }: BatchSummary) => `/feeds/${feedId}/batches/${id}`

/** One batch: what was stated, what happened, its rows in quarantine, and what can be done about it. */
export function batchView(page: BatchPage, may: MayDo, zone: string, errors: readonly PageError[] = []): Html {
  const { batch, feed } = page
  return html`${pageHeading(batchName(batch), feed.name)}
${factList([
  { label: 'State', value: stateTag(batch.state) },
  ...(batch.refusalSentence ? [{ label: 'Why it was refused', value: batch.refusalSentence }] : []),
  ...(batch.state === 'waiting' ? [{ label: 'Why it waits', value: batch.waitingReason }] : []),
  ...(batch.reversalReason ? [{ label: 'Why it was reversed', value: batch.reversalReason }] : []),
  { label: 'Way in', value: wayWords[batch.way] },
  { label: 'Number', value: number(batch.sequence) },
  { label: 'Covers', value: `${longDate(batch.periodFrom)} up to, not including, ${longDate(batch.periodTo)}` },
  { label: 'What it holds', value: holdsWords[batch.holds] },
  { label: 'Rows stated', value: number(batch.statedRows) },
  { label: 'Made', value: timeOr(batch.madeAt, zone) },
  { label: 'Received', value: timeOr(batch.receivedAt, zone) },
  { label: 'Applied', value: timeOr(batch.appliedAt, zone) },
  { label: 'SHA-256', value: html`<code class="cw-break">${batch.sha256}</code>` },
])}
${batch.appliedAt && counts(batch)}
${quarantineTable(page, may)}
${page.replays.length > 0 && replays(page.replays, zone)}
${actions(page, may, errors)}`
}

const counts = (batch: BatchSummary): Html =>
  factList(
    [
      { label: 'Rows read', value: number(batch.rowsRead) },
      { label: 'New facts', value: number(batch.factsNew) },
      { label: 'Changed facts', value: number(batch.factsChanged) },
      { label: 'Stated again, unchanged', value: number(batch.factsUnchanged) },
      { label: 'Late: kept, but not current', value: number(batch.factsLate) },
      ...(batch.holds === 'everything' ? [{ label: 'Ended: no longer in the extract', value: ended(batch) }] : []),
      { label: 'Rows in quarantine', value: number(batch.rowsQuarantined) },
      { label: 'Workers or teams that nobody knows', value: number(batch.workersUnknown) },
    ],
    { title: 'What happened' },
  )

/** How many facts ended, or why none did. */
function ended({ factsEnded, rowsWithoutPerson: nameless }: BatchSummary): string {
  if (!nameless) return number(factsEnded)
  return `None, since ${number(nameless)} ${nameless === 1 ? 'row does' : 'rows do'} not say whom ${nameless === 1 ? 'it is' : 'they are'} about`
}

function quarantineTable({ batch, rows, quarantine }: BatchPage, may: MayDo): Html {
  return dataTable({
    caption: 'Rows in quarantine',
    rows,
    empty: html`${sectionHeading('Rows in quarantine')}${nothingHere(batch.appliedAt ? 'Every row could be used.' : 'The file has not been applied.')}`,
    note: `${number(quarantine.open)} wait for someone, ${number(quarantine.corrected)} corrected, ${number(quarantine.replayed)} replayed, ${number(quarantine.dismissed)} put aside.`,
    columns: [
      {
        heading: 'Row',
        cell: (row) => (may.correct ? link(`Row ${number(row.rowNo)}`, `${addressOf(batch)}/rows/${row.id}`) : number(row.rowNo)),
      },
      { heading: 'Field', cell: (row) => row.field },
      { heading: 'What stood there', cell: (row) => row.valueClass },
      { heading: 'Rule', cell: (row) => row.rule },
      { heading: 'What to do', cell: (row) => row.whatToDo },
      { heading: 'State', cell: rowState },
    ],
  })
}

function rowState(row: QuarantinedRow): Html {
  if (row.replayBatchId) return tag('Replayed', 'green')
  if (row.dismissedAt) return tag('Put aside', 'grey')
  return row.correctedAt ? tag('Corrected', 'blue') : tag('Waits', 'orange')
}

const replays = (batches: readonly BatchSummary[], zone: string): Html =>
  dataTable({
    caption: 'Replays',
    rows: batches,
    columns: [
      { heading: 'When', cell: (batch) => link(timeOr(batch.receivedAt, zone), addressOf(batch)) },
      { heading: 'State', cell: (batch) => stateTag(batch.state) },
      { heading: 'Rows', cell: (batch) => number(batch.rowsRead), numeric: true },
    ],
  })

function actions({ batch, canReplay }: BatchPage, may: MayDo, errors: readonly PageError[]): Html {
  const to = (what: string) => ({ action: `${addressOf(batch)}/${what}`, csrfToken: may.csrfToken })
  const reason = (name: string, label: string) => textArea({ name, label, hint: 'Kept with the batch.', rows: 3, errors })
  const isWaiting = batch.state === 'waiting' && may.release
  return html`${
    canReplay &&
    may.correct &&
    html`${sectionHeading('Replay')}
${paragraph('The corrected rows are applied as a batch of their own, in their place in the file’s order. It can be reversed by itself.')}
${form(to('replay'), submitButton('Replay corrected rows'))}`
  }
${
  isWaiting &&
  html`${sectionHeading('Release or refuse')}
${paragraph('Ask the sender whether this much was meant to change. Once released, the whole file is applied; it can be reversed afterwards. Refused, nothing of it is kept but the reason, and its number is free again.')}
${may.isSender ? paragraph('You sent this file yourself, so someone else must release it. Ask another data engineer.') : form(to('release'), submitButton('Release this batch'))}${form(to('refuse'), reason('refusal', 'Why it is refused'), submitButton('Refuse this batch', 'warning'))}`
}
${
  batch.state === 'applied' &&
  may.reverse &&
  html`${sectionHeading('Reverse')}
${paragraph('Everything becomes what it would be had this batch never been applied. Nothing is deleted.')}
${form(to('reverse'), reason('reason', 'Why it is reversed'), submitButton('Reverse this batch', 'warning'))}`
}`
}

/** One row in quarantine, with the form for the right value. The rest of the record is never shown. */
export function rowView(batch: BatchSummary, row: QuarantinedRow, csrfToken: string, errors: readonly PageError[] = []): Html {
  const to = (what: string) => ({ action: `${addressOf(batch)}/rows/${row.id}/${what}`, csrfToken })
  const isOpen = !row.replayBatchId && !row.dismissedAt
  return html`${pageHeading(`Row ${number(row.rowNo)}`, batchName(batch))}
${factList([
  { label: 'State', value: rowState(row) },
  { label: 'Field', value: row.field },
  { label: 'What stood there', value: row.valueClass },
  { label: 'Rule', value: row.rule },
  { label: 'What to do', value: row.whatToDo },
  ...(row.dismissedReason ? [{ label: 'Why it was put aside', value: row.dismissedReason }] : []),
])}
${
  isOpen &&
  html`${sectionHeading('Give the right value')}
${form(to('correct'), textField({ name: 'value', label: `The right value of ${row.field}`, hint: 'As the sender would write it.', errors }), submitButton('Correct this row'))}
${sectionHeading('Put it aside')}
${form(to('dismiss'), textArea({ name: 'reason', label: 'Why this row will not be replayed', rows: 3, errors }), submitButton('Put this row aside', 'secondary'))}`
}`
}
