import { longDate, longTime } from '#platform/dates'
import { type Html, html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  checkboxesField,
  dataTable,
  form,
  link,
  nothingHere,
  pageHeading,
  paragraph,
  radiosField,
  sectionHeading,
  submitButton,
  textField,
} from '#platform/views/page-parts'
import type { Lang } from '#platform/words'
import { roleOf } from '../pages.view.ts'
import type { Visit } from '../who-looked.rules.ts'
import type { ActsFor } from './act-for.ts'
import { helperMonths, type OwnHelper } from './own-helpers.ts'
import { proxyWords } from './proxy.words.ts'

export type ChosenHelper = { readonly called: string; readonly scopes: readonly string[]; readonly months: string }
type Form = { readonly errors: readonly PageError[]; readonly csrfToken: string; readonly lang: Lang }

/** Who may see the resident's page, and the choice of another. */
export function ownHelpersView(helpers: readonly OwnHelper[], typed: ChosenHelper, { errors, csrfToken, lang }: Form): Html {
  const [say, plain] = [proxyWords(lang), proxyWords.plain(lang)]
  const nameOf = (one: OwnHelper) => one.proxyName ?? one.called
  return html`${pageHeading(say.helpers)}
<p class="govuk-body-l">${say.helpersIntro}</p>
${dataTable<OwnHelper>({
  caption: plain.helpers,
  columns: [
    {
      heading: plain.helperName,
      cell: (one) => html`<strong>${nameOf(one)}</strong>${one.proxyName === null && html`<br>${say.helperWaits}`}`,
    },
    { heading: plain.helperSees, cell: (one) => one.scopes.map(() => say.whoLooked) },
    { heading: plain.helperUntil, cell: (one) => longDate(one.until) },
    {
      heading: plain.stop,
      cell: (one) =>
        one.kind === 'helper'
          ? html`<form method="post" action="/account/helpers/${one.id}/end?lang=${lang}"><input type="hidden" name="csrf" value="${csrfToken}"><button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" data-module="govuk-button">${say.stop}<span class="govuk-visually-hidden"> ${nameOf(one)}</span></button></form>`
          : say.stopNobodyElse,
    },
  ],
  rows: helpers,
  empty: nothingHere(say.noHelpers),
  lang,
})}
${sectionHeading(say.choose)}
${paragraph(say.chooseCare)}
${form(
  { action: `/account/helpers?lang=${lang}`, csrfToken },
  textField({ name: 'called', label: plain.calledLabel, hint: plain.calledHint, value: typed.called, width: 20, errors, lang }),
  checkboxesField({
    name: 'scopes',
    label: plain.scopesLabel,
    choices: [{ value: 'who-looked', text: plain.whoLooked }],
    values: typed.scopes,
    errors,
    lang,
  }),
  radiosField({
    name: 'months',
    label: plain.monthsLabel,
    value: typed.months,
    choices: helperMonths.map((one) => ({ value: String(one), text: plain.months(one) })),
    errors,
    lang,
  }),
  submitButton(plain.chooseButton),
)}`
}

/** The code, shown once to the resident who hands it over. */
export function helperCodeView(code: string, lang: Lang): Html {
  const say = proxyWords(lang)
  return html`${pageHeading(say.codeTitle)}
<p class="govuk-body-l"><strong class="cw-code">${code}</strong></p>
${paragraph(say.codeText)}
${paragraph(link(say.back, '/account/helpers'))}`
}

/** For whom the resident may act, and where the code goes that she was given. */
export function actsForView(people: readonly ActsFor[], { errors, csrfToken, lang }: Form): Html {
  const [say, plain] = [proxyWords(lang), proxyWords.plain(lang)]
  return html`${pageHeading(say.actsFor)}
<p class="govuk-body-l">${say.actsForIntro}</p>
${
  people.length === 0
    ? nothingHere(say.nobody)
    : html`<ul class="govuk-list govuk-list--spaced">${people.map(
        (one) =>
          html`<li>${link(html`<strong>${say.seeFor(one.personName)}</strong>`, `/account/for/${one.id}/access-events`)}<br>${say.theirList}, ${say.seeForUntil(longDate(one.until))}</li>`,
      )}</ul>`
}
${sectionHeading(say.haveCode)}
${form(
  { action: `/account/for?lang=${lang}`, csrfToken },
  textField({ name: 'code', label: plain.codeLabel, width: 20, autocomplete: 'off', errors, lang }),
  submitButton(plain.codeButton),
)}`
}

/** Who looked at somebody's record, for whoever may act for her: who and why, not what was seen. */
export function whoLookedForView(personName: string, visits: readonly Visit[], zone: string, lang: Lang): Html {
  const [say, plain] = [proxyWords(lang), proxyWords.plain(lang)]
  return html`${pageHeading(say.whoLookedFor(personName))}
<p class="govuk-body-l">${say.whoLookedForIntro(personName)}</p>
${dataTable<Visit>({
  caption: plain.whoLookedFor(personName),
  columns: [
    { heading: plain.when, cell: (visit) => longTime(visit.at, zone) },
    { heading: plain.who, cell: (visit) => html`<strong>${roleOf(visit, lang)}</strong><br>${visit.organisation}` },
    { heading: plain.why, cell: (visit) => (lang === 'cy' && visit.purpose.cy) || visit.purpose.en },
  ],
  rows: visits,
  empty: nothingHere(say.noVisits),
  lang,
})}`
}
