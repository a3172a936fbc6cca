import type { Lang } from '#platform/words'
import { govukTable } from '../components.generated.ts'
import { type Html, html, isEmpty, join, type Part } from '../html.ts'
import { link } from './links.ts'
import { partWords } from './words.ts'

export type Column<Row> = {
  heading: string
  cell: (row: Row) => Part
  /** Numbers stand to the right, digit under digit. */
  numeric?: boolean | undefined
}

export type DataTable<Row> = {
  /** What the table shows, as a caption that everyone sees. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  /** On a phone: `cards` shows each row as a short list (for people and things), `scroll` keeps the grid (for figures to compare). */
  narrow?: 'cards' | 'scroll' | undefined
  /** The first cell names its row. True unless said otherwise. */
  firstCellIsHeader?: boolean | undefined
  csvHref?: string | undefined
  /** Source, time, definition: below the table. */
  note?: Part
  /** What stands in its place when there is nothing: see `nothingHere`. */
  empty?: Html | undefined
  captionSize?: 's' | 'm' | 'l' | undefined
  lang?: Lang | undefined
}

/** A table with a caption, and below it where it comes from and its download. */
export function dataTable<Row>(table: DataTable<Row>): Html {
  if (table.rows.length === 0 && table.empty) return table.empty
  const { narrow = 'cards', lang = 'en' } = table
  const grid = govukTable({
    caption: table.caption,
    captionClasses: `govuk-table__caption--${table.captionSize ?? 'm'}`,
    firstCellIsHeader: table.firstCellIsHeader ?? true,
    head: table.columns.map(({ heading, numeric }) => ({ text: heading, format: numeric ? 'numeric' : undefined })),
    rows: table.rows.map((row) => table.columns.map((column, at) => cellOf(column, row, narrow === 'cards' && at > 0))),
  })
  const inner =
    narrow === 'scroll'
      ? html`<section class="cw-table__frame" tabindex="0" aria-label="${table.caption}: ${partWords.plain(lang).scrollTable}">${grid}</section>`
      : grid
  return html`<div class="cw-table cw-table--${narrow}">${inner}${foot(table, lang)}</div>`
}

function cellOf<Row>({ heading, cell, numeric }: Column<Row>, row: Row, labelled: boolean) {
  const part = cell(row)
  const format = numeric ? 'numeric' : undefined
  const attributes = labelled ? { 'data-label': heading } : undefined
  const plain = typeof part === 'string' || typeof part === 'number'
  // One child, so that on a phone the label and the whole value stand side by side.
  return plain ? { text: part, format, attributes } : { html: html`<div>${part}</div>`, format, attributes }
}

function foot<Row>({ note, csvHref, caption }: DataTable<Row>, lang: Lang): Html | undefined {
  const download = csvHref && html`<span class="cw-no-print">${link(partWords(lang).download(caption), csvHref)}</span>`
  const parts = join([!isEmpty(note) && html`<span>${note}</span>`, download])
  return isEmpty(parts) ? undefined : html`<p class="cw-table__foot">${parts}</p>`
}
