import type { Lang } from '#platform/words'
import { govukSummaryList } from '../components.generated.ts'
import { type Html, html, isEmpty, type Part } from '../html.ts'
import { partWords } from './words.ts'

/** One fact: what it is, its value, where it comes from, and what can be done about it. Without a value it says “Not known”. */
export type Fact = {
  label: string
  value: Part
  /** Who holds it and since when: "Housing, since 3 May 2024". */
  source?: Part
  actions?: readonly { text: string; href: string }[] | undefined
}

/** A list of facts. With a `title` it is a card of its own. */
export function factList(facts: readonly Fact[], { title, lang = 'en' }: { title?: string; lang?: Lang } = {}): Html {
  const rows = facts.map(({ label, value, source, actions }) => ({
    key: { text: label },
    value: shownValue(value, source, lang),
    actions: actions && { items: actions.map((action) => ({ ...action, visuallyHiddenText: label.toLowerCase() })) },
  }))
  return govukSummaryList({ rows, card: title === undefined ? undefined : { title: { text: title } } })
}

function shownValue(value: Part, source: Part, lang: Lang): { html: Html } | { text: string | number } {
  const known = isEmpty(value) ? partWords(lang).unknown : value
  if (!isEmpty(source)) return { html: html`${known} <span class="cw-source">${partWords(lang).source} ${source}</span>` }
  return typeof known === 'string' || typeof known === 'number' ? { text: known } : { html: html`${known}` }
}
