import {
  type LimitState,
  liftFrom,
  limitStateOf,
  type RequestKind,
  type RestrictionGround,
  restrictionGrounds,
  type Step,
} from '#modules/information-governance'
import { afterCopyView, copyView } from '#modules/shared-record'
import { dayOf, longDate } from '#platform/dates'
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
  sectionHeading,
  selectField,
  submitButton,
  textArea,
} from '#platform/views/page-parts'
import type { Lang } from '#platform/words'
import type { MyCopy, MyOpenRequest, MyPart, MyRequest, MyRequests } from './read-my-requests.ts'
import { rightsWords } from './rights.words.ts'

type Around = { readonly zone: string; readonly lang: Lang }
type FormAround = Around & { readonly csrfToken: string; readonly errors: readonly PageError[] }

const clockWords = ({ state, dueOn, clock, steps }: MyPart, lang: Lang): Part => {
  const say = rightsWords(lang)
  const answered = steps.find(({ kind }) => kind === 'answered')
  if (answered) return say.answered(longDate(answered.onDay))
  if (!dueOn) return say.mustAnswerSoon
  if (state === 'paused') return say.stopped(longDate(clock.pausedSince!), longDate(dueOn))
  if (state === 'late') return say.late(longDate(dueOn))
  return state === 'to-acknowledge' ? say.mustAcknowledge(longDate(dueOn)) : say.mustAnswer(longDate(dueOn))
}

/** What she can ask, and what she asked. */
export function requestsView({ requests, isTied, limits }: MyRequests, { zone, lang }: Around): Html {
  const [say, plain] = [rightsWords(lang), rightsWords.plain(lang)]
  const ways = [
    ['copy', say.askCopy, say.askCopyHint],
    ['objection', say.askObjection, say.askObjectionHint],
    ['restriction', say.askRestriction, say.askRestrictionHint],
    ['complaint', say.askComplaint, say.askComplaintHint],
  ] as const
  return html`${pageHeading(say.title)}
<p class="govuk-body-l">${say.intro}</p>
${govukInsetText({ html: html`${say.safe}` })}
${sectionHeading(say.whatYouCanDo)}
<ul class="govuk-list govuk-list--spaced">${ways
    .filter(([kind]) => isTied || kind === 'complaint')
    .map(
      ([kind, text, hint]) =>
        html`<li><strong>${link(text, `/account/subject-requests/new?kind=${kind}`)}</strong><br>${hint}</li>`,
    )}</ul>
${!isTied && html`<p class="govuk-body">${say.needCode} ${link(say.getCode, '/account/code')}</p>`}
${limitsView(limits, { zone, lang })}
${dataTable<MyRequest>({
  caption: plain.yours,
  columns: [
    { heading: plain.what, cell: (one) => link(say[one.kind], `/account/subject-requests/${one.id}`) },
    { heading: plain.when, cell: (one) => longDate(dayOf(one.receivedAt, zone)) },
    {
      heading: plain.where,
      cell: ({ parts }) =>
        parts.length === 0
          ? say.nobody
          : html`<ul class="govuk-list">${parts.map((part) => html`<li><strong>${part.organisation}</strong>: ${clockWords(part, lang)}</li>`)}</ul>`,
    },
  ],
  rows: requests,
  empty: html`${sectionHeading(say.yours)}${nothingHere(say.none)}`,
  lang,
})}`
}

export type Typed = { readonly id: string; readonly to: string; readonly said: string; readonly ground: string }

/** What the page is called where she asks. */
export const askTitle = (kind: RequestKind, lang: Lang): string => {
  const plain = rightsWords.plain(lang)
  return {
    copy: plain.askCopy,
    objection: plain.askObjection,
    restriction: plain.askRestriction,
    complaint: plain.askComplaint,
  }[kind]
}

/** What is held of her and not used now, or not for one thing. */
function limitsView(limits: MyRequests['limits'], { zone, lang }: Around): Part {
  const say = rightsWords(lang)
  return (
    limits.length > 0 &&
    html`${sectionHeading(say.limited)}
<ul class="govuk-list govuk-list--bullet">${limits.map(({ organisation, kind, purposeWords, since }) => {
      const day = longDate(dayOf(since, zone))
      return html`<li>${kind === 'restricted' ? say.isRestricted(organisation, day) : say.isStopped(organisation, purposeWords ?? '', day)}</li>`
    })}</ul>
<p class="govuk-body">${say.isLimitedHint}</p>`
  )
}

/** One page to ask: whom, and what. */
export function newRequestView(
  kind: RequestKind,
  organisations: readonly { id: string; name: string }[],
  typed: Typed,
  { csrfToken, errors, lang }: FormAround,
): Html {
  const plain = rightsWords.plain(lang)
  const [label, hint] = {
    copy: [plain.copyWords, plain.copyWordsHint],
    objection: [plain.objectionWords, plain.objectionWordsHint],
    restriction: [plain.restrictionWords, plain.restrictionWordsHint],
    complaint: [plain.complaintWords, plain.complaintWordsHint],
  }[kind] as [string, string]
  const first = kind === 'copy' ? { value: 'everyone', text: plain.everyone } : { value: '', text: plain.choose }
  return html`${pageHeading(askTitle(kind, lang))}
${kind === 'restriction' && html`${sectionHeading(rightsWords(lang).whatItMeans)}<p class="govuk-body">${rightsWords(lang).whatRestrictionMeans}</p>`}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
    { action: `/account/subject-requests?kind=${kind}`, csrfToken },
    html`<input type="hidden" name="id" value="${typed.id}">`,
    selectField({
      name: 'to',
      label: plain.whom,
      value: typed.to,
      errors,
      lang,
      choices: [first, ...organisations.map(({ id, name }) => ({ value: id, text: name }))],
    }),
    kind === 'restriction'
      ? radiosField({
          name: 'ground',
          label: plain.because,
          value: typed.ground,
          errors,
          lang,
          choices: restrictionGrounds.map(({ id }) => ({ value: id, text: groundWords(id, lang) })),
        })
      : html``,
    textArea({ name: 'said', label, hint, value: typed.said, rows: 6, errors, lang }),
    submitButton(plain.send),
  )}</div></div>`
}

const groundWords = (ground: RestrictionGround, lang: Lang): string => {
  const plain = rightsWords.plain(lang)
  return ground === 'objection' ? plain.objectionGround : plain[ground]
}

/** One request: each organisation that has to answer, its clock, and what was written. */
export function requestView(request: MyOpenRequest, { zone, lang, csrfToken, errors }: FormAround): Html {
  const say = rightsWords(lang)
  const hasCopy = request.kind === 'copy' && request.parts.some(({ state }) => state === 'answered')
  return html`${pageHeading(say[request.kind], say.asked(longDate(dayOf(request.receivedAt, zone))))}
${hasCopy && html`<p class="govuk-body-l">${link(say.seeCopy, `/account/subject-requests/${request.id}/pack`)}</p>`}
${request.asked && html`${sectionHeading(say.said)}<p class="govuk-body"><span class="cw-as-typed">${request.asked}</span></p>`}
${request.parts.length === 0 && nothingHere(say.nobody)}
${request.parts.map((part) => partView(request, part, { zone, lang, csrfToken, errors }))}`
}

function partView(request: MyOpenRequest, part: MyPart, { lang, csrfToken, errors }: FormAround): Html {
  const plain = rightsWords.plain(lang)
  const field = `reply-${part.id}`
  return html`<section>${sectionHeading(part.organisation)}
<p class="govuk-body">${clockWords(part, lang)}</p>
${willBeLifted(limitStateOf(part.steps), part, lang)}
${request.kind === 'objection' && part.state !== 'answered' && html`<p class="govuk-body">${link(plain.restrictMeanwhile, '/account/subject-requests/new?kind=restriction&ground=objection')}</p>`}
${factList(
  [
    ...(part.ground ? [{ label: plain.because, value: groundWords(part.ground, lang) }] : []),
    ...part.steps.map((step) => ({ label: stepWords(step, lang), value: stepSaid(request, step, lang) })),
    ...(part.told.length > 0 ? [{ label: plain.told, value: part.told.join(', ') }] : []),
    { label: plain.law, value: part.clock.rule.law },
  ],
  { lang },
)}
${
  part.state === 'paused' &&
  form(
    { action: `/account/subject-requests/${request.id}/reply`, csrfToken },
    html`<input type="hidden" name="part" value="${part.id}">`,
    textArea({ name: field, label: plain.reply, hint: plain.replyHint, rows: 4, errors, lang }),
    submitButton(plain.sendReply),
  )
}</section>`
}

const willBeLifted = (state: LimitState, { steps }: MyPart, lang: Lang): Part => {
  const from = liftFrom(steps)
  return state === 'to-be-lifted' && from && govukInsetText({ html: html`${rightsWords(lang).liftFrom(longDate(from))}` })
}

const stepWords = (step: Step, lang: Lang): string => {
  const plain = rightsWords.plain(lang)
  const of = step.kind === 'answered' ? plain.answeredStep : plain[step.kind]
  return of(longDate(step.onDay))
}
function stepSaid(request: MyOpenRequest, step: Step, lang: Lang): Part {
  const say = rightsWords(lang)
  const said = request.words.get(step.id)
  const { reason } = step
  const decided = reason !== null && reason !== 'identity' && reason !== 'clarification' && html`<strong>${say[reason]}</strong> `
  return html`${decided}${said ? html`<span class="cw-as-typed" lang="en">${said}</span>` : decided ? '' : '–'}`
}

/** The copies that were made for her, to read and to print. */
export function copiesView(request: MyRequest, copies: readonly MyCopy[], { lang }: Around): Html {
  const say = rightsWords(lang)
  return html`${pageHeading(say.copyTitle)}
<p class="govuk-body-l">${say.copyIntro}</p>
<div class="cw-no-print">${govukInsetText({ html: html`${say.print}` })}
<p class="govuk-body"><a class="govuk-link" href="/account/subject-requests/${request.id}/pack.json" download>${say.save}</a></p></div>
${copies.map(
  ({ copy, said }) =>
    html`${said && html`<p class="govuk-body"><strong>${copy.organisation}: ${say.theySay}</strong><br><span class="cw-as-typed" lang="en">${said}</span></p>`}${copyView(copy, lang)}`,
)}
${afterCopyView(lang)}
<p class="govuk-body cw-no-print">${link(say.back, `/account/subject-requests/${request.id}`)}</p>`
}
