import { longDate, longTime, plainDate, Temporal } from '#platform/dates'
import { pounds, sayMoney } from '#platform/money'
import { govukButton, govukDetails, govukInsetText, mojAlert } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import {
  dataTable,
  factList,
  link,
  nothingHere,
  pageHeading,
  phoneLink,
  sectionHeading,
  submitButton,
  type TagColour,
  tag,
  textArea,
  timeline,
} from '#platform/views/page-parts'
import { decideBy, decideByDay } from '../concerns/concern.rules.ts'
import { pathwayView, wayView } from '../pathways/step.view.ts'
import {
  type Action,
  type Decision,
  type Goal,
  type Grade,
  herself,
  isOnPage,
  type PlanEntry,
  type PlanNow,
  unanswered,
} from './plan.rules.ts'
import { answersOf, gradeWords, kindName, outcomeWords, readersWords, stepName, wordsOf } from './plan.words.ts'
import {
  actionForm,
  decisionForms,
  entryForm,
  errorsIn,
  goalForms,
  gradeForm,
  type PlanPage,
  readersForm,
  sendForms,
  teamForms,
  typedIn,
} from './plan-forms.view.ts'
import { answerWords, typedText } from './plan-parts.view.ts'

const gradeColours: Readonly<Record<Grade, TagColour>> = { achieved: 'green', partly: 'yellow', not: 'grey' }
const whoDoes = ({ who }: Action, { members }: PlanNow, name: string): string =>
  who === herself ? name : (members.find(({ workerId }) => workerId === who)?.name ?? 'Somebody who has left the team')

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
  ...(now.funds.length > 0 ? [{ label: 'Flexible fund', value: fundsOf(now) }] : []),
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
${decisionsView(page)}
${now.goals.length === 0 ? nothingHere('No goal yet. Write the first with the family, in their own words.') : now.goals.map((goal, nth) => goalView(goal, nth + 1, page))}
${page.mine && !now.ended && goalForms(page)}
${dataTable({
  caption: 'The team',
  columns: [
    {
      heading: 'Name',
      cell: (one) =>
        html`<strong>${one.name}</strong>${one.workerId === now.leadId && html`<br>${tag('Leads', 'blue')}`}${one.workerId === me && html`<br><span class="govuk-body-s">you</span>`}${now.unnamed.includes(one.workerId) && html`<br>${tag('Not named on their page', 'purple')}`}`,
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
      {
        heading: 'Team',
        cell: (one) =>
          html`${link(html`<strong>${one.name}</strong>`, `/teams/${one.teamId}`)}${now.unnamed.includes(one.teamId) && html`<br>${tag('Not named on their page', 'purple')}`}`,
      },
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

const fundsOf = ({ funds }: PlanNow): Part =>
  html`<strong>${sayMoney(pounds(funds.reduce((sum, one) => sum + one.sum.pence, 0n)))}</strong>${funds.map(({ sum, what, byName }) => html`<br><span class="govuk-body-s">${sayMoney(sum)}: ${typedText(what)} (${byName})</span>`)}`
function saidOf({ answer, changedSince, pathway }: PlanNow, zone: string): Part {
  return html`${tag(...answerWords[answer.state])}${'since' in answer && html` <span class="govuk-body-s">${longTime(answer.since, zone)}</span>`}${'words' in answer && answer.words && html`<br>${typedText(answer.words)}`}${'why' in answer && html`<br>${typedText(answer.why)}`}${changedSince && html`<br><strong>Changed since they had it: send it again.</strong>`}${!pathway.agreedWith && html`<br><span class="govuk-body-s">This kind of plan is not agreed: what the person says of it is written down.</span>`}`
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

/** What meetings decided and nobody does yet: each becomes an action without being typed again. */
function decisionsView(page: PlanPage): Part {
  const { now, mine } = page
  if (now.decisions.length === 0) return false
  return html`<section class="cw-panel" aria-label="Decided, and nobody does it yet">
${dataTable<Decision>({
  caption: 'Decided, and nobody does it yet',
  columns: [
    { heading: 'What', cell: (one) => typedText(one.words) },
    { heading: 'Where', cell: (one) => html`${stepName(one.step)}<br><span class="govuk-body-s">${longDate(one.on)}</span>` },
  ],
  rows: now.decisions,
})}
${mine && !now.ended && now.goals.length === 0 && html`<p class="govuk-body">Add a goal first: an action belongs to one.</p>`}
${mine && !now.ended && now.goals.length > 0 && now.decisions.map((one, nth) => decisionForms(one, nth + 1, page))}</section>`
}

function goalView(goal: Goal, nth: number, page: PlanPage): Html {
  const { now, name, mine } = page
  const title = `${nth}. ${goal.words}`
  return html`<section class="cw-panel" aria-label="${title}">
${goal.actions.length === 0 && html`<h3 class="govuk-heading-m">${title}</h3>`}
${goal.readers === 'team' && html`<p class="govuk-body">${tag('Nobody in the family reads it', 'purple')} ${typedText(goal.notReadBecause)}</p>`}
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
${mine && !now.ended && html`${actionForm(goal, nth, page)}${gradeForm(goal, nth, page)}${readersForm(goal, nth, page)}`}</section>`
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

function entryTitle({ event, byKind }: PlanEntry, now: PlanNow, name: string): string {
  const worker = (id: string) =>
    now.members.find(({ workerId }) => workerId === id)?.name ??
    now.teams.find(({ teamId }) => teamId === id)?.name ??
    'A colleague'
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
      return event.readers === 'team' ? 'Goal that nobody in the family reads' : 'Goal'
    case 'helper-readers-set':
      return event.readers === 'team'
        ? `The person’s page does not name ${worker(event.helperId)}`
        : `The person’s page names ${worker(event.helperId)}`
    case 'goal-readers-set':
      return `A goal: ${readersWords[event.readers].toLowerCase()}`
    case 'goal-dropped':
      return 'A goal was dropped'
    case 'goal-graded':
      return `Goal: ${gradeWords[event.grade].toLowerCase()}`
    case 'action-set':
      return 'Action'
    case 'decision-closed':
      return 'What was decided needs nobody any more'
    case 'action-done':
      return 'An action was done'
    case 'review-set':
      return 'Day of the review set'
    case 'step-done':
      return stepName(event.step)
    case 'kind-changed':
      return `It goes on as a ${kindName(event.to).toLowerCase()}`
    case 'fund-used':
      return 'Out of the flexible fund'
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
