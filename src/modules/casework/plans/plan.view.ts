import { longDate, longTime, type PlainDate, plainDate, Temporal } from '#platform/dates'
import { govukButton, govukDetails, govukInsetText, govukWarningText, mojAlert } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  checkboxesField,
  dataTable,
  dateField,
  factList,
  form,
  link,
  nothingHere,
  pageHeading,
  phoneLink,
  radiosField,
  saysWhatChanged,
  sectionHeading,
  selectField,
  submitButton,
  type TagColour,
  tag,
  textArea,
  textField,
  timeline,
} from '#platform/views/page-parts'
import { decideBy, decideByDay } from '../concerns/concern.rules.ts'
import { pathwayOf } from '../pathways/pathways.rules.ts'
import { firstDueView, pathwayView, wayView } from '../pathways/step.view.ts'
import type { BeforePlan } from './begin-plan.ts'
import type { MyPlan, OpenedPlan } from './change-plan.ts'
import type { Plan } from './plan.repository.ts'
import {
  type Action,
  type Answer,
  type Goal,
  type Grade,
  grades,
  herself,
  isOnPage,
  openActions,
  outcomes,
  type PlanEntry,
  type PlanNow,
  unanswered,
} from './plan.rules.ts'
import { answersOf, gradeWords, kindName, outcomeWords, stepName, wordsOf } from './plan.words.ts'

const gradeColours: Readonly<Record<Grade, TagColour>> = { achieved: 'green', partly: 'yellow', not: 'grey' }
const answerWords: Readonly<Record<Answer['state'], readonly [string, TagColour]>> = {
  'not-sent': ['Not sent to the person yet', 'grey'],
  waiting: ['Waits for the person’s answer', 'yellow'],
  agreed: ['Agreed by the person', 'green'],
  'change-asked': ['The person asks for a change', 'orange'],
  'off-page': ['Not on the person’s page', 'grey'],
}
const typedText = (text: string): Html => html`<span class="cw-as-typed">${text}</span>`
const whoDoes = ({ who }: Action, { members }: PlanNow, name: string): string =>
  who === herself ? name : (members.find(({ workerId }) => workerId === who)?.name ?? 'Somebody who has left the team')

export type BeginPage = BeforePlan & {
  readonly action: string
  readonly planId: string
  /** Kinds that can be chosen; one alone where the decision says which. */
  readonly kinds: readonly string[]
  readonly typed: { readonly kind: string; readonly why: string; readonly lead: string; readonly members: readonly string[] }
  readonly csrfToken: string
  readonly errors: readonly PageError[]
}

/** A team forms: who leads, who is in it, and why. */
export function beginPlanView(page: BeginPage): Html {
  const { name, names, personId, suggested, already, kinds, typed, csrfToken, errors } = page
  const choices = suggested.map(({ workerId, name: worker, organisation, service, personId: whom }) => ({
    value: workerId,
    text: worker,
    hint: `${service}, ${organisation}${whom === personId ? '' : `: works with ${names.get(whom) ?? 'somebody around them'}`}`,
  }))
  const running = already.filter(({ entries }) => entries.every(({ event }) => event.kind !== 'ended'))
  return html`${pageHeading('Form a team around the person', name)}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${running.length > 0 && govukWarningText({ iconFallbackText: 'Warning', html: html`There is a plan already: ${running.map((one, nth) => html`${nth > 0 && ', '}${link(kindName(one.kind), `/plans/${one.id}`)}`)}. Bring people into its team before you begin another.` })}
${
  suggested.length === 0
    ? nothingHere(
        'Nobody who signs in here works with this person yet. Ring the service that should, and ask them to open the case.',
      )
    : form(
        { action: page.action, csrfToken },
        html`<input type="hidden" name="planId" value="${page.planId}">`,
        kinds.length === 1
          ? html`<input type="hidden" name="kind" value="${kinds[0]}"><p class="govuk-body">What begins: <strong>${kindName(kinds[0]!)}</strong></p>`
          : radiosField({
              name: 'kind',
              label: 'Which kind of plan?',
              value: typed.kind,
              errors,
              choices: kinds.map((kind) => ({ value: kind, text: kindName(kind), hint: pathwayOf(kind).law })),
            }),
        radiosField({
          name: 'lead',
          label: 'Who is the lead practitioner?',
          hint: 'They work with the person now. Each of them can lead.',
          value: typed.lead,
          errors,
          choices,
        }),
        checkboxesField({
          name: 'members',
          label: 'Who else is in the team?',
          hint: 'Each reads the plan and writes into it, for as long as they are in the team',
          values: typed.members,
          errors,
          choices,
        }),
        textArea({ name: 'why', label: 'Why does it begin?', value: typed.why, rows: 3, errors }),
        submitButton('Form the team'),
      )
}
</div></div>`
}

/** Plans whose team this worker is in. */
export function myPlansView(
  mine: readonly MyPlan[],
  me: string,
  seen: { readonly zone: string; readonly today: PlainDate },
): Html {
  return html`${pageHeading('Plans')}
<p class="govuk-body-l">The people around whom you are in a team.</p>
${saysWhatChanged('day')}
${dataTable<MyPlan>({
  caption: 'Your plans',
  columns: [
    {
      heading: 'Person',
      cell: ({ plan, now, name }) =>
        html`${link(html`<strong>${name}</strong>`, `/plans/${plan.id}`)}<br><span class="govuk-body-s">${now.pathway.name}</span>`,
    },
    { heading: 'Due first', cell: (one) => firstDueView(one, seen) },
    { heading: 'Lead practitioner', cell: ({ now }) => leadOf(now, me) },
    { heading: 'Your next action', cell: ({ now }) => nextOf(now, me) },
    { heading: 'Review', cell: ({ now }) => (now.reviewOn ? longDate(now.reviewOn) : 'No day yet') },
    {
      heading: 'What the person says',
      cell: ({ now }) => html`${answerTag(now)}${unanswered(now) && html`<br>${tag('Waits for an answer', 'orange')}`}`,
    },
  ],
  rows: mine,
  empty: nothingHere('You are in no team around a person now. A plan begins at the front door, or from a person’s page.'),
})}`
}
const leadOf = ({ members, leadId }: PlanNow, me: string): string =>
  leadId === me ? 'You' : (members.find(({ workerId }) => workerId === leadId)?.name ?? 'Nobody')
function nextOf(now: PlanNow, me: string): Part {
  const [next] = openActions(now).filter(({ who }) => who === me)
  return next ? html`${next.what}<br><span class="govuk-body-s">by ${longDate(next.by)}</span>` : 'None'
}
const answerTag = ({ answer, changedSince }: PlanNow): Part =>
  html`${tag(...answerWords[answer.state])}${changedSince && html`<br><span class="govuk-body-s">Changed since: send it again</span>`}`

export type PlanTyped = Readonly<Record<string, string>> & { readonly kind?: string; readonly id?: string }
export type PlanPage = OpenedPlan & {
  readonly me: string
  readonly today: PlainDate
  readonly zone: string
  readonly csrfToken: string
  /** What was typed into a form that could not be written. */
  readonly typed: PlanTyped
  readonly errors: readonly PageError[]
  readonly newId: () => string
}

/** The plan as it stands: who is in the team, goals in the family's words, what is done by whom; what the person says of it; and its history. */
export function planView(page: PlanPage): Html {
  const { plan, now, personId, name, zone, me } = page
  const lead = now.members.find(({ workerId }) => workerId === now.leadId)
  return html`${pageHeading(now.pathway.name, name)}
${now.ended && mojAlert({ variant: 'information', title: 'Ended', text: `Ended ${longTime(now.ended.at, zone)}: ${outcomeWords[now.ended.outcome]}. ${now.ended.words}` })}
${factList([
  { label: 'Person', value: link(name, `/people/${personId}`) },
  {
    label: 'Lead practitioner',
    value: lead ? html`${lead.name}, ${lead.organisation} ${lead.phone && phoneLink(lead.phone, lead.name)}` : 'Nobody leads it',
  },
  { label: 'Why it began', value: typedText(now.why) },
  {
    label: 'Review',
    value: now.reviewOn
      ? html`${longDate(now.reviewOn)}${Temporal.PlainDate.compare(now.reviewOn, page.today) < 0 && !now.ended && html` ${tag('Overdue', 'red')}`}`
      : 'No day yet',
  },
  { label: 'What the person says', value: saidOf(now, zone) },
])}
${page.mine && !now.ended && now.pathway.onOwnPage && sendForms(page)}
${now.story && govukDetails({ summaryText: 'Their story, in their own words: read it before you ask again', html: html`<p class="govuk-body cw-as-typed">${now.story}</p>` })}
${messagesOf(page)}
${pathwayView(page, {
  zone,
  today: page.today,
  csrfToken: page.csrfToken,
  way: wayView(page, {
    csrfToken: page.csrfToken,
    typed: typedIn(page, 'kind-changed', 'words'),
    errors: errorsIn(page, 'kind-changed'),
  }),
})}
${sectionHeading('Goals and actions')}
${now.goals.length === 0 ? nothingHere('No goal yet. Write the first with the family, in their own words.') : now.goals.map((goal, nth) => goalView(goal, nth + 1, page))}
${page.mine && !now.ended && goalForms(page)}
${dataTable({
  caption: 'The team',
  columns: [
    {
      heading: 'Name',
      cell: (one) =>
        html`<strong>${one.name}</strong>${one.workerId === now.leadId && html`<br>${tag('Leads', 'blue')}`}${one.workerId === me && html`<br><span class="govuk-body-s">you</span>`}`,
    },
    { heading: 'Organisation', cell: (one) => one.organisation },
    { heading: 'Phone', cell: (one) => (one.phone ? phoneLink(one.phone, one.name) : 'Not known') },
  ],
  rows: now.members,
  empty: nothingHere('Nobody is in the team.'),
})}
${
  now.teams.length > 0 &&
  dataTable({
    caption: 'Teams of several agencies',
    columns: [
      { heading: 'Team', cell: (one) => link(html`<strong>${one.name}</strong>`, `/teams/${one.teamId}`) },
      { heading: 'Phone', cell: (one) => phoneLink(one.phone, one.name) },
    ],
    rows: now.teams,
  })
}
${page.mine && !now.ended && teamForms(page)}
${sectionHeading('What was written, by whom')}
${timeline(
  plan.entries.toReversed().map((entry) => ({
    when: entry.at.toZonedDateTimeISO(zone).toPlainDate().toString(),
    title: entryTitle(entry, now, name),
    text: entryText(entry),
    source: `${entry.byName}${entry.byOrganisation && `, ${entry.byOrganisation}`}`,
  })),
  { headingLevel: 3 },
)}`
}

function saidOf({ answer, changedSince, pathway }: PlanNow, zone: string): Part {
  return html`${tag(...answerWords[answer.state])}${'since' in answer && html` <span class="govuk-body-s">${longTime(answer.since, zone)}</span>`}${'words' in answer && answer.words && html`<br>${typedText(answer.words)}`}${'why' in answer && html`<br>${typedText(answer.why)}`}${changedSince && html`<br><strong>Changed since they had it: send it again.</strong>`}${!pathway.agreedWith && html`<br><span class="govuk-body-s">This kind of plan is not agreed: what the person says of it is written down.</span>`}`
}

const entryForm = ({ plan, now, csrfToken }: PlanPage, kind: string, hidden: Record<string, string>, ...fields: Html[]): Html =>
  form(
    { action: `/plans/${plan.id}/entries`, csrfToken },
    html`<input type="hidden" name="kind" value="${kind}"><input type="hidden" name="after" value="${now.seq}">${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`,
    ...fields,
  )
/** What was typed into this very form, where it came back. */
const typedIn = ({ typed }: PlanPage, kind: string, field: string, id?: string): string =>
  typed.kind === kind && (id === undefined || typed.id === id) ? (typed[field] ?? '') : ''
const errorsIn = ({ typed, errors }: PlanPage, kind: string, id?: string): readonly PageError[] =>
  typed.kind === kind && (id === undefined || typed.id === id) ? errors : []

function sendForms(page: PlanPage): Html {
  const { answer, changedSince } = page.now
  const send = !isOnPage(answer) || changedSince || answer.state === 'change-asked'
  return html`${
    send &&
    govukDetails({
      summaryText: isOnPage(answer) ? 'Send it again, as it is now' : 'Send it to the person, to agree',
      open: page.typed.kind === 'sent',
      html: html`<p class="govuk-body">It stands on their own page: goals, actions, who helps with phone numbers, and the review. Somebody else may read that page with them. Send it only where that is safe. If abuse is recorded by any service, it leaves their page by itself.</p>
${entryForm(page, 'sent', {}, submitButton('It is safe: send it'))}`,
    })
  }${
    isOnPage(answer) &&
    govukDetails({
      summaryText: 'Take it off the person’s page',
      open: page.typed.kind === 'taken-off-page',
      html: entryForm(
        page,
        'taken-off-page',
        {},
        textField({
          name: 'taken-off-page-words',
          label: 'Why?',
          value: typedIn(page, 'taken-off-page', 'words'),
          errors: errorsIn(page, 'taken-off-page'),
        }),
        submitButton('Take it off', 'warning'),
      ),
    })
  }`
}

/** What she and the team wrote to each other; what she asked last has a day by which it is answered. */
function messagesOf(page: PlanPage): Part {
  const { now, name, zone, mine } = page
  const waiting = unanswered(now)
  const by = waiting && longDate(decideByDay(decideBy({ danger: 'no', recordedAt: waiting.at }, zone), zone))
  const form = (kind: 'message' | 'note', label: string, hint: string, button: string) =>
    entryForm(
      page,
      kind,
      {},
      textArea({
        name: `${kind}-words`,
        label,
        hint,
        rows: 3,
        value: typedIn(page, kind, 'words'),
        errors: errorsIn(page, kind),
      }),
      submitButton(button, 'secondary'),
    )
  return html`${
    now.messages.length > 0 &&
    html`${sectionHeading('Messages')}${waiting && govukInsetText({ text: `${name} waits for an answer: write or ring by the end of ${by}.` })}
${timeline(
  now.messages.map((one) => ({
    when: one.at.toZonedDateTimeISO(zone).toPlainDate().toString(),
    title: one.hers ? name : one.byName,
    text: typedText(one.words),
    source: one.hers ? 'on their own page' : 'to the person',
  })),
  { headingLevel: 3 },
)}`
  }${
    mine &&
    !now.ended &&
    html`${
      isOnPage(now.answer) &&
      govukDetails({
        summaryText: `Write to ${name}`,
        open: page.typed.kind === 'message',
        html: form(
          'message',
          'What do you write?',
          'It stands on their own page, where somebody else may read it with them',
          'Send it',
        ),
      })
    }${govukDetails({ summaryText: 'Write a note to the team', open: page.typed.kind === 'note', html: form('note', 'What should the team know?', 'It stays on the record. The person does not see it here, and may ask for a copy of it.', 'Write it down') })}`
  }`
}

function goalView(goal: Goal, nth: number, page: PlanPage): Html {
  const { now, name, mine } = page
  const title = `${nth}. ${goal.words}`
  return html`<section class="cw-panel" aria-label="${title}">
${goal.actions.length === 0 && html`<h3 class="govuk-heading-m">${title}</h3>`}
${goal.grade && html`<p class="govuk-body">${tag(gradeWords[goal.grade.grade], gradeColours[goal.grade.grade])} ${typedText(goal.grade.words)}</p>`}
${dataTable<Action>({
  caption: title,
  columns: [
    { heading: 'What', cell: (one) => typedText(one.what) },
    { heading: 'Who', cell: (one) => whoDoes(one, now, name) },
    { heading: 'By', cell: (one) => dueOf(one, page) },
    ...(mine && !now.ended ? [{ heading: 'Done?', cell: (one: Action) => doneCell(one, page) }] : []),
  ],
  rows: goal.actions,
  empty: html`<p class="govuk-body">No action yet.</p>`,
})}
${mine && !now.ended && actionForm(goal, nth, page)}${mine && !now.ended && gradeForm(goal, nth, page)}</section>`
}
const dueOf = (one: Action, { today, zone }: PlanPage): Part =>
  one.doneOn
    ? html`${tag('Done', 'green')}<br><span class="govuk-body-s">${longTime(one.doneOn, zone)}</span>`
    : html`${longDate(one.by)}${Temporal.PlainDate.compare(one.by, today) < 0 && html`<br>${tag('Overdue', 'red')}`}`
const doneCell = (one: Action, page: PlanPage): Part =>
  one.doneOn === null &&
  entryForm(
    page,
    'action-done',
    { id: one.actionId },
    govukButton({
      html: html`Done<span class="govuk-visually-hidden">: ${one.what}</span>`,
      classes: 'govuk-button--secondary govuk-!-margin-bottom-0',
      preventDoubleClick: true,
    }),
  )

function actionForm(goal: Goal, nth: number, page: PlanPage): Html {
  const mineToo = (field: string) => typedIn(page, 'action-set', field, goal.goalId)
  const errors = errorsIn(page, 'action-set', goal.goalId)
  const at = (field: string) => `action-set-${field}-${nth}`
  return govukDetails({
    summaryText: `Add an action to goal ${nth}`,
    open: errors.length > 0,
    html: entryForm(
      page,
      'action-set',
      { id: goal.goalId, nth: String(nth) },
      textField({ name: at('what'), label: 'What will be done?', value: mineToo('what'), errors }),
      selectField({
        name: at('who'),
        label: 'By whom?',
        value: mineToo('who') || page.me,
        errors,
        choices: [
          ...page.now.members.map(({ workerId, name }) => ({ value: workerId, text: name })),
          { value: herself, text: page.name },
        ],
      }),
      dateField({
        name: at('by'),
        label: 'By when?',
        value: { day: mineToo('by-day'), month: mineToo('by-month'), year: mineToo('by-year') },
        errors,
      }),
      submitButton('Add the action'),
    ),
  })
}

function gradeForm(goal: Goal, nth: number, page: PlanPage): Html {
  const errors = errorsIn(page, 'goal-graded', goal.goalId)
  return govukDetails({
    summaryText: `Say how far goal ${nth} was reached`,
    open: errors.length > 0,
    html: entryForm(
      page,
      'goal-graded',
      { id: goal.goalId, nth: String(nth) },
      radiosField({
        name: `goal-graded-grade-${nth}`,
        label: 'How far was it reached?',
        value: typedIn(page, 'goal-graded', 'grade', goal.goalId),
        errors,
        choices: grades.map((value) => ({ value, text: gradeWords[value] })),
      }),
      textField({
        name: `goal-graded-words-${nth}`,
        label: 'What the family says of it',
        value: typedIn(page, 'goal-graded', 'words', goal.goalId),
        errors,
      }),
      submitButton('Write it down', 'secondary'),
    ),
  })
}

function goalForms(page: PlanPage): Html {
  const goalErrors = errorsIn(page, 'goal-set')
  const review = errorsIn(page, 'review-set')
  return html`${govukDetails({
    summaryText: 'Add a goal',
    open: page.now.goals.length === 0 || goalErrors.length > 0,
    html: entryForm(
      page,
      'goal-set',
      { id: page.newId() },
      textArea({
        name: 'goal-set-words',
        label: 'What should be different?',
        hint: `In the family’s own words, such as “${page.now.pathway.goals[0]}”`,
        rows: 2,
        value: typedIn(page, 'goal-set', 'words'),
        errors: goalErrors,
      }),
      submitButton('Add the goal'),
    ),
  })}${govukDetails({
    summaryText: 'Set the day of the review',
    open: review.length > 0,
    html: entryForm(
      page,
      'review-set',
      {},
      dateField({
        name: 'review-set-on',
        label: 'When is it looked at again?',
        value: {
          day: typedIn(page, 'review-set', 'on-day'),
          month: typedIn(page, 'review-set', 'on-month'),
          year: typedIn(page, 'review-set', 'on-year'),
        },
        errors: review,
      }),
      submitButton('Set it', 'secondary'),
    ),
  })}`
}

function teamForms(page: PlanPage): Html {
  const { now, others, otherTeams } = page
  const notLead = now.members.filter(({ workerId }) => workerId !== now.leadId)
  const people = (list: readonly { workerId: string; name: string; organisation: string }[]) =>
    list.map(({ workerId, name, organisation }) => ({ value: workerId, text: `${name}, ${organisation}` }))
  const of = (kind: string) => errorsIn(page, kind)
  return html`${
    others.length > 0 &&
    govukDetails({
      summaryText: 'Bring somebody into the team',
      open: of('joined').length > 0,
      html: entryForm(
        page,
        'joined',
        {},
        selectField({ name: 'joined-who', label: 'Who works with the person', errors: of('joined'), choices: people(others) }),
        submitButton('Bring in', 'secondary'),
      ),
    })
  }${
    otherTeams.length > 0 &&
    govukDetails({
      summaryText: 'Bring in a team of several agencies',
      open: of('team-joined').length > 0,
      html: entryForm(
        page,
        'team-joined',
        {},
        selectField({
          name: 'team-joined-team',
          label: 'Which team',
          hint: 'Whoever is in it, today and later, reads the plan and writes into it',
          errors: of('team-joined'),
          choices: otherTeams.map(({ id, name }) => ({ value: id, text: name })),
        }),
        submitButton('Bring in', 'secondary'),
      ),
    })
  }${
    now.teams.length > 0 &&
    govukDetails({
      summaryText: 'A team leaves',
      open: of('team-left').length > 0,
      html: entryForm(
        page,
        'team-left',
        {},
        selectField({
          name: 'team-left-team',
          label: 'Which team leaves',
          hint: 'What its people see by this plan ends at once',
          errors: of('team-left'),
          choices: now.teams.map(({ teamId, name }) => ({ value: teamId, text: name })),
        }),
        submitButton('Take out', 'warning'),
      ),
    })
  }${
    notLead.length > 0 &&
    html`${govukDetails({
      summaryText: 'Name another lead practitioner',
      open: of('lead-named').length > 0,
      html: entryForm(
        page,
        'lead-named',
        {},
        selectField({
          name: 'lead-named-who',
          label: 'Who leads from now on',
          errors: of('lead-named'),
          choices: people(notLead),
        }),
        textField({
          name: 'lead-named-words',
          label: 'Why?',
          value: typedIn(page, 'lead-named', 'words'),
          errors: of('lead-named'),
        }),
        submitButton('Name as lead', 'secondary'),
      ),
    })}${govukDetails({
      summaryText: 'Somebody leaves the team',
      open: of('left').length > 0,
      html: entryForm(
        page,
        'left',
        {},
        selectField({
          name: 'left-who',
          label: 'Who leaves',
          hint: 'What they see by this plan ends at once',
          errors: of('left'),
          choices: people(notLead),
        }),
        submitButton('Take out of the team', 'warning'),
      ),
    })}`
  }${govukDetails({
    summaryText: 'End the plan',
    open: of('ended').length > 0,
    html: entryForm(
      page,
      'ended',
      {},
      radiosField({
        name: 'ended-outcome',
        label: 'How does it end?',
        value: typedIn(page, 'ended', 'outcome'),
        errors: of('ended'),
        choices: outcomes.map((value) => ({ value, text: outcomeWords[value] })),
      }),
      textArea({
        name: 'ended-words',
        label: 'What the family says of it',
        value: typedIn(page, 'ended', 'words'),
        rows: 2,
        errors: of('ended'),
      }),
      submitButton('End it for everyone in the team', 'warning'),
    ),
  })}`
}

function entryTitle({ event, byKind }: PlanEntry, now: PlanNow, name: string): string {
  const worker = (id: string) => now.members.find(({ workerId }) => workerId === id)?.name ?? 'A colleague'
  switch (event.kind) {
    case 'begun':
      return 'The plan began'
    case 'joined':
      return event.lead ? `${event.name} leads the team` : `${event.name} is in the team`
    case 'left':
      return `${worker(event.workerId)} left the team`
    case 'team-joined':
      return `${event.name} is around the person`
    case 'team-left':
      return 'A team left'
    case 'lead-named':
      return `${worker(event.workerId)} leads from now on`
    case 'goal-set':
      return 'Goal'
    case 'goal-dropped':
      return 'A goal was dropped'
    case 'goal-graded':
      return `Goal: ${gradeWords[event.grade].toLowerCase()}`
    case 'action-set':
      return 'Action'
    case 'action-done':
      return 'An action was done'
    case 'review-set':
      return 'Day of the review set'
    case 'step-done':
      return stepName(event.step)
    case 'kind-changed':
      return `It goes on as a ${kindName(event.to).toLowerCase()}`
    case 'sent':
      return `Sent to ${name}`
    case 'message':
      return byKind === 'resident' ? `${name} writes` : `To ${name}`
    case 'note':
      return 'A note in the team'
    case 'story-shared':
      return `${name} lets the team read what they told`
    case 'agreed':
      return byKind === 'resident' ? `${name} agrees` : 'Agreed'
    case 'change-asked':
      return `${name} asks for a change`
    case 'taken-off-page':
      return 'Taken off the person’s page'
    case 'ended':
      return `Ended: ${outcomeWords[event.outcome].toLowerCase()}`
  }
}
const entryText = ({ event }: PlanEntry): Part =>
  event.kind === 'step-done'
    ? html`${longDate(plainDate(event.on))}${answersOf(event.step, event.answers).map(({ ask, answer }) => html`<br><strong>${ask}</strong> ${typedText(answer)}`)}`
    : typedText(wordsOf(event))

/** On a person's page: her plans, with who leads. */
export const plansOnPersonView = (mine: readonly { readonly plan: Plan; readonly now: PlanNow }[]): Part =>
  mine.length > 0 &&
  dataTable({
    caption: 'Plans',
    columns: [
      { heading: 'Plan', cell: ({ plan, now }) => link(html`<strong>${now.pathway.name}</strong>`, `/plans/${plan.id}`) },
      { heading: 'Lead practitioner', cell: ({ now }) => leadOnPerson(now) },
      { heading: 'Goals', cell: ({ now }) => now.goals.map(({ words }) => html`${typedText(words)}<br>`) },
      {
        heading: 'Review',
        cell: ({ now }) => (now.ended ? tag('Ended', 'grey') : now.reviewOn ? longDate(now.reviewOn) : 'No day yet'),
      },
    ],
    rows: mine,
  })
function leadOnPerson({ members, leadId }: PlanNow): Part {
  const lead = members.find(({ workerId }) => workerId === leadId)
  return lead
    ? html`${lead.name}<br><span class="govuk-body-s">${lead.organisation}</span> ${lead.phone && phoneLink(lead.phone, lead.name)}`
    : 'Nobody'
}
