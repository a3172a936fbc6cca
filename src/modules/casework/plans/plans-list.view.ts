import { longDate, type PlainDate } from '#platform/dates'
import { type Html, html, type Part } from '#platform/views/html'
import { dataTable, link, nothingHere, pageHeading, phoneLink, saysWhatChanged, tag } from '#platform/views/page-parts'
import { firstDueView } from '../pathways/step.view.ts'
import type { MyPlan } from './change-plan.ts'
import type { Plan } from './plan.repository.ts'
import { openActions, type PlanNow, unanswered } from './plan.rules.ts'
import { answerTag, typedText } from './plan-parts.view.ts'

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
