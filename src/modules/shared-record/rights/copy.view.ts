import { longDate, plainDate } from '#platform/dates'
import { type Html, html, type Part } from '#platform/views/html'
import { dataTable, factList } from '#platform/views/page-parts'
import type { Lang } from '#platform/words'
import type { CopiedFact, Copy } from './copy.rules.ts'
import { copyWords } from './copy.words.ts'
import type { Line } from './fact-words.rules.ts'

const date = (day: string) => longDate(plainDate(day))

/** What a fact says, line by line. */
export const linesView = (lines: readonly Line[]): Html =>
  html`<ul class="govuk-list">${lines.map(({ label, value }) => html`<li><strong>${label}:</strong> <span class="cw-as-typed">${value}</span></li>`)}</ul>`

const list = (items: readonly Part[], none: Part): Part =>
  items.length === 0 ? none : html`<ul class="govuk-list govuk-list--bullet">${items.map((item) => html`<li>${item}</li>`)}</ul>`

/** A copy of what one organisation holds of somebody, to read and to print. What was written down stands in the words in which it was written. */
export function copyView(copy: Copy, lang: Lang): Html {
  const [say, plain] = [copyWords(lang), copyWords.plain(lang)]
  return html`<section class="cw-copy"><h2 class="govuk-heading-m">${copy.organisation}</h2>
${copy.services.length === 0 && html`<p class="govuk-body">${say.nothing}</p>`}
${copy.services.map(
  (service) => html`${dataTable<CopiedFact>({
    caption: service.name,
    columns: [
      { heading: plain.about, cell: (fact) => html`<span lang="en">${fact.about}</span>` },
      {
        heading: plain.says,
        cell: (fact) =>
          html`<div lang="en">${linesView(fact.says)}</div>${fact.disputedOn && html`<strong>${say.disputed(date(fact.disputedOn))}</strong>`}`,
      },
      {
        heading: plain.when,
        cell: (fact) => html`${say.written(date(fact.writtenOn))}<br>${say.received(date(fact.receivedOn))}`,
      },
    ],
    rows: service.facts,
    empty: html`<h3 class="govuk-heading-s">${service.name}</h3><p class="govuk-body">${say.nothing}</p>`,
    lang,
  })}
${factList(
  [
    { label: plain.from, value: say.fromService(service.name) },
    {
      label: plain.uses,
      value: list(
        service.uses.map(({ name, law }) => `${name} (${law})`),
        say.noUses,
      ),
    },
    { label: plain.sharedWith, value: list(service.sharedWith, say.noSharing) },
    { label: plain.kept, value: service.kept.join('; ') },
    { label: plain.law, value: service.law },
  ],
  { lang },
)}`,
)}
<h3 class="govuk-heading-s">${say.leftOut}</h3>
${list([...copy.leftOut.map(({ says, law }) => html`<span lang="en">${says} (${law})</span>`), say.leftOutAlways], '')}
<p class="govuk-body-s">${say.made(date(copy.madeOn))}</p></section>`
}

/** What she can do where the copy is wrong. */
export const afterCopyView = (lang: Lang): Html => {
  const say = copyWords(lang)
  return html`<h2 class="govuk-heading-m">${say.rights}</h2><p class="govuk-body">${say.rightsText}</p>`
}
