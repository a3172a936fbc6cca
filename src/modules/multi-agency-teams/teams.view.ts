import { longDate } from '#platform/dates'
import { govukButton, govukDetails, govukWarningText, mojAlert } from '#platform/views/components.generated'
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
  sectionHeading,
  selectField,
  submitButton,
  type TagColour,
  tag,
  textArea,
  textField,
  timeline,
} from '#platform/views/page-parts'
import { kindOf, teamKinds } from './kinds.rules.ts'
import {
  isToConfirm,
  lacksOf,
  type Member,
  mayReadOf,
  missingSeats,
  type Standing,
  seenBy,
  standingOf,
  type TeamEntry,
  trainingName,
  type Writer,
} from './team.rules.ts'
import type { Team } from './teams.ts'

const standings: Readonly<Record<Standing, readonly [string, TagColour]>> = {
  asked: ['Asked', 'grey'],
  ready: ['Can be let in', 'blue'],
  in: ['In the team', 'green'],
  warned: ['Something has lapsed', 'yellow'],
  'no-new-cases': ['No new cases', 'red'],
}

/** The teams of several agencies: what each is for, who leads it, and what of it wants somebody. */
export function teamsView(teams: readonly Team[], reader: Writer, mayBegin: boolean): Html {
  const running = teams.filter(({ now }) => !now.ended)
  return html`${pageHeading('Teams')}
<p class="govuk-body-l">Teams of several agencies’ people. Who is in one sees its people, whoever employs them, for as long as they are in it.</p>
${mayBegin && html`<p class="govuk-body">${link('Begin a team', '/teams/new')}</p>`}
${dataTable<Team>({
  caption: 'Teams that work now',
  columns: [
    {
      heading: 'Team',
      cell: ({ id, now }) =>
        html`${link(html`<strong>${now.begun.name}</strong>`, `/teams/${id}`)}<br><span class="govuk-body-s">${kindOf(now.begun.team).name}</span>`,
    },
    { heading: 'Leads', cell: ({ now }) => now.leadName },
    { heading: 'Phone', cell: ({ now }) => phoneLink(now.begun.phone, now.begun.name) },
    { heading: 'People', cell: ({ now }) => String(now.members.filter(({ letInAt }) => letInAt).length) },
    { heading: 'Needs somebody', cell: (team) => wantsOf(team, reader) },
  ],
  rows: running,
  empty: nothingHere('No team of several agencies works now.'),
})}`
}
function wantsOf({ now, around }: Team, reader: Writer): Part {
  const lapsed = now.members.filter(
    (one) => mayReadOf(now, one, reader) && ['warned', 'no-new-cases'].includes(standingOf(now, one, around)),
  ).length
  const missing = missingSeats(now).length
  if (lapsed + missing === 0) return 'Nothing'
  return html`${missing > 0 && html`${tag(missing === 1 ? 'One seat is empty' : `${missing} seats are empty`, 'orange')}<br>`}${lapsed > 0 && tag(lapsed === 1 ? 'Something lapsed' : `${lapsed} lapsed`, 'yellow')}`
}

export type TeamTyped = Readonly<Record<string, string>>
export type BeginTeamPage = {
  readonly teamId: string
  readonly agreements: readonly { readonly code: string; readonly title: string }[]
  readonly trainings: readonly string[]
  readonly typed: TeamTyped & { readonly chosen?: never }
  readonly chosen: readonly string[]
  readonly csrfToken: string
  readonly errors: readonly PageError[]
}
/** Begins a team: what it is for, what it may decide, and what each member needs. */
export function beginTeamView({ teamId, agreements, trainings, typed, chosen, csrfToken, errors }: BeginTeamPage): Html {
  const field = (name: string) => ({ name, value: typed[name] ?? '', errors })
  return html`${pageHeading('Begin a team of several agencies')}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${form(
  { action: '/teams', csrfToken },
  html`<input type="hidden" name="teamId" value="${teamId}">`,
  radiosField({
    ...field('team'),
    label: 'Which kind of team?',
    choices: teamKinds.map(({ kind, name, law }) => ({ value: kind, text: name, hint: law })),
  }),
  textField({ ...field('name'), label: 'What is it called?' }),
  textField({ ...field('phone'), label: 'Telephone of the team', width: 20 }),
  textArea({ ...field('purpose'), label: 'What is it there for?', rows: 2 }),
  textArea({ ...field('mandate'), label: 'What may it decide without going back?', rows: 2 }),
  selectField({
    ...field('agreement'),
    label: 'Under which sharing agreement do its members see what they need?',
    choices: [{ value: '', text: 'Choose an agreement' }, ...agreements.map(({ code, title }) => ({ value: code, text: title }))],
  }),
  checkboxesField({
    name: 'trainings',
    label: 'Which trainings must each member have?',
    values: chosen,
    errors,
    choices: trainings.map((code) => ({ value: code, text: trainingName(code) })),
  }),
  submitButton('Begin the team'),
)}
</div></div>`
}

export type TeamPage = Team & {
  readonly me: Writer & { readonly mayChange: boolean }
  readonly agreement: string | undefined
  readonly typed: TeamTyped
  readonly csrfToken: string
  readonly errors: readonly PageError[]
}

/** One team: what it is for, who is in it and what each lacks, the composition that the law asks for, and what was written of it. */
export function teamView(page: TeamPage): Html {
  const { now, around, me, agreement } = page
  const { members, entries } = seenBy(now, page.entries, me)
  const mayRead = (one: Member) => mayReadOf(now, one, me)
  const isLead = me.workerId === now.leadId && !now.ended
  const missing = now.ended ? [] : missingSeats(now)
  return html`${pageHeading(now.begun.name, kindOf(now.begun.team).name)}
${now.ended && mojAlert({ variant: 'information', title: 'Ended', text: `It has ended: ${now.ended.why}` })}
${missing.length > 0 && govukWarningText({ iconFallbackText: 'Warning', html: html`Nobody is in the team yet as: ${missing.map(({ name }, nth) => html`${nth > 0 && '; '}${name.toLowerCase()}`)}. ${kindOf(now.begun.team).law}. Work goes on meanwhile; whoever nominates them is to be asked today.` })}
${factList([
  { label: 'Leads', value: now.leadName },
  { label: 'Telephone', value: phoneLink(now.begun.phone, now.begun.name) },
  { label: 'What it is for', value: now.begun.purpose },
  { label: 'What it decides without going back', value: now.begun.mandate },
  {
    label: 'Sharing agreement',
    value:
      around.recipients === null
        ? html`${agreement ?? now.begun.agreement} ${tag('Does not hold now', 'red')}`
        : (agreement ?? now.begun.agreement),
  },
  { label: 'Trainings that each member has', value: now.begun.trainings.map(trainingName).join(', ') || 'None is asked for' },
])}
${dataTable<Member>({
  caption: 'Who is in it',
  columns: [
    {
      heading: 'Name',
      cell: (one) =>
        html`<strong>${one.name}</strong>${one.workerId === now.leadId && html`<br>${tag('Leads', 'blue')}`}<br><span class="govuk-body-s">${one.organisation}</span>`,
    },
    { heading: 'Is there as', cell: (one) => kindOf(now.begun.team).seats.find(({ key }) => key === one.seat)?.name ?? 'Member' },
    { heading: 'Cases at most', cell: (one) => String(one.most) },
    ...(members.some(mayRead)
      ? [
          { heading: 'Manager at home', cell: (one: Member) => mayRead(one) && (one.released?.manager ?? 'Not said yet') },
          { heading: 'How it stands', cell: (one: Member) => mayRead(one) && standingView(one, page) },
        ]
      : []),
    ...(me.mayChange && !now.ended && members.some(mayRead)
      ? [{ heading: 'Do', cell: (one: Member) => memberForms(one, isLead, page) }]
      : []),
  ],
  rows: members,
  empty: nothingHere('Nobody is in it yet.'),
})}
${isLead && leadForms(page)}
${sectionHeading('What was written, by whom')}
${timeline(
  entries.toReversed().map((entry) => ({
    when: entry.at.toZonedDateTimeISO(around.zone).toPlainDate().toString(),
    title: titleOf(entry, page.entries),
    text: wordsOf(entry),
    source: `${entry.byName}, ${entry.byOrganisation}`,
  })),
  { headingLevel: 3 },
)}`
}
function standingView(one: Member, { now, around }: TeamPage): Part {
  const lacks = lacksOf(now, one, around)
  const cover = now.members.find(({ workerId }) => workerId === one.coverId)
  return html`${tag(...standings[standingOf(now, one, around)])}${lacks.map(({ text, since }) => html`<br><span class="govuk-body-s">${text}${since && html` (${longDate(since)})`}.</span>`)}${cover && html`<br><span class="govuk-body-s">${cover.name} covers.</span>`}`
}

const entryForm = ({ id, now, csrfToken }: TeamPage, kind: string, worker: string, ...fields: Html[]): Html =>
  form(
    { action: `/teams/${id}/entries`, csrfToken },
    html`<input type="hidden" name="kind" value="${kind}"><input type="hidden" name="after" value="${now.seq}"><input type="hidden" name="worker" value="${worker}">`,
    ...fields,
  )
const its = ({ typed }: TeamPage, kind: string, worker: string) => typed.kind === kind && typed.worker === worker
const typedIn = (page: TeamPage, kind: string, worker: string, field: string): string =>
  its(page, kind, worker) ? (page.typed[field] ?? '') : ''
const errorsIn = (page: TeamPage, kind: string, worker: string): readonly PageError[] =>
  its(page, kind, worker) ? page.errors : []

function memberForms(one: Member, isLead: boolean, page: TeamPage): Part {
  const { now, me, around } = page
  const { workerId } = one
  const isEmployer = me.isManager && me.organisationId === one.organisationId && me.workerId !== workerId
  const others = now.members.filter((other) => other.letInAt && other.workerId !== workerId)
  const named = (field: string) => `${field}-${workerId}`
  const button = (kind: string, text: string) =>
    entryForm(
      page,
      kind,
      workerId,
      govukButton({
        html: html`${text}<span class="govuk-visually-hidden">: ${one.name}</span>`,
        classes: 'govuk-button--secondary govuk-!-margin-bottom-2',
        preventDoubleClick: true,
      }),
    )
  const why = (kind: string, summary: string, ask: string, ...before: Html[]) =>
    govukDetails({
      summaryText: summary,
      open: its(page, kind, workerId),
      html: entryForm(
        page,
        kind,
        workerId,
        ...before,
        textField({
          name: named(`${kind}-why`),
          label: ask,
          value: typedIn(page, kind, workerId, 'why'),
          errors: errorsIn(page, kind, workerId),
        }),
        submitButton('Write it down', 'secondary'),
      ),
    })
  return html`${isLead && standingOf(now, one, around) === 'ready' && button('let-in', 'Let in')}${
    isEmployer &&
    govukDetails({
      summaryText: one.released ? 'Say anew until when your check counts' : 'Let them be in the team',
      open: its(page, 'released', workerId),
      html: entryForm(
        page,
        'released',
        workerId,
        textField({
          name: named('manager'),
          label: 'Who is their manager with you?',
          value: typedIn(page, 'released', workerId, 'manager') || one.released?.manager || '',
          errors: errorsIn(page, 'released', workerId),
        }),
        dateField({
          name: named('until'),
          label: 'Until when does your check of them count?',
          hint: 'Enhanced DBS, with the barred lists that the work needs',
          value: {
            day: typedIn(page, 'released', workerId, 'until-day'),
            month: typedIn(page, 'released', workerId, 'until-month'),
            year: typedIn(page, 'released', workerId, 'until-year'),
          },
          errors: errorsIn(page, 'released', workerId),
        }),
        submitButton('Let them'),
      ),
    })
  }${isEmployer && isToConfirm(one, 'employer', around) && button('confirmed-employer', 'Confirm for your organisation')}${isLead && isToConfirm(one, 'lead', around) && button('confirmed-lead', 'Confirm for the team')}${
    one.letInAt &&
    others.length > 0 &&
    (isLead || me.workerId === workerId) &&
    why(
      'covered',
      'Say who covers',
      'Why, and until when?',
      selectField({
        name: named('cover'),
        label: 'Who covers?',
        value: '',
        errors: [],
        choices: others.map((other) => ({ value: other.workerId, text: other.name })),
      }),
    )
  }${one.letInAt && isLead && workerId !== now.leadId && why('lead-named', 'Name as lead', 'Why?')}${workerId !== now.leadId && (isLead || isEmployer || me.workerId === workerId) && why('left', 'Take out of the team', 'Why?')}`
}

function leadForms(page: TeamPage): Html {
  const { seats } = kindOf(page.now.begun.team)
  const asked = errorsIn(page, 'asked', '')
  return html`${govukDetails({
    summaryText: 'Ask somebody into the team',
    open: page.now.members.length === 0 || its(page, 'asked', ''),
    html: entryForm(
      page,
      'asked',
      '',
      textField({
        name: 'email',
        label: 'Their e-mail address at work',
        hint: 'Their employer is asked to let them. They see nothing by this team before they are let in',
        value: typedIn(page, 'asked', '', 'email'),
        errors: asked,
        autocomplete: 'off',
      }),
      seats.length > 0
        ? radiosField({
            name: 'seat',
            label: 'As what?',
            value: typedIn(page, 'asked', '', 'seat'),
            errors: asked,
            choices: [...seats.map(({ key, name }) => ({ value: key, text: name })), { value: 'member', text: 'Another member' }],
          })
        : html`<input type="hidden" name="seat" value="member">`,
      textField({
        name: 'most',
        label: 'How many cases at most?',
        width: 4,
        value: typedIn(page, 'asked', '', 'most'),
        errors: asked,
      }),
      submitButton('Ask'),
    ),
  })}${govukDetails({
    summaryText: 'End the team',
    open: its(page, 'ended', ''),
    html: entryForm(
      page,
      'ended',
      '',
      html`<p class="govuk-body">What anybody sees by this team ends at once, everywhere. Plans that it is in go on with their other members.</p>`,
      textField({
        name: 'ended-why',
        label: 'Why?',
        value: typedIn(page, 'ended', '', 'why'),
        errors: errorsIn(page, 'ended', ''),
      }),
      submitButton('End it', 'warning'),
    ),
  })}`
}

function titleOf({ event }: TeamEntry, entries: readonly TeamEntry[]): string {
  const name = (id: string) =>
    entries.reduce((found, one) => (one.event.kind === 'asked' && one.event.workerId === id ? one.event.name : found), 'Somebody')
  switch (event.kind) {
    case 'begun':
      return 'The team began'
    case 'asked':
      return `${event.name}, ${event.organisation}, was asked`
    case 'released':
      return `${name(event.workerId)} may be in it`
    case 'let-in':
      return `${name(event.workerId)} is in the team`
    case 'confirmed':
      return `${name(event.workerId)}: confirmed for the ${event.by === 'lead' ? 'team' : 'employer'}`
    case 'covered':
      return `${name(event.coverId)} covers for ${name(event.workerId)}`
    case 'left':
      return `${name(event.workerId)} left`
    case 'lead-named':
      return `${name(event.workerId)} leads from now on`
    case 'ended':
      return 'The team ended'
  }
}
const wordsOf = ({ event }: TeamEntry): Part =>
  'why' in event
    ? event.why
    : event.kind === 'released'
      ? `Manager: ${event.manager}`
      : event.kind === 'begun'
        ? event.purpose
        : ''
