import { herself, type OwnPlan } from '#modules/casework'
import { dayOf, type Instant, longDate } from '#platform/dates'
import { govukInsetText } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import { dataTable, form, link, nothingHere, pageHeading, phoneLink, submitButton, textArea } from '#platform/views/page-parts'
import type { Lang } from '#platform/words'
import { storyWords } from '../story/story.words.ts'
import { planWords } from './plan.words.ts'

export type Typed = { readonly id: string; readonly field: 'words' | 'message'; readonly words: string }
type Around = {
  readonly lang: Lang
  readonly zone: string
  readonly csrfToken: string
  readonly typed: Typed
  readonly errors: readonly PageError[]
}
type Member = OwnPlan['now']['members'][number]
type Action = OwnPlan['now']['goals'][number]['actions'][number]

const typedText = (text: string): Html => html`<span class="cw-as-typed">${text}</span>`

/** The plans that stand on somebody's own page: who helps, what should be different, who does what; and her answer. */
export function myPlanView(mine: readonly OwnPlan[], around: Around): Html {
  const say = planWords(around.lang)
  return html`${pageHeading(say.title)}
${govukInsetText({ html: html`${say.safe}` })}
${mine.length === 0 && html`${nothingHere(say.none)}<p class="govuk-body">${say.noneNext}</p>`}
${mine.map((one) => onePlan(one, mine.length > 1, around))}`
}

function onePlan(own: OwnPlan, named: boolean, around: Around): Html {
  const { now } = own
  const { lang, zone } = around
  const [say, plain] = [planWords(lang), planWords.plain(lang)]
  const day = (at: Instant) => longDate(dayOf(at, zone))
  return html`${named && html`<h2 class="govuk-heading-l">${now.pathway.kind === 'family-help' ? say.kindFamilyHelp : say.kindOther}</h2>`}
${now.ended && govukInsetText({ html: html`${say.ended(day(now.ended.at))}` })}
${dataTable<Member>({
  caption: plain.helps,
  columns: [
    {
      heading: plain.helps,
      cell: (one) =>
        html`<strong>${one.name}</strong>${one.workerId === now.leadId && html` (${say.leads})`}<br>${one.organisation}`,
    },
    { heading: plain.ring, cell: (one) => one.phone && phoneLink(one.phone, one.name) },
  ],
  rows: [...now.members, ...now.teams.map(({ teamId, name, phone }) => ({ workerId: teamId, name, organisation: '', phone }))],
  lang,
})}
<h2 class="govuk-heading-m">${say.wants}</h2>
${now.goals.length === 0 && html`<p class="govuk-body">${say.noGoals}</p>`}
${now.goals.map(
  ({ words, actions }) => html`<section class="cw-panel"><h3 class="govuk-heading-s">${typedText(words)}</h3>
${actions.length === 0 ? html`<p class="govuk-body">${say.noActions}</p>` : html`<ul class="govuk-list govuk-list--bullet">${actions.map((one) => html`<li>${actionLine(one, now.members, around)}</li>`)}</ul>`}</section>`,
)}
<p class="govuk-body">${now.reviewOn ? say.review(longDate(now.reviewOn)) : say.noReview}</p>
${!now.ended && answerView(own, around)}
${messagesPart(own, around)}
${!now.ended && storyPart(own, around)}`
}

function actionLine(one: Action, members: readonly Member[], { lang }: Around): Html {
  const say = planWords(lang)
  const who = one.who === herself ? say.you : (members.find(({ workerId }) => workerId === one.who)?.name ?? say.aHelper)
  return html`<strong>${who}</strong>: ${typedText(one.what)}, ${one.doneOn ? say.done : say.by(longDate(one.by))}`
}

function answerView({ plan, now }: OwnPlan, around: Around): Html {
  const { lang, zone, csrfToken, typed, errors } = around
  const [say, plain] = [planWords(lang), planWords.plain(lang)]
  const { answer } = now
  const since = (at: Instant) => longDate(dayOf(at, zone))
  const its = typed.id === plan.id && typed.field === 'words'
  const said: Part =
    answer.state === 'agreed'
      ? say.agreedOn(since(answer.since))
      : answer.state === 'change-asked'
        ? say.askedOn(since(answer.since))
        : null
  return html`${(said || now.goals.length > 0) && html`<h2 class="govuk-heading-m">${said ?? say.waiting}</h2>`}
${'words' in answer && answer.words && html`<p class="govuk-body">${say.yourWords}: ${typedText(answer.words)}</p>`}
${now.changedSince && html`<p class="govuk-body"><strong>${say.changed}</strong></p>`}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${
  now.goals.length > 0 &&
  (answer.state !== 'agreed' || now.changedSince) &&
  form(
    { action: `/account/plan/${plan.id}/agree`, csrfToken },
    html`<input type="hidden" name="after" value="${now.textSeq}">`,
    submitButton(plain.agree),
  )
}
${form(
  { action: `/account/plan/${plan.id}/change`, csrfToken },
  textArea({
    name: 'words',
    label: plain.whatChange,
    hint: plain.whatChangeHint,
    value: its ? typed.words : '',
    rows: 3,
    errors: its ? errors : [],
    lang,
  }),
  submitButton(plain.send, 'secondary'),
)}
</div></div>`
}

/** What she told once, for her helpers: she chooses whether they read it. */
function storyPart({ plan, now }: OwnPlan, { lang, csrfToken }: Around): Part {
  const say = storyWords(lang)
  if (now.story) return html`<p class="govuk-body">${say.shared}</p>`
  return html`<h2 class="govuk-heading-m">${link(say.title, '/account/story')}</h2><p class="govuk-body">${say.shareHow}</p>
${form({ action: `/account/plan/${plan.id}/story`, csrfToken }, submitButton(storyWords.plain(lang).share, 'secondary'))}`
}

/** What she and her helpers wrote to each other. */
function messagesPart({ plan, now }: OwnPlan, { lang, zone, csrfToken, typed, errors }: Around): Part {
  const [say, plain] = [planWords(lang), planWords.plain(lang)]
  const its = typed.id === plan.id && typed.field === 'message'
  return html`${
    now.messages.length > 0 &&
    html`<h2 class="govuk-heading-m">${say.messages}</h2>
<ul class="govuk-list govuk-list--spaced">${now.messages.map((one) => html`<li><strong>${one.hers ? say.you : one.byName || say.aHelper}</strong>, ${longDate(dayOf(one.at, zone))}<br>${typedText(one.words)}</li>`)}</ul>`
  }${
    !now.ended &&
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
      { action: `/account/plan/${plan.id}/message`, csrfToken },
      textArea({
        name: 'message',
        label: plain.write,
        hint: plain.writeHint,
        value: its ? typed.words : '',
        rows: 3,
        errors: its ? errors : [],
        lang,
      }),
      submitButton(plain.sendMessage, 'secondary'),
    )}</div></div>`
  }`
}
