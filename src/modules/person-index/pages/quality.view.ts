import type { Rate } from '#matching/evaluation'
import type { GroupReport } from '#matching/report'
import { ageInWords, type Instant, longDate, longTime } from '#platform/dates'
import { chart } from '#platform/views/chart'
import { govukInsetText } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import {
  dataTable,
  factList,
  form,
  link,
  nothingHere,
  pageHeading,
  paragraph,
  sectionHeading,
  selectField,
  submitButton,
  tag,
} from '#platform/views/page-parts'
import type { MatchRun, RunReport } from '../match-run.repository.ts'
import type { NamedDifference, Quality, RunPage } from '../read-quality.ts'

export const qualityTitle = 'How well records are matched'

const count = (value: number | null): string => (value ?? 0).toLocaleString('en-GB')
const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
const rated = (rate: Rate): string => (rate ? `${percent(rate.rate)} (${percent(rate.low)} to ${percent(rate.high)})` : 'none')
/** Bits with their sign. */
export const bits = (value: number): string => `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(1)}`

export const runName = (run: MatchRun, zone: string): string =>
  run.night ? `Night of ${longDate(run.night)}` : `Asked for on ${longTime(run.askedAt, zone)}`

type Around = { readonly zone: string; readonly now: Instant; readonly csrfToken: string }

/** The analyst's first page: whether links are what they should be, who is linked less often, and whether claims come true. */
export function qualityView(
  { latest, isComparing, modelId }: Quality,
  seesReviewing: boolean,
  { zone, now, csrfToken }: Around,
): Html {
  return html`${pageHeading(qualityTitle)}
${paragraph('Records are linked one by one as agencies send them. Every night the whole matching is done once more, all records at once, and compared with those links. Everything here is counts and shares: no person can be seen.')}
${latest ? verdict(latest, zone, now) : nothingHere('No comparison has finished yet.', 'The first one runs at night. You can have one now.')}
${
  isComparing
    ? paragraph('A comparison is under way. Open this page again in a few minutes.')
    : form({ action: '/matching/compare-now', csrfToken }, submitButton('Compare now', 'secondary'))
}
${latest && groupsSection(latest)}
${latest && reviewedSection(latest.report!)}
${sectionHeading('Look further')}
<ul class="govuk-list govuk-list--bullet govuk-list--spaced">
<li>${link('The model: what each agreement weighs', '/matching/model')} (model ${modelId})</li>
<li>${link('All comparisons, and two side by side', '/matching/runs')}</li>
${seesReviewing && html`<li>${link('How reviewing gets on: what waits, and whether reviewers say the same', '/matching/reviewing')}</li>`}
${latest && html`<li>${link('Everything that the last comparison found', `/matching/runs/${latest.id}`)}</li>`}
</ul>`
}

function verdict(run: MatchRun, zone: string, now: Instant): Html {
  const differing = (run.onlyLinked ?? 0) + (run.onlyAtOnce ?? 0)
  const said =
    differing === 0
      ? html`<strong>The links are what the whole matching says</strong>, for all ${count(run.records)} records of ${count(run.people)} people.`
      : html`<strong>The links differ from the whole matching in ${count(differing)} ${differing === 1 ? 'pair' : 'pairs'} of records.</strong> ${link('See which', `/matching/runs/${run.id}`)}`
  return govukInsetText({
    html: html`<p class="govuk-body">${said}</p><p class="govuk-body-s">Compared ${ageInWords(run.finishedAt!, now)} ago, on ${longTime(run.finishedAt!, zone)}.</p>`,
  })
}

/** What a group is called. */
const groupName = ({ by, group }: GroupReport): string => {
  if (by === 'fields that are missing')
    return group === '0' ? 'Nothing missing' : `${group} ${group === '1' ? 'field' : 'fields'} missing`
  if (by === 'born') return group === 'not known' ? 'Birthday not known' : `Born in the ${group}`
  return group === 'not known'
    ? `${by.charAt(0).toUpperCase()}${by.slice(1)} not known`
    : group.charAt(0).toUpperCase() + group.slice(1)
}

function groupsSection(run: MatchRun): Html | undefined {
  const groups = run.report!.groups.filter((one) => one.linked)
  if (groups.length === 0) return undefined
  const [least, most] = [
    groups.reduce((a, b) => (a.linked!.rate <= b.linked!.rate ? a : b)),
    groups.reduce((a, b) => (a.linked!.rate >= b.linked!.rate ? a : b)),
  ]
  const data = groups.map((one) => ({ name: groupName(one), ...one.linked! }))
  return html`${sectionHeading('Whose records are linked less often')}
${chart<GroupReport>({
  id: 'groups',
  title: `Records of “${groupName(least).toLowerCase()}” are linked least often`,
  subtitle: 'Share of records that are linked with another one, with 95% intervals. Groups of fewer than 20 records are left out',
  sentence: `${percent(least.linked!.rate)} of the records of “${groupName(least).toLowerCase()}” are linked with another one, and ${percent(most.linked!.rate)} of “${groupName(most).toLowerCase()}”. A low share can mean that few agencies know a group, or that its records say too little: compare it with the share that cannot be linked at all.`,
  marks: (plot) => ({
    height: 80 + 30 * data.length,
    marginLeft: 190,
    marginRight: 70,
    marginBottom: 55,
    x: {
      label: 'Linked with another record, of 100',
      domain: [0, 100],
      transform: (value: number) => value * 100,
      grid: true,
      labelOffset: 48,
    },
    y: { label: null, domain: data.map((one) => one.name), tickSize: 0 },
    marks: [
      plot.link(data, { x1: 'low', x2: 'high', y1: 'name', y2: 'name', strokeWidth: 4 }),
      plot.dot(data, { x: 'rate', y: 'name', r: 5, fill: 'currentColor' }),
      plot.text(data, { x: 'high', y: 'name', text: (one: { rate: number }) => percent(one.rate), dx: 8, textAnchor: 'start' }),
    ],
  }),
  table: groupsTable(run),
})}`
}

const groupsTable = (run: MatchRun) => ({
  caption: 'Records by group',
  columns: [
    { heading: 'Group', cell: (one: GroupReport) => groupName(one) },
    { heading: 'Records', cell: (one: GroupReport) => count(one.records), numeric: true },
    { heading: 'Linked with another (95% interval)', cell: (one: GroupReport) => rated(one.linked), numeric: true },
    { heading: 'Say too little to be linked (95% interval)', cell: (one: GroupReport) => rated(one.unlinkable), numeric: true },
  ],
  rows: run.report!.groups,
  csvHref: `/matching/runs/${run.id}/groups.csv`,
})

function reviewedSection({ reviewed }: RunReport): Html {
  const judged =
    reviewed.ac1 === null
      ? 'No pair has been judged by two reviewers yet.'
      : `Of ${count(reviewed.both)} ${reviewed.both === 1 ? 'pair' : 'pairs'} that two reviewers judged, each without knowing what the other said, they said the same of ${count(reviewed.same)}: beyond chance, ${reviewed.ac1.toFixed(2)} of 1 (Gwet’s AC1).`
  return html`${sectionHeading('Whether the model’s claims come true')}
${
  reviewed.bands.length === 0
    ? nothingHere(
        'Reviewers have settled no pair yet.',
        'What the model claims is held against what they say of the pairs that it leaves to them.',
      )
    : dataTable({
        caption: 'What the model claimed of pairs that reviewers settled, and what they were',
        narrow: 'scroll',
        columns: [
          { heading: 'Claimed to be one person', cell: (band) => `${percent(band.from)} to ${percent(band.to)}` },
          { heading: 'Pairs', cell: (band) => count(band.actual?.of ?? 0), numeric: true },
          { heading: 'Claimed on average', cell: (band) => percent(band.claimed ?? 0), numeric: true },
          { heading: 'Were one person (95% interval)', cell: (band) => rated(band.actual), numeric: true },
        ],
        rows: reviewed.bands,
        note: 'Only pairs that the model left to people: what it joins by itself is not among them.',
      })
}
${paragraph(judged)}`
}

const differences = (run: MatchRun): Part =>
  run.finishedAt === null
    ? tag('Not finished', 'grey')
    : (run.onlyLinked ?? 0) + (run.onlyAtOnce ?? 0) === 0
      ? 'None'
      : tag(`${count((run.onlyLinked ?? 0) + (run.onlyAtOnce ?? 0))} pairs`, 'red')

/** All comparisons, newest first, and which two to hold against one another. */
export function runsView(all: readonly MatchRun[], zone: string): Html {
  const finished = all.filter((run) => run.finishedAt !== null)
  const choices = finished.map((run) => ({ value: run.id, text: runName(run, zone) }))
  return html`${pageHeading('Comparisons')}
${dataTable<MatchRun>({
  caption: 'The last comparisons of the links with the whole matching',
  columns: [
    { heading: 'Comparison', cell: (run) => link(runName(run, zone), `/matching/runs/${run.id}`) },
    { heading: 'Records', cell: (run) => (run.finishedAt ? count(run.records) : '–'), numeric: true },
    { heading: 'People', cell: (run) => (run.finishedAt ? count(run.people) : '–'), numeric: true },
    { heading: 'Differences', cell: differences },
    { heading: 'Model', cell: (run) => run.model ?? '–' },
  ],
  rows: all,
  empty: nothingHere('No comparison has been asked for yet.', 'The first one runs at night.'),
})}
${
  finished.length > 1 &&
  html`${sectionHeading('Two side by side')}
<form method="get" action="/matching/compare" novalidate>${selectField({ name: 'one', label: 'The one', choices, value: choices[1]!.value })}
${selectField({ name: 'other', label: 'The other', choices, value: choices[0]!.value })}${submitButton('Show both', 'secondary')}</form>`
}`
}

/** What two records must agree in to be compared at all, in words. */
const keyName = (key: string): string =>
  key
    .replace('address house', 'house')
    .replace(/\bdob\b/, 'date of birth')
    .replace('nhs_number', 'NHS number')
    .replaceAll('_', ' ')
    .replace('date of birth year', 'year of birth')
    .replace('date of birth month-day', 'day and month of birth')
    .replace(/(\w+) start3/g, 'first three letters of $1')
    .replace(/(\w+) initial/g, 'initial of $1')
    .replace(/(\w+) sound/g, 'sound of $1')
    .replace('postcode sector', 'part of town')

/** Everything that one comparison found. */
export function runView({ run, differences, before }: RunPage, zone: string, mayLinkAgain: boolean, csrfToken: string): Html {
  if (!run.report)
    return html`${pageHeading('A comparison', runName(run, zone))}${nothingHere('This comparison has not finished.', 'It takes some minutes. If it is still so in an hour, tell whoever runs the system: what went wrong stands in its log.')}`
  const { report } = run
  const seconds = report.steps.reduce((sum, step) => sum + step.ms, 0) / 1000
  return html`${pageHeading('A comparison', runName(run, zone))}
${factList([
  { label: 'Records', value: count(run.records) },
  { label: 'People', value: count(run.people) },
  { label: 'Records that say too little to be linked', value: count(report.unlinkable) },
  { label: 'Pairs that were compared', value: `${count(report.pairs)}, in ${count(report.patterns)} patterns` },
  { label: 'Time for the matching', value: `${seconds.toFixed(1)} seconds` },
  { label: 'Model', value: run.model },
])}
${before && html`<p class="govuk-body">${link('What changed since the one before', `/matching/compare?one=${before}&other=${run.id}`)}</p>`}
${sectionHeading('Where links and whole matching differ')}
${differencesTable(run, differences, mayLinkAgain, csrfToken)}
${sectionHeading('How pairs were found')}
${dataTable({
  caption: 'Records are compared only where they agree in one of these',
  narrow: 'scroll',
  columns: [
    {
      heading: 'Agree in',
      cell: (key) => keyName(key.key),
    },
    { heading: 'New pairs', cell: (key) => (key.leftOut ? 'left out: too many' : count(key.pairs)), numeric: true },
    { heading: 'Records set aside as too common', cell: (key) => count(key.aside), numeric: true },
  ],
  rows: report.keys,
  note: 'Each pair counts for the first line that finds it.',
})}
${dataTable(groupsTable(run))}
${dataTable({
  caption: 'Names that one person seems to use for another',
  narrow: 'scroll',
  columns: [
    { heading: 'Name', cell: (proposal) => proposal.one },
    { heading: 'Other name', cell: (proposal) => proposal.other },
    { heading: 'People who have both', cell: (proposal) => count(proposal.people), numeric: true },
    { heading: 'Times as many as by chance', cell: (proposal) => count(proposal.timesChance), numeric: true },
  ],
  rows: report.aliases ?? [],
  note: 'Proposals: whoever trains the model next adds those that are right to its aliases. Pairs of names that fewer than five people share are left out.',
  empty: nothingHere(
    'No two names stand together that the model does not know.',
    'What it learns from records that are linked anyway stands here: names that the same people use far more often than by chance.',
  ),
})}
${reviewedSection(report)}`
}

function differencesTable(run: MatchRun, all: readonly NamedDifference[], mayLinkAgain: boolean, csrfToken: string): Html {
  if (all.length === 0)
    return paragraph(
      'In nothing: every two records that are one person by the links are one by the whole matching, and the other way round.',
    )
  const waits = all.some((one) => one.againAt === null)
  return html`${paragraph('Links that differ were missed or came about by a fault: a job that was lost, a restore, a change of the model. To link the records again has the links say what the model and people’s decisions say now. Each change stands in the record’s history.')}
${dataTable<NamedDifference>({
  caption: run.onlyLinked! + run.onlyAtOnce! > all.length ? `The first ${all.length} pairs` : 'Pairs of records',
  columns: [
    { heading: 'Records of', cell: (one) => one.between.join(' and ') },
    { heading: 'One person by', cell: (one) => (one.linked ? 'the links alone' : 'the whole matching alone') },
    { heading: 'They say', cell: (one) => one.says.map(({ says }) => says).join('; ') },
    { heading: 'Bits', cell: (one) => (one.bits === null ? '–' : bits(one.bits)), numeric: true },
    { heading: 'Linked again', cell: (one) => (one.againAt ? 'Yes' : 'No') },
  ],
  rows: all,
  note: 'People whose address is kept private are not among them.',
})}
${
  waits &&
  (mayLinkAgain
    ? form({ action: `/matching/runs/${run.id}/link-again`, csrfToken }, submitButton('Link these records again'))
    : paragraph('A data engineer can have these records linked again.'))
}`
}

type Figure = { readonly name: string; readonly of: (run: MatchRun) => number }
const share = (part: number | null, whole: number | null): number => (whole ? (part ?? 0) / whole : 0)
const figures: readonly (Figure & { readonly say: (value: number) => string })[] = [
  { name: 'Records', of: (run) => run.records!, say: count },
  { name: 'People by the links', of: (run) => run.people!, say: count },
  { name: 'Records for each person', of: (run) => share(run.records, run.people), say: (value) => value.toFixed(3) },
  { name: 'Differences', of: (run) => run.onlyLinked! + run.onlyAtOnce!, say: count },
  { name: 'Records that say too little', of: (run) => share(run.report!.unlinkable, run.records), say: percent },
  {
    name: 'Pairs compared for each record',
    of: (run) => share(run.report!.pairs, run.records),
    say: (value) => value.toFixed(2),
  },
]

/** Two comparisons side by side: what changed between them. */
export function twoRunsView([one, other]: readonly MatchRun[], zone: string): Html {
  const groups = new Map(one!.report!.groups.map((group) => [groupName(group), group]))
  const shared = other!.report!.groups.flatMap((now) => {
    const before = groups.get(groupName(now))
    return before ? [{ before, now }] : []
  })
  const heads = [runName(one!, zone), runName(other!, zone)]
  return html`${pageHeading('Two comparisons')}
${dataTable<(typeof figures)[number]>({
  caption: 'What changed',
  narrow: 'scroll',
  columns: [
    { heading: 'Figure', cell: ({ name }) => name },
    { heading: heads[0]!, cell: ({ of, say }) => say(of(one!)), numeric: true },
    { heading: heads[1]!, cell: ({ of, say }) => say(of(other!)), numeric: true },
  ],
  rows: figures,
  note: one!.model === other!.model ? `Both by model ${one!.model}` : `By model ${one!.model}, then ${other!.model}`,
})}
${dataTable<{ before: GroupReport; now: GroupReport }>({
  caption: 'Share of records linked with another one',
  narrow: 'scroll',
  columns: [
    { heading: 'Group', cell: ({ now }) => groupName(now) },
    { heading: heads[0]!, cell: ({ before }) => rated(before.linked), numeric: true },
    { heading: heads[1]!, cell: ({ now }) => rated(now.linked), numeric: true },
  ],
  rows: shared,
  note: 'A change within the intervals may be chance.',
})}`
}
