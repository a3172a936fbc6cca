import { answerBy, mayDispute } from '#modules/information-governance'
import type { OwnFact } from '#modules/shared-record'
import { longDate, plainDate } from '#platform/dates'
import { govukInsetText } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  dataTable,
  factList,
  form,
  link,
  nothingHere,
  pageHeading,
  radiosField,
  submitButton,
  textArea,
} from '#platform/views/page-parts'
import type { Lang } from '#platform/words'
import { factsWords } from './facts.words.ts'
import type { MyFact, MyService } from './read-my-facts.ts'

const home = '/account/facts'
const nameOf = ({ kind, until }: OwnFact) => (kind === 'residence' && until ? 'residence-before' : kind)
/** What a fact is, as text: for a page's title. */
export const titleOfFact = (fact: OwnFact, lang: Lang): string => factsWords.plain(lang)[nameOf(fact)]

const sourceOf = ({ name, organisation }: MyService) => (name === organisation ? name : `${name}, ${organisation}`)

const saidOf = (value: string): string => (/^\d{4}-\d\d-\d\d$/.test(value) ? longDate(plainDate(value)) : value)
function linesOf({ says, until }: OwnFact, lang: Lang): Html {
  const say = factsWords(lang)
  return html`<ul class="govuk-list">${says.map(({ field, value }) => html`<li><strong>${say[field]}:</strong> <span class="cw-as-typed">${saidOf(value)}</span></li>`)}${until && html`<li>${say.until(longDate(until))}</li>`}</ul>`
}
const stateOf = ({ dispute }: OwnFact, lang: Lang): Part => dispute && factsWords(lang)[dispute.state](longDate(dispute.since))

/** What services hold about her, service by service. */
export function factsView(services: readonly MyService[], lang: Lang): Html {
  const [say, plain] = [factsWords(lang), factsWords.plain(lang)]
  return html`${pageHeading(say.title)}
<p class="govuk-body-l">${say.intro}</p>
${govukInsetText({ html: html`${say.safe}` })}
${services.length === 0 && html`${nothingHere(say.none)}<p class="govuk-body">${say.noneNext}</p>`}
${services.map(
  (service) =>
    html`${restrictedView(service, lang)}${dataTable<OwnFact>({
      caption: sourceOf(service),
      columns: [
        { heading: plain.what, cell: (fact) => html`<strong>${say[nameOf(fact)]}</strong>` },
        { heading: plain.says, cell: (fact) => linesOf(fact, lang) },
        {
          heading: plain.when,
          cell: (fact) => html`${say.written(longDate(fact.writtenOn))}<br>${say.received(longDate(fact.receivedOn))}`,
        },
        { heading: plain.check, cell: (fact) => checkCell(fact, lang) },
      ],
      rows: service.facts,
      lang,
    })}`,
)}
<p class="govuk-body">${say.notAll}</p>
<p class="govuk-body">${link(say.askCopy, '/account/subject-requests/new?kind=copy')}</p>`
}

const restrictedView = ({ name, restrictedSince }: MyService, lang: Lang): Part =>
  restrictedSince && govukInsetText({ html: html`${factsWords(lang).restricted(name, longDate(restrictedSince))}` })

function checkCell(fact: OwnFact, lang: Lang): Part {
  const say = factsWords(lang)
  const first = fact.says[0]!
  return html`${stateOf(fact, lang)} ${link(
    html`${fact.dispute ? say.seeDispute : say.wrong}<span class="govuk-visually-hidden">${say.about(saidOf(first.value))}</span>`,
    `${home}/${fact.ref}`,
  )}`
}

export type Typed = { readonly wrong: string; readonly right: string; readonly share: string }
type Around = { readonly lang: Lang; readonly csrfToken: string; readonly errors: readonly PageError[] }

/** One fact: what became of what she said of it, and the form to say that it is wrong. */
export function factView(fact: MyFact, typed: Typed, around: Around): Html {
  const { lang } = around
  const say = factsWords(lang)
  return html`${pageHeading(titleOfFact(fact, lang), sourceOf(fact.service))}
${linesOf(fact, lang)}
<p class="govuk-body">${say.written(longDate(fact.writtenOn))} ${say.received(longDate(fact.receivedOn))}</p>
${fact.dispute && disputeView(fact, lang)}
${mayDispute(fact.dispute ?? undefined) && disputeForm(fact, typed, around)}
<p class="govuk-body">${link(say.back, home)}</p>`
}

function disputeView(fact: MyFact, lang: Lang): Html {
  const [say, plain] = [factsWords(lang), factsWords.plain(lang)]
  const { state, since, correctedOn } = fact.dispute!
  const typed = (text: string) => html`<span class="cw-as-typed">${text}</span>`
  return html`<p class="govuk-body-l">${stateOf(fact, lang)}</p>
${
  state === 'being-checked' &&
  html`<p class="govuk-body">${say.mustAnswer(longDate(answerBy(since)))}</p>
<p class="govuk-body">${link(say.restrictMeanwhile, '/account/subject-requests/new?kind=restriction&ground=accuracy')}</p>`
}
${correctedOn && html`<p class="govuk-body">${say.correctedOn(longDate(correctedOn))}</p>`}
${factList(
  [
    ...(fact.said ? [{ label: plain.youSaid, value: typed(fact.said.wrong) }] : []),
    ...(fact.said?.right ? [{ label: plain.youSaidRight, value: typed(fact.said.right) }] : []),
    ...(fact.answered ? [{ label: plain.theySay, value: html`<span lang="en">${typed(fact.answered)}</span>` }] : []),
    { label: plain.toldWho, value: html`${fact.told.length > 0 && html`${say.told(fact.told.join(', '))} `}${say.toldAll}` },
  ],
  { lang },
)}
${(state === 'disagrees' || state === 'partly') && html`<p class="govuk-body">${link(say.complain, '/account/subject-requests/new?kind=complaint')}</p>`}`
}

function disputeForm(fact: MyFact, typed: Typed, { lang, csrfToken, errors }: Around): Html {
  const [say, plain] = [factsWords(lang), factsWords.plain(lang)]
  return html`<h2 class="govuk-heading-m">${say.wrong}</h2>
<p class="govuk-body">${say.whatNext}</p>
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
    { action: `${home}/${fact.ref}`, csrfToken },
    textArea({ name: 'wrong', label: plain.whatIsWrong, hint: plain.whatIsWrongHint, value: typed.wrong, rows: 3, errors, lang }),
    textArea({ name: 'right', label: plain.whatIsRight, value: typed.right, rows: 2, errors, lang }),
    radiosField({
      name: 'share',
      label: plain.share,
      hint: plain.shareHint,
      value: typed.share,
      errors,
      inline: true,
      lang,
      choices: [
        { value: 'yes', text: plain.yes },
        { value: 'no', text: plain.no },
      ],
    }),
    submitButton(plain.send),
  )}</div></div>`
}
