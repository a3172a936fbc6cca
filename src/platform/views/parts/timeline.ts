import type { Lang } from '#platform/words'
import { mojTimeline } from '../components.generated.ts'
import { dateWords } from '../date-filters.ts'
import { type Html, html, join, type Part } from '../html.ts'
import { link } from './links.ts'
import { partWords } from './words.ts'

/** One entry: when, what, who says so, who recorded it, and where to read on. */
export type TimelineEntry = {
  /** A day or an instant, as ISO text. */
  when: string
  /** When the day is not exact: "spring 2024". */
  whenWords?: string | undefined
  title: Part
  text?: Part
  source?: string | undefined
  recordedBy?: string | undefined
  more?: { text: string; href: string } | undefined
  significant?: boolean | undefined
  /** What was put right afterwards; what it replaces stays readable. */
  corrected?: Part
}
/** A stretch without entries, which is information too. */
export type TimelineGap = { gap: Part; since: string }

/** Everything in one order, newest or oldest first as it is given. */
export function timeline(
  entries: readonly (TimelineEntry | TimelineGap)[],
  options: { headingLevel?: 2 | 3 | 4; lang?: Lang } = {},
): Html {
  const { headingLevel = 3, lang = 'en' } = options
  return mojTimeline({
    headingLevel,
    items: entries.map((entry) => ('gap' in entry ? gapItem(entry, lang) : entryItem(entry, lang))),
  })
}

const day = (iso: string, words: string) => ({ timestamp: iso, format: `[${words.replace(/[[\]]/g, '')}]` })

const gapItem = ({ gap, since }: TimelineGap, lang: Lang) => ({
  label: { text: partWords.plain(lang).gap },
  html: html`<p class="govuk-body">${gap}</p>`,
  datetime: day(since, dateWords(since, lang)),
  classes: 'cw-timeline__item--gap',
})

function entryItem(entry: TimelineEntry, lang: Lang) {
  const say = partWords(lang)
  const told = join(
    [entry.source, entry.recordedBy && say.recordedBy(entry.recordedBy), entry.more && link(entry.more.text, entry.more.href)],
    ' · ',
  )
  return {
    label: {
      html: html`${entry.significant && html`<span class="govuk-visually-hidden">${say.significant}: </span>`}${entry.title}`,
    },
    html: html`${entry.text && html`<p class="govuk-body">${entry.text}</p>`}${entry.corrected && html`<p class="govuk-body"><strong>${say.corrected}</strong> ${entry.corrected}</p>`}<p class="cw-source">${told}</p>`,
    datetime: day(entry.when, entry.whenWords ?? dateWords(entry.when, lang)),
    classes: [entry.significant && 'cw-timeline__item--significant', entry.corrected && 'cw-timeline__item--corrected']
      .filter(Boolean)
      .join(' '),
  }
}
