import type { PlainDate } from '#platform/dates'
import { pounds, sayMoney } from '#platform/money'
import { govukDetails } from '#platform/views/components.generated'
import { type Html, html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import { dateField, form, radiosField, selectField, submitButton, textArea, textField } from '#platform/views/page-parts'
import type { OpenedPlan } from './change-plan.ts'
import { type Decision, type Goal, grades, herself, isOnPage, outcomes, type Readers, readers } from './plan.rules.ts'
import { gradeWords, outcomeWords } from './plan.words.ts'

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

/** A form that writes one entry, with the last entry that its writer has read. */
export const entryForm = (
  { plan, now, csrfToken }: PlanPage,
  kind: string,
  hidden: Record<string, string>,
  ...fields: Html[]
): Html =>
  form(
    { action: `/plans/${plan.id}/entries`, csrfToken },
    html`<input type="hidden" name="kind" value="${kind}"><input type="hidden" name="after" value="${now.seq}">${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`,
    ...fields,
  )
/** What was typed into this very form, where it came back. */
export const typedIn = ({ typed }: PlanPage, kind: string, field: string, id?: string): string =>
  typed.kind === kind && (id === undefined || typed.id === id) ? (typed[field] ?? '') : ''
export const errorsIn = ({ typed, errors }: PlanPage, kind: string, id?: string): readonly PageError[] =>
  typed.kind === kind && (id === undefined || typed.id === id) ? errors : []

/** Sending the plan to its person, and taking it off her page. */
export function sendForms(page: PlanPage): Html {
  const { answer, changedSince } = page.now
  const send = !isOnPage(answer) || changedSince || answer.state === 'change-asked'
  return html`${
    send &&
    govukDetails({
      summaryText: isOnPage(answer) ? 'Send it again, as it is now' : 'Send it to the person, to agree',
      open: page.typed.kind === 'sent',
      html: html`<p class="govuk-body">It stands on their own page: the goals that they may read, with actions, who helps with phone numbers, and the review. Somebody else may read that page with them. Send it only where that is safe. If abuse is recorded by any service, it leaves their page by itself.</p>
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

/** An action of a goal. */
export function actionForm(goal: Goal, nth: number, page: PlanPage): Html {
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
          ...(goal.readers === 'person' ? [{ value: herself, text: page.name }] : []),
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

/** What a meeting decided becomes an action: its words stand there, and only who, by when and for which goal is asked. Or nobody needs to do it. */
export function decisionForms(decision: Decision, nth: number, page: PlanPage): Html {
  const { decisionId, words } = decision
  const kinds = { take: 'decision-taken', close: 'decision-closed' } as const
  const [take, close] = [errorsIn(page, kinds.take, decisionId), errorsIn(page, kinds.close, decisionId)]
  const typed = (field: string) => typedIn(page, kinds.take, field, decisionId)
  const at = (field: string) => `${kinds.take}-${field}-${nth}`
  const choose = { value: '', text: 'Choose a goal' }
  return html`${govukDetails({
    summaryText: `Make it an action: ${words}`,
    open: take.length > 0,
    html: entryForm(
      page,
      kinds.take,
      { id: decisionId, nth: String(nth) },
      textField({ name: at('what'), label: 'What will be done?', value: typed('what') || words, errors: take }),
      selectField({
        name: at('goal'),
        label: 'For which goal?',
        value: typed('goal') || (page.now.goals.length === 1 ? page.now.goals[0]!.goalId : ''),
        errors: take,
        choices: [choose, ...page.now.goals.map((goal) => ({ value: goal.goalId, text: goal.words }))],
      }),
      selectField({
        name: at('who'),
        label: 'By whom?',
        value: typed('who') || page.me,
        errors: take,
        choices: [
          ...page.now.members.map(({ workerId, name }) => ({ value: workerId, text: name })),
          { value: herself, text: page.name },
        ],
      }),
      dateField({
        name: at('by'),
        label: 'By when?',
        value: { day: typed('by-day'), month: typed('by-month'), year: typed('by-year') },
        errors: take,
      }),
      submitButton('Make it an action'),
    ),
  })}${govukDetails({
    summaryText: `Nobody needs to do it: ${words}`,
    open: close.length > 0,
    html: entryForm(
      page,
      kinds.close,
      { id: decisionId, nth: String(nth) },
      textField({
        name: `${kinds.close}-why-${nth}`,
        label: 'Why?',
        value: typedIn(page, kinds.close, 'why', decisionId),
        errors: close,
      }),
      submitButton('Write it down', 'secondary'),
    ),
  })}`
}

/** How far a goal was reached. */
export function gradeForm(goal: Goal, nth: number, page: PlanPage): Html {
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

/** Who in the family may read a goal, and why nobody may: what is about another adult is not for this page (practice K6). */
const readersFields = (page: PlanPage, kind: string, value: Readers | '', id?: string, nth?: number): Html => {
  const at = (field: string) => `${kind}-${field}${nth === undefined ? '' : `-${nth}`}`
  const errors = errorsIn(page, kind, id)
  return html`${radiosField({
    name: at('readers'),
    label: 'Who in the family may read it?',
    hint: 'Choose nobody where it is about another adult, or where reading it could harm somebody',
    value: typedIn(page, kind, 'readers', id) || value,
    errors,
    choices: readers.map((one) => ({
      value: one,
      text: one === 'person' ? `${page.name}, on their own page` : 'Nobody: only the team',
    })),
  })}${textField({
    name: at('why'),
    label: kind === 'goal-set' ? 'If nobody: why?' : 'Why does that change?',
    value: typedIn(page, kind, 'why', id),
    errors,
  })}`
}
/** Another reader of a goal than before. */
export function readersForm(goal: Goal, nth: number, page: PlanPage): Html {
  return govukDetails({
    summaryText: `Change who in the family reads goal ${nth}`,
    open: errorsIn(page, 'goal-readers-set', goal.goalId).length > 0,
    html: entryForm(
      page,
      'goal-readers-set',
      { id: goal.goalId, nth: String(nth) },
      readersFields(page, 'goal-readers-set', goal.readers, goal.goalId, nth),
      submitButton('Write it down', 'secondary'),
    ),
  })
}

/** A goal, and the day of the review. */
export function goalForms(page: PlanPage): Html {
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
      readersFields(page, 'goal-set', 'person'),
      submitButton('Add the goal'),
    ),
  })}${
    page.fundLimit !== undefined &&
    govukDetails({
      summaryText: 'Use the flexible fund',
      open: errorsIn(page, 'fund-used').length > 0,
      html: entryForm(
        page,
        'fund-used',
        {},
        textField({
          name: 'fund-used-sum',
          label: 'How much, in pounds?',
          hint:
            page.fundLimit === null
              ? 'You may decide any sum'
              : `You may decide up to ${sayMoney(pounds(page.fundLimit))} at once`,
          width: 10,
          value: typedIn(page, 'fund-used', 'sum'),
          errors: errorsIn(page, 'fund-used'),
        }),
        textField({
          name: 'fund-used-what',
          label: 'What does it pay for?',
          value: typedIn(page, 'fund-used', 'what'),
          errors: errorsIn(page, 'fund-used'),
        }),
        textField({
          name: 'fund-used-why',
          label: 'What does it change for them?',
          value: typedIn(page, 'fund-used', 'why'),
          errors: errorsIn(page, 'fund-used'),
        }),
        submitButton('Write it down', 'secondary'),
      ),
    })
  }${govukDetails({
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

/** Who joins, leads and leaves; and the end. */
export function teamForms(page: PlanPage): Html {
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
  }${
    now.pathway.onOwnPage &&
    notLead.length + now.teams.length > 0 &&
    govukDetails({
      summaryText: 'Choose whom the person’s page names',
      open: of('helper-readers-set').length > 0,
      html: entryForm(
        page,
        'helper-readers-set',
        {},
        selectField({
          name: 'helper-readers-set-who',
          label: 'Who is meant',
          value: typedIn(page, 'helper-readers-set', 'who'),
          errors: of('helper-readers-set'),
          choices: [...people(notLead), ...now.teams.map(({ teamId, name }) => ({ value: teamId, text: name }))],
        }),
        radiosField({
          name: 'helper-readers-set-readers',
          label: 'Does the person’s own page name them?',
          hint: 'Somebody may read the page with them: the name of a service can tell what they told it',
          value: typedIn(page, 'helper-readers-set', 'readers'),
          errors: of('helper-readers-set'),
          choices: [
            { value: 'person', text: 'Yes, with the phone number' },
            { value: 'team', text: 'No: only the team knows' },
          ],
        }),
        textField({
          name: 'helper-readers-set-why',
          label: 'Why?',
          value: typedIn(page, 'helper-readers-set', 'why'),
          errors: of('helper-readers-set'),
        }),
        submitButton('Write it down', 'secondary'),
      ),
    })
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
