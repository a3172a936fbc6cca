import { missingIn, nextIn, type OwnStory, type Question, questions } from '#modules/casework'
import { govukButton, govukInsetText, govukWarningText } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import { factList, form, link, pageHeading, submitButton, textArea } from '#platform/views/page-parts'
import type { Lang } from '#platform/words'
import type { Duty } from '../pages.view.ts'
import { asked, storyWords } from './story.words.ts'

const home = '/account/story'
const hints = {
  now: 'nowHint',
  home: 'homeHint',
  good: 'goodHint',
  change: 'changeHint',
  help: 'helpHint',
  safe: 'safeHint',
  reach: 'reachHint',
  know: 'knowHint',
} as const
const typedText = (text: string): Html => html`<span class="cw-as-typed">${text}</span>`

type Around = { readonly lang: Lang; readonly csrfToken: string; readonly errors: readonly PageError[]; readonly duty: Duty }

/** The story as far as it is told: what she answered, and, once it is sent, who has it. */
export function storyView({ story, where }: OwnStory, around: Around): Html {
  const { lang, csrfToken } = around
  const say = storyWords(lang)
  const answers = story?.answers ?? {}
  const ask = asked(lang)
  const begun = Object.keys(answers).length > 0
  return html`${pageHeading(where ? say.sentTitle : say.title)}
${where ? whereView(where, around) : govukWarningText({ html: html`${say.danger}`, iconFallbackText: '!' })}
${!where && html`<p class="govuk-body-l">${say.intro}</p>${govukInsetText({ html: html`${say.yours} ${say.safe}` })}`}
${!begun && !where && govukButton({ text: storyWords.plain(lang).begin, href: `${home}/now` })}
${
  begun &&
  html`<h2 class="govuk-heading-m">${say.list}</h2>${factList(
    questions.map((one) => ({
      label: ask[one],
      value: answers[one] ? typedText(answers[one]) : say.empty,
      actions: where ? undefined : [{ text: storyWords.plain(lang).change1, href: `${home}/${one}` }],
    })),
    { lang },
  )}`
}
${begun && !where && nextView(answers, around, csrfToken)}`
}

function nextView(answers: NonNullable<OwnStory['story']>['answers'], { lang }: Around, csrfToken: string): Html {
  const [say, plain] = [storyWords(lang), storyWords.plain(lang)]
  const isWhole = questions.every((one) => answers[one] !== undefined)
  if (!isWhole) return govukButton({ text: plain.goOn, href: `${home}/${nextIn(answers)}` })
  const missing = missingIn(answers)
  if (missing.length > 0)
    return html`<p class="govuk-body"><strong>${say.missing}:</strong> ${missing.map((one, nth) => html`${nth > 0 && ', '}${link(asked(lang)[one], `${home}/${one}`)}`)}</p>`
  return html`<p class="govuk-body">${say.sendHow}</p>${form({ action: `${home}/send`, csrfToken }, submitButton(plain.send))}`
}

function whereView(where: NonNullable<OwnStory['where']>, { lang, duty }: Around): Part {
  const say = storyWords(lang)
  const says = where.state === 'waiting' ? say.waiting : where.state === 'taken' ? say.taken(where.withName ?? '') : say.closed
  return html`${govukInsetText({ html: html`${says}` })}${duty && html`<p class="govuk-body">${say.ring(duty.team)} <a class="govuk-link" href="tel:${duty.phone.replaceAll(' ', '')}">${duty.phone}</a></p>`}`
}

/** One question on one page. */
export function questionView(question: Question, value: string, { lang, csrfToken, errors }: Around): Html {
  const [say, plain] = [storyWords(lang), storyWords.plain(lang)]
  return html`${pageHeading(asked(lang)[question], say.question(questions.indexOf(question) + 1, questions.length))}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
    { action: `${home}/${question}`, csrfToken },
    textArea({ name: 'words', label: asked(lang)[question], hint: plain[hints[question]], value, rows: 6, errors, lang }),
    submitButton(plain.keep),
  )}
<p class="govuk-body">${link(say.back, home)}</p></div></div>`
}
