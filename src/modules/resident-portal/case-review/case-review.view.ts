import type { WhereItIs } from '#modules/casework'
import { govukInsetText, govukWarningText } from '#platform/views/components.generated'
import { type Html, html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import { form, pageHeading, submitButton, textArea } from '#platform/views/page-parts'
import type { Lang } from '#platform/words'
import type { Duty } from '../pages.view.ts'
import { reviewWords } from './case-review.words.ts'

type Asking = {
  readonly lang: Lang
  readonly id: string
  readonly typed: { readonly what: string; readonly reports: string; readonly reach: string }
  readonly csrfToken: string
  readonly errors: readonly PageError[]
}

/** What a case review is, and three questions. */
export function askReviewView({ lang, id, typed, csrfToken, errors }: Asking): Html {
  const [say, plain] = [reviewWords(lang), reviewWords.plain(lang)]
  const field = (name: 'what' | 'reports' | 'reach', hint: string) =>
    textArea({ name, label: plain[name], hint, value: typed[name], rows: 4, errors, lang })
  return html`${pageHeading(say.title)}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${govukWarningText({ html: html`${say.danger}`, iconFallbackText: '!' })}
<p class="govuk-body-l">${say.intro}</p>
${govukInsetText({ html: html`${say.when}` })}
${form(
  { action: '/account/case-review', csrfToken },
  html`<input type="hidden" name="id" value="${id}">`,
  field('what', plain.whatHint),
  field('reports', plain.reportsHint),
  field('reach', plain.reachHint),
  submitButton(plain.send),
)}
</div></div>`
}

/** That it was asked for, who has it, and what comes next. */
export function reviewAskedView(where: WhereItIs, lang: Lang, duty: Duty): Html {
  const say = reviewWords(lang)
  const says = where.state === 'waiting' ? say.waiting : where.state === 'taken' ? say.taken(where.withName ?? '') : say.closed
  return html`${pageHeading(say.sentTitle)}
${govukInsetText({ html: html`${says}` })}
<p class="govuk-body">${say.next}</p>
${duty && html`<p class="govuk-body">${say.ring(duty.team)} <a class="govuk-link" href="tel:${duty.phone.replaceAll(' ', '')}">${duty.phone}</a></p>`}`
}
