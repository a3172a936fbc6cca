import type { Lang } from '#platform/words'
import { type Html, html, type Part } from '../html.ts'
import { factList } from './facts.ts'
import { phoneLink } from './links.ts'
import { partWords } from './words.ts'

/** Why something is not shown. There is no place for a count: how many records are withheld is itself a disclosure. */
export type Withheld = {
  /** What we cannot show, in words that give nothing away. */
  what: Part
  whyInLaw: Part
  nextStep: Part
  ring: { who: string; phone: string }
  title?: string | undefined
  lang?: Lang | undefined
}

/** What we cannot show, why in law, what to do next and who to ring. */
export function withheldPanel({ what, whyInLaw, nextStep, ring, title, lang = 'en' }: Withheld): Html {
  const say = partWords(lang)
  const plain = partWords.plain(lang)
  return html`<section class="cw-panel cw-panel--withheld" aria-label="${title ?? plain.withheld}">
<h2 class="govuk-heading-s">${title ?? say.withheld}</h2>
${factList(
  [
    { label: plain.cannotShow, value: what },
    { label: plain.why, value: whyInLaw },
    { label: plain.next, value: nextStep },
    { label: plain.ask, value: html`${ring.who}, ${phoneLink(ring.phone, ring.who)}` },
  ],
  { lang },
)}</section>`
}

/** Nothing here yet: what would be here, and the next step, which is often a link. */
export const nothingHere = (text: Part, nextStep?: Part): Html =>
  html`<div class="cw-panel"><p class="govuk-body">${text}</p>${nextStep && html`<p class="govuk-body">${nextStep}</p>`}</div>`

/** How old one source is, in words, and the age it promised when it is older than that. */
export type SourceAge = { name: string; age: string; olderThanPromised?: string | undefined }

/** The age of each source beside its facts: "housing: 2 minutes; school census: 41 days". One later than promised says so. */
export function sourceAges(sources: readonly SourceAge[], lang: Lang = 'en'): Html {
  const say = partWords(lang)
  const late = sources.some((source) => source.olderThanPromised)
  const items = sources.map(
    ({ name, age, olderThanPromised }) =>
      html`<li>${name}: ${olderThanPromised ? html`<strong>${age}</strong>, ${say.late(olderThanPromised)}` : age}</li>`,
  )
  return html`<div class="cw-stale${late && ' cw-stale--late'}"><p class="govuk-visually-hidden">${say.latest}</p><ul>${items}</ul></div>`
}
