import { dayOf, longDate, longTime } from '#platform/dates'
import { govukButton, govukInput } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import { dataTable, nothingHere } from '#platform/views/page-parts'
import type { Lang } from '#platform/words'
import { reviewWords } from './case-review/case-review.words.ts'
import { factsWords } from './facts/facts.words.ts'
import { incidentWords } from './incidents/incident.words.ts'
import { toldBanner } from './incidents/my-incidents.view.ts'
import { noticeWords } from './notice/notice.words.ts'
import { planWords } from './plan/plan.words.ts'
import { portalWords } from './portal.words.ts'
import { proxyWords } from './proxies/proxy.words.ts'
import { storyWords } from './story/story.words.ts'
import type { Visit } from './who-looked.rules.ts'

export type Duty = { readonly team: string; readonly phone: string } | null

const roleWords = {
  practitioner: 'roleWorker',
  provider: 'roleWorker',
  'lead-practitioner': 'roleLead',
  'front-door': 'roleFrontDoor',
  'team-lead': 'roleManager',
  helper: 'roleHelper',
  parent: 'roleParent',
  attorney: 'roleAttorney',
  deputy: 'roleDeputy',
  'court-order': 'roleCourt',
} as const
const phoneLink = (duty: Duty): Part =>
  duty && html` <a class="govuk-link" href="tel:${duty.phone.replaceAll(' ', '')}">${duty.phone}</a>`

/** The resident's first page: what she can do here. */
export function homeView({ name, bound, told }: { name: string; bound: boolean; told: boolean }, duty: Duty, lang: Lang): Html {
  const incidents = incidentWords(lang)
  const say = portalWords(lang)
  const helpers = proxyWords(lang)
  if (!bound)
    return html`<h1 class="govuk-heading-l">${say.hello(name)}</h1>
<p class="govuk-body-l">${say.bindText}</p>
<p class="govuk-body">${say.whatACodeDoes}</p>
${govukButton({ text: portalWords.plain(lang).bindTitle, href: '/account/code' })}
<p class="govuk-body"><a class="govuk-link" href="/account/story"><strong>${storyWords(lang).title}</strong></a><br>${storyWords(lang).linkIntro}</p>
<p class="govuk-body"><a class="govuk-link" href="/account/case-review"><strong>${reviewWords(lang).title}</strong></a><br>${reviewWords(lang).linkIntro}</p>
<p class="govuk-body"><a class="govuk-link" href="/account/subject-requests">${say.complainLink}</a></p>
<p class="govuk-body"><a class="govuk-link" href="/account/privacy-notice">${noticeWords(lang).title}</a></p>
${duty && html`<p class="govuk-body">${say.noWorker(duty.team)}${phoneLink(duty)}</p>`}`
  return html`${told && toldBanner(lang)}<h1 class="govuk-heading-l">${say.hello(name)}</h1>
<h2 class="govuk-heading-m">${say.atHome}</h2>
<ul class="govuk-list govuk-list--spaced">
  <li><a class="govuk-link" href="/account/story"><strong>${storyWords(lang).title}</strong></a><br>${storyWords(lang).linkIntro}</li>
  <li><a class="govuk-link" href="/account/plan"><strong>${planWords(lang).title}</strong></a><br>${planWords(lang).linkIntro}</li>
  <li><a class="govuk-link" href="/account/case-review"><strong>${reviewWords(lang).title}</strong></a><br>${reviewWords(lang).linkIntro}</li>
  <li><a class="govuk-link" href="/account/access-events"><strong>${say.whoLookedLink}</strong></a><br>${say.whoLookedIntro}</li>
  <li><a class="govuk-link" href="/account/facts"><strong>${factsWords(lang).title}</strong></a><br>${factsWords(lang).intro}</li>
  <li><a class="govuk-link" href="/account/helpers"><strong>${helpers.helpersLink}</strong></a><br>${helpers.helpersIntro}</li>
  <li><a class="govuk-link" href="/account/for"><strong>${helpers.actsForLink}</strong></a></li>
  <li><a class="govuk-link" href="/account/subject-requests"><strong>${say.yourData}</strong></a><br>${say.yourDataIntro}</li>
  <li><a class="govuk-link" href="/account/privacy-notice"><strong>${noticeWords(lang).title}</strong></a><br>${noticeWords(lang).linkIntro}</li>
  <li><a class="govuk-link" href="/account/incidents"><strong>${incidents.link}</strong></a><br>${incidents.linkIntro}</li>
  <li><a class="govuk-link" href="/public/data-use">${say.rules}</a></li>
</ul>
<h2 class="govuk-heading-m">${say.ask}</h2>
<p class="govuk-body">${say.askText} ${duty && say.ring(duty.team)}${phoneLink(duty)}</p>`
}

/** Who looked: one line a visit, in plain words, newest first. */
export function whoLookedView(visits: readonly Visit[], duty: Duty, zone: string, lang: Lang): Html {
  const say = portalWords(lang)
  const plain = portalWords.plain(lang)
  return html`<h1 class="govuk-heading-l">${say.whoLooked}</h1>
<p class="govuk-body-l">${say.whoLookedIntro}</p>
${dataTable({
  caption: plain.whoLooked,
  columns: [
    {
      heading: plain.when,
      cell: (visit) => (visit.self || visit.proxy ? longDate(dayOf(visit.at, zone)) : longTime(visit.at, zone)),
    },
    {
      heading: plain.who,
      cell: (visit) => whoOf(visit, lang),
    },
    {
      heading: plain.why,
      cell: (visit) => (visit.proxy ? say.proxyWhy : (lang === 'cy' && visit.purpose.cy) || say.purpose(visit.purpose.en)),
    },
    { heading: plain.what, cell: (visit) => say.saw(visit.saw) },
    {
      heading: plain.proof,
      cell: (visit) =>
        html`<a class="govuk-link" href="/account/access-events/${visit.entryId}/proof" download>${say.proofLink}<span class="govuk-visually-hidden"> ${longTime(visit.at, zone)}</span></a>`,
    },
  ],
  rows: visits,
  empty: nothingHere(say.noVisits),
  lang,
})}
<h2 class="govuk-heading-m">${say.ask}</h2>
<p class="govuk-body">${say.askText} ${duty && say.ring(duty.team)}${phoneLink(duty)}</p>
<p class="govuk-body"><a class="govuk-link" href="/account/subject-requests/new?kind=complaint">${say.complainLink}</a></p>
<p class="govuk-body">${say.proofIntro} <a class="govuk-link" href="/public/data-use/log">${say.proofMore}</a></p>
<p class="govuk-body"><a class="govuk-link" href="/public/data-use">${say.rules}</a></p>`
}

/** A look that was written down a moment ago, and is not sealed yet. */
export function proofWaitsView(lang: Lang): Html {
  const say = portalWords(lang)
  return html`<h1 class="govuk-heading-l">${say.proofWaitsTitle}</h1>
<p class="govuk-body-l">${say.proofWaits}</p>
<p class="govuk-body"><a class="govuk-link" href="/account/access-events">${say.whoLooked}</a></p>`
}

/** In what role somebody looked. */
export const roleOf = (visit: Visit, lang: Lang): Part =>
  portalWords(lang)[roleWords[visit.role as keyof typeof roleWords] ?? 'roleOther']

/** Who looked: never a worker's name. Whoever may act for her comes from no organisation. */
function whoOf(visit: Visit, lang: Lang): Part {
  if (visit.self) return portalWords(lang).you
  return html`<strong>${roleOf(visit, lang)}</strong>${!visit.proxy && html`<br>${visit.organisation}`}`
}

/** Where a resident gives the code that a worker handed her. */
export function codeView(csrf: string, wrong: boolean, lang: Lang): Html {
  const say = portalWords(lang)
  const plain = portalWords.plain(lang)
  return html`<h1 class="govuk-heading-l">${say.bindTitle}</h1>
<p class="govuk-body-l">${say.bindText}</p>
<form method="post" action="/account/code?lang=${lang}" novalidate>
  <input type="hidden" name="csrf" value="${csrf}">
  ${govukInput({ id: 'code', name: 'code', label: { text: plain.codeLabel }, hint: { text: plain.codeHint }, classes: 'govuk-input--width-20', autocomplete: 'off', spellcheck: false, ...(wrong ? { errorMessage: { text: plain.codeWrong } } : {}) })}
  ${govukButton({ text: plain.codeButton, preventDoubleClick: true })}
</form>`
}

/** The code, shown once to the worker who hands it over. */
export const issuedView = (code: string, personId: string): Html => html`<h1 class="govuk-heading-l">A code to hand over</h1>
<p class="govuk-body-l"><strong class="cw-code">${code}</strong></p>
<p class="govuk-body">Give it to the person yourself, face to face, when you are sure who they are and that nobody else will see it. It works once, for 48 hours. It is not shown again.</p>
<p class="govuk-body"><a class="govuk-link" href="/people/${personId}">Back to the person</a></p>`

/** Before a code is made: what it does, and when not to. */
export const issueView = (
  csrf: string,
  personId: string,
): Html => html`<h1 class="govuk-heading-l">Give someone their own page</h1>
<p class="govuk-body">A code ties the person’s own sign-in to this record, so that they see who looked at it. Hand it over in person, only to the person themselves. Not by post, text or e-mail, and not where someone else might use it.</p>
<form method="post" action="/people/${personId}/code">
  <input type="hidden" name="csrf" value="${csrf}">
  ${govukButton({ text: 'Make a code', preventDoubleClick: true })}
</form>`
