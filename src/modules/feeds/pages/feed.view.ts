import { longDate, plainDate } from '#platform/dates'
import { govukDetails } from '#platform/views/components.generated'
import { type Html, html } from '#platform/views/html'
import { dataTable, factList, link, nothingHere, pageHeading, paragraph, sectionHeading, tag } from '#platform/views/page-parts'
import type { Connection } from '../feeds.repository.ts'
import { columnsOf, type FeedMapping, type Template } from '../mapping.ts'
import type { BatchSummary, FeedPage, FeedSummary } from '../read-feeds.ts'
import { batchName, hoursInWords, number, stateTag, timeOr, waitingInWords, wayWords } from './words.ts'

/** Every feed: how fresh it is, and what waits for someone. */
export const feedsView = (feeds: readonly FeedSummary[]): Html => html`${pageHeading('Feeds')}
${paragraph('What the agencies send, how fresh it is, and what waits for someone. Nothing here says anything about a person.')}
${dataTable({
  caption: 'How each feed stands',
  rows: feeds,
  empty: nothingHere('No feed is registered yet.'),
  columns: [
    { heading: 'Feed', cell: (feed) => link(feed.name, `/feeds/${feed.id}`) },
    { heading: 'Sent by', cell: (feed) => feed.controllerName },
    { heading: 'Last applied', cell: (feed) => (feed.age ? `${feed.age} ago` : 'Never') },
    { heading: 'Promised every', cell: (feed) => hoursInWords(feed.promisedHours) },
    { heading: 'Freshness', cell: freshness },
    { heading: 'Waits for someone', cell: (feed) => waitingInWords(feed) || '–' },
  ],
})}`

const freshness = (feed: FeedSummary): Html =>
  feed.isOverdue ? tag(feed.age ? 'Overdue' : 'Nothing yet', 'orange') : tag('Fresh', 'green')

/** What the reader may do with a feed. */
export type MayDoWithFeed = { readonly upload: boolean; readonly revoke: boolean }

/** One feed, for the data engineer. */
export function feedView(page: FeedPage, mapping: FeedMapping | undefined, zone: string, may: MayDoWithFeed): Html {
  const { feed } = page
  return html`${pageHeading(feed.name, feed.controllerName)}
${factList([
  { label: 'Freshness', value: freshness(feed) },
  { label: 'Last applied', value: timeOr(feed.lastAppliedAt, zone, 'Never') },
  { label: 'Covers up to', value: feed.lastPeriodTo && longDate(plainDate(feed.lastPeriodTo).subtract({ days: 1 })) },
  { label: 'Promised every', value: hoursInWords(feed.promisedHours) },
  { label: 'A file waits for a person above', value: `${page.changeCapPercent} in 100 facts changed or ended` },
  { label: 'Waits for someone', value: waitingInWords(feed) || 'Nothing' },
])}
${may.upload && paragraph(link('Upload a file', `/feeds/${feed.id}/upload`))}
${dataTable({
  caption: 'Why rows wait',
  rows: page.reasons,
  empty: html`${sectionHeading('Why rows wait')}${nothingHere('No row waits for anyone.')}`,
  columns: [
    { heading: 'Field', cell: (reason) => reason.field },
    { heading: 'Rule', cell: (reason) => reason.rule },
    { heading: 'Rows', cell: (reason) => number(reason.rows), numeric: true },
  ],
})}
${history(page.batches, feed, zone)}
${keys(page.connections, feed, zone, may.revoke)}
${mapping && mappingTables(mapping)}`
}

const history = (batches: readonly BatchSummary[], feed: FeedSummary, zone: string): Html =>
  dataTable({
    caption: 'History',
    rows: batches,
    empty: html`${sectionHeading('History')}${nothingHere('Nothing has been sent yet.')}`,
    columns: [
      { heading: 'File', cell: (batch) => link(batchName(batch), `/feeds/${feed.id}/batches/${batch.id}`) },
      { heading: 'Number', cell: (batch) => number(batch.sequence), numeric: true },
      { heading: 'Way in', cell: (batch) => wayWords[batch.way] },
      { heading: 'Received', cell: (batch) => timeOr(batch.receivedAt, zone) },
      { heading: 'State', cell: (batch) => stateTag(batch.state) },
      { heading: 'New', cell: (batch) => number(batch.factsNew), numeric: true },
      { heading: 'Changed', cell: (batch) => number(batch.factsChanged), numeric: true },
      { heading: 'Ended', cell: (batch) => number(batch.factsEnded), numeric: true },
      { heading: 'Quarantined', cell: (batch) => number(batch.rowsQuarantined), numeric: true },
    ],
  })

const keys = (connections: readonly Connection[], feed: FeedSummary, zone: string, mayRevoke: boolean): Html =>
  dataTable({
    caption: 'Keys that its files may be signed with',
    rows: connections,
    columns: [
      { heading: 'Key', cell: (one) => one.keyId },
      { heading: 'From', cell: (one) => timeOr(one.activeFrom, zone) },
      { heading: 'To', cell: (one) => timeOr(one.activeTo, zone) },
      { heading: 'State', cell: (one) => (one.revokedAt ? tag('Revoked', 'red') : tag('In force', 'green')) },
      ...(mayRevoke
        ? [{ heading: 'If it may be stolen', cell: (one: Connection) => (one.revokedAt ? '–' : revokeLink(one, feed)) }]
        : []),
    ],
  })

const revokeLink = ({ keyId }: Connection, feed: FeedSummary): Html =>
  link(
    html`Revoke<span class="govuk-visually-hidden"> the key ${keyId}</span>`,
    `/feeds/${feed.id}/keys/${encodeURIComponent(keyId)}/revoke`,
  )

type MappedField = { readonly kind: string; readonly field: string; readonly columns: string }

/** The mapping as a table: which of the sender's columns each of our fields is read from. */
function mappingTables({ templates, person, recordedAt }: FeedMapping): Html {
  const rows: MappedField[] = [
    { kind: 'every row', field: 'person', columns: columnsOf(person).join(', ') },
    { kind: 'every row', field: 'recorded at', columns: columnsOf(recordedAt).join(', ') },
    ...templates.flatMap(fieldsOf),
  ]
  const table = dataTable({
    caption: 'How its columns are read',
    captionSize: 's',
    rows,
    columns: [
      { heading: 'Fact', cell: (row) => row.kind },
      { heading: 'Field', cell: (row) => row.field },
      { heading: 'From the columns', cell: (row) => row.columns },
    ],
  })
  return govukDetails({ summaryText: 'How its columns are read', html: table })
}

const fieldsOf = ({ kind, key, fields }: Template): MappedField[] =>
  Object.entries({ key, ...fields }).map(([field, value]) => ({
    kind,
    field,
    columns: columnsOf(value).join(', ') || ('constant' in value ? `always “${value.constant}”` : '–'),
  }))
