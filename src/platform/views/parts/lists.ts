import type { Lang } from '#platform/words'
import { govukPagination, mojFilter } from '../components.generated.ts'
import { type Html, html } from '../html.ts'
import { partWords } from './words.ts'

/** How many things a page of a list holds. */
export const pageSize = 25

export type Pages = {
  /** The page that is shown, from 1. */
  page: number
  total: number
  /** The address of a page: keep the filter and the order in the query string, so that a page can be shared. */
  hrefOf: (page: number) => string
  /** What the list holds, in the plural: "people". */
  things: string
  perPage?: number | undefined
  lang?: Lang | undefined
}

/** Where we are in a long list and how to go on. A list of one page only says how many there are. */
export function pagination({ page, total, hrefOf, things, perPage = pageSize, lang = 'en' }: Pages): Html {
  const say = partWords.plain(lang)
  const last = Math.max(1, Math.ceil(total / perPage))
  const here = Math.min(Math.max(1, page), last)
  const words =
    total === 0
      ? partWords(lang).noResults(things)
      : say.showing((here - 1) * perPage + 1, Math.min(here * perPage, total), total, things)
  const items = numbersAround(here, last).map((number) =>
    number === 'gap'
      ? { ellipsis: true }
      : { number, href: hrefOf(number), current: number === here, visuallyHiddenText: say.page(number) },
  )
  const pages = govukPagination({
    landmarkLabel: say.pages,
    previous: here > 1 ? { href: hrefOf(here - 1), text: say.back } : undefined,
    next: here < last ? { href: hrefOf(here + 1), text: say.forward } : undefined,
    items,
  })
  return html`<div class="cw-pagination"><p class="govuk-body">${words}</p>${last > 1 && pages}</div>`
}

/** The first, the last, and the pages on either side of where we are; a single page is never hidden behind a gap. */
export function numbersAround(here: number, last: number): (number | 'gap')[] {
  const near = new Set([1, last, here - 1, here, here + 1].filter((number) => number >= 1 && number <= last))
  if (near.has(3)) near.add(2)
  if (near.has(last - 2)) near.add(last - 1)
  const numbers = [...near].sort((a, b) => a - b)
  return numbers.flatMap((number, at) => (at > 0 && number - numbers[at - 1]! > 1 ? (['gap', number] as const) : [number]))
}

export type FilterForm = {
  action: string
  /** The fields, made with `textField`, `selectField` and the like. */
  fields: Html
  /** What is chosen now, each with the address of the list without it. */
  chosen?: readonly { about: string; items: readonly { text: string; href: string }[] }[] | undefined
  clearHref: string
  lang?: Lang | undefined
}

/** The filter of a list. It is a form that asks for another page, so it works without JavaScript; on a phone it can be folded. */
export function filterForm({ action, fields, chosen = [], clearHref, lang = 'en' }: FilterForm): Html {
  const say = partWords.plain(lang)
  const inner = mojFilter({
    heading: { text: say.filter },
    submit: { text: say.applyFilter },
    selectedFilters: chosen.length
      ? {
          heading: { text: say.chosen },
          clearLink: { href: clearHref, text: say.clearFilter },
          categories: chosen.map(({ about, items }) => ({ heading: { text: about }, items })),
        }
      : undefined,
    optionsHtml: fields,
  })
  return html`<details class="cw-filter" open${chosen.length === 0 && html` data-fold="narrow"`}><summary class="govuk-link">${say.filter}</summary><form method="get" action="${action}" novalidate>${inner}</form></details>`
}
