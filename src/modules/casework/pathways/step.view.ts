import { longDate, type PlainDate, Temporal } from '#platform/dates'
import { govukDetails, govukInsetText } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  dataTable,
  dateField,
  form,
  link,
  pageHeading,
  radiosField,
  submitButton,
  type TagColour,
  tag,
  textArea,
  textField,
} from '#platform/views/page-parts'
import type { OpenedPlan } from '../plans/change-plan.ts'
import { kindName } from '../plans/plan.words.ts'
import { beganOn, type DueStep, dueSteps, openWays, type Question, type Step, seenAlone } from './pathway.rules.ts'

const states: Readonly<Record<DueStep['state'], readonly [string, TagColour]>> = {
  late: ['Late', 'red'],
  'will-be-late': ['Will be late', 'orange'],
  'in-time': ['In time', 'green'],
}
type Opened = Pick<OpenedPlan, 'plan' | 'now'>
type Seen = { readonly zone: string; readonly today: PlainDate }
const dueOf = ({ plan, now }: Opened, { zone, today }: Seen): DueStep[] =>
  now.ended ? [] : dueSteps(now.pathway, beganOn(now.since, plan.begunAt, zone), now.steps, today)

/** What of a plan is due first, in a line of a list. */
export function firstDueView(opened: Opened, seen: Seen): Part {
  const [first] = dueOf(opened, seen)
  return first
    ? html`${first.step.name}<br><span class="govuk-body-s">by ${longDate(first.by)}</span><br>${stateTag(first)}`
    : 'Nothing'
}
const stateTag = ({ state }: DueStep): Part => tag(...states[state])

/** The pathway beside the plan: what is due by when and by whose rule, what can be written down besides, and where it can go on to. */
export function pathwayView(opened: OpenedPlan, seen: Seen & { readonly csrfToken: string; readonly way: Part }): Html {
  const { plan, now, mine } = opened
  const due = dueOf(opened, seen)
  const canWrite = mine && !now.ended
  const at = (step: Step) => `/plans/${plan.id}/steps/${step.key}`
  const others = now.pathway.steps.filter((step) => !due.some((one) => one.step.key === step.key))
  const alone = now.pathway.steps.some(({ key }) => key === 'child-seen') ? seenAlone(now.steps) : undefined
  return html`${dataTable<DueStep>({
    caption: 'What is due',
    columns: [
      {
        heading: 'Step',
        cell: ({ step }) =>
          canWrite ? link(html`<strong>${step.name}</strong>`, at(step)) : html`<strong>${step.name}</strong>`,
      },
      {
        heading: 'By',
        cell: (one) =>
          html`${longDate(one.by)}<br>${stateTag(one)}${one.state === 'will-be-late' && html`<br><span class="govuk-body-s">${longDate(one.earliest)} at the earliest</span>`}`,
      },
      {
        heading: 'Why then',
        cell: ({ rule, since }) => html`${rule}.<br><span class="govuk-body-s">${since.what}: ${longDate(since.on)}</span>`,
      },
    ],
    rows: due,
    empty: html`<p class="govuk-body">No clock runs now.</p>`,
  })}
<p class="govuk-body-s">${now.pathway.name}: ${now.pathway.law}.</p>
${alone !== undefined && html`<p class="govuk-body"><strong>${alone ? `Last seen alone: ${longDate(alone)}.` : 'No visit at which the child was seen alone is written down.'}</strong></p>`}
${
  canWrite &&
  govukDetails({
    summaryText: 'Write down another step',
    html: html`<ul class="govuk-list govuk-list--bullet">${others.map((step) => html`<li>${link(step.name, at(step))}</li>`)}</ul>`,
  })
}${canWrite && seen.way}`
}

/** Where the plan can go on to, with its team and all that was written. */
export function wayView(
  { plan, now }: OpenedPlan,
  seen: { readonly csrfToken: string; readonly typed: string; readonly errors: readonly PageError[] },
): Part {
  const ways = openWays(now.pathway, now.steps)
  const names = [...new Set(ways.map(({ to }) => to))]
  if (names.length === 0) return false
  const [way] = ways
  return govukDetails({
    summaryText: way!.direction === 'down' ? 'Step down' : 'Step up',
    open: seen.errors.length > 0,
    html: html`<p class="govuk-body">The plan goes on with the same team. Nothing that was written is lost, and the person is asked again whether they agree.</p>
${form(
  { action: `/plans/${plan.id}/entries`, csrfToken: seen.csrfToken },
  html`<input type="hidden" name="kind" value="kind-changed"><input type="hidden" name="after" value="${now.seq}"><input type="hidden" name="id" value=""><input type="hidden" name="nth" value="">`,
  radiosField({
    name: 'kind-changed-to',
    label: 'What does it become?',
    value: names.length === 1 ? names[0]! : '',
    errors: seen.errors,
    choices: names.map((to) => ({ value: to, text: kindName(to) })),
  }),
  textField({ name: 'kind-changed-words', label: 'Why?', value: seen.typed, errors: seen.errors }),
  submitButton('Go on as this'),
)}`,
  })
}

export type StepPage = OpenedPlan & {
  readonly step: Step
  readonly today: PlainDate
  readonly zone: string
  readonly csrfToken: string
  readonly typed: Readonly<Record<string, string>>
  readonly errors: readonly PageError[]
}

/** The form of one step: on which day it was, and its questions. What was answered last time stands beside it, so that nobody asks again. */
export function stepView(page: StepPage): Html {
  const { plan, now, name, step, csrfToken, typed, errors, today } = page
  const due = dueOf(page, page).find((one) => one.step.key === step.key)
  const before = now.steps.filter((one) => one.step === step.key).at(-1)
  // Nobody types again what stands there already.
  const answers = step.goesOn && errors.length === 0 ? { ...before?.answers, ...typed } : typed
  return html`${pageHeading(step.name, name)}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<p class="govuk-body-l">${step.about}</p>
${due && govukInsetText({ html: html`Due by <strong>${longDate(due.by)}</strong> ${stateTag(due)}<br>${due.rule}.` })}
${
  before &&
  !step.goesOn &&
  govukDetails({
    summaryText: `What was written last, of ${longDate(before.on)}`,
    html: html`${step.questions.filter(({ key }) => before.answers[key]).map(({ key, ask, choices }) => html`<p class="govuk-body"><strong>${ask}</strong><br><span class="cw-as-typed">${choices?.[before.answers[key]!] ?? before.answers[key]!}</span></p>`)}`,
  })
}
${form(
  { action: `/plans/${plan.id}/steps/${step.key}`, csrfToken },
  html`<input type="hidden" name="after" value="${now.seq}">`,
  dateField({
    name: 'on',
    label: 'On which day?',
    value:
      typed['on-day'] === undefined
        ? dateParts(today)
        : { day: typed['on-day'], month: typed['on-month'] ?? '', year: typed['on-year'] ?? '' },
    errors,
  }),
  ...step.questions.map((question) => questionField(question, answers, errors)),
  submitButton('Write it down'),
)}
</div></div>`
}
const dateParts = (day: PlainDate) => ({ day: String(day.day), month: String(day.month), year: String(day.year) })

function questionField(
  { key, ask, hint, choices, optional }: Question,
  typed: Readonly<Record<string, string>>,
  errors: readonly PageError[],
): Html {
  const shared = {
    name: key,
    label: optional ? `${ask} (optional)` : ask,
    value: typed[key] ?? '',
    errors,
    ...(hint ? { hint } : {}),
  }
  return choices
    ? radiosField({ ...shared, choices: Object.entries(choices).map(([value, text]) => ({ value, text })) })
    : textArea({ ...shared, rows: 3 })
}

/** Whether a day has not come yet. */
export const isAhead = (day: PlainDate, today: PlainDate): boolean => Temporal.PlainDate.compare(day, today) > 0
