import { type Instant, longTime } from '#platform/dates'
import { type Html, html } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  dataTable,
  factList,
  form,
  link,
  nothingHere,
  pageHeading,
  paragraph,
  radiosField,
  sectionHeading,
  submitButton,
  type TagColour,
  tag,
  textArea,
} from '#platform/views/page-parts'
import type { RelationshipKind } from '../disclosure.rules.ts'
import { inWords } from '../words.rules.ts'
import {
  dueFrom,
  type Finding,
  findings,
  type OddLookState,
  type Sign,
  type StepKind,
  stateOf,
  type Telling,
} from './odd-look.rules.ts'
import { awaitsHer, type OpenedOddLook, type OwnRead, type ReviewRead } from './odd-looks.ts'

type At = { readonly now: Instant; readonly zone: string }
type Sent = { readonly csrfToken: string; readonly errors: readonly PageError[] }

const signWords: Readonly<Record<Sign, string>> = {
  household: 'The worker’s own record, or that of somebody who lives with them: it was not shown',
  family: 'Family, or once of one household',
  home: 'The same home',
  'former-home': 'A home that one of them has left',
  neighbour: 'Neighbours: the same postcode',
  colleague: 'A colleague',
  employer: 'The same employer',
  surname: 'The same surname, which few bear',
  'common-surname': 'The same surname, which many bear',
  'no-relationship': 'No relationship: nothing was shown',
  hour: 'An hour at which the worker hardly ever works',
  volume: 'Thirty or more people opened within an hour',
  refusals: 'Five or more people refused in a day',
}
const tellingWords: Readonly<Record<Telling, string>> = {
  tie: 'Something may connect you with this person outside your work',
  surname: 'The person has the same surname as you',
  'no-relationship': 'We know of no work of yours with this person, so nothing was shown to you',
  hour: 'It was at an hour at which you hardly ever work',
  volume: 'You opened the records of thirty or more people within an hour',
  refusals: 'You tried to open the records of several people with whom you do not work',
}
const relationshipWords: Partial<Record<RelationshipKind, string>> = {
  'allocated-worker': 'The person’s own worker',
  team: 'The worker’s team works with the person',
  'team-around': 'The worker is in the team around the person',
  'contact-in-hand': 'The worker had a contact about the person in hand',
  'emergency-access': 'Opened in an emergency, which is reviewed apart',
  asked: 'The owner of the record shared it when asked',
}
export const findingWords: Readonly<Record<Finding, string>> = {
  rightful: 'It was rightful',
  'not-rightful': 'It was not rightful: report it as an incident next',
  asked: 'Ask the worker again',
}
const findingHints: Partial<Record<Finding, string>> = {
  asked: 'They read what you write below, and answer it on their day',
  'not-rightful': 'The form is opened for you with this reference in it',
}
const stateWords: Readonly<Record<OddLookState, [string, TagColour]>> = {
  noticed: ['Not answered', 'yellow'],
  answered: ['Answered', 'blue'],
  asked: ['Asked again', 'yellow'],
  rightful: ['Rightful', 'green'],
  'not-rightful': ['Not rightful', 'orange'],
}
const stepWords: Readonly<Record<keyof typeof stateWords, string>> = {
  noticed: '',
  answered: 'The worker said',
  asked: 'Asked again',
  rightful: 'Decided: rightful',
  'not-rightful': 'Decided: not rightful',
}
const asTyped = (text: string): Html => html`<span class="cw-as-typed">${text}</span>`
const bullets = (items: readonly string[]): Html =>
  html`<ul class="govuk-list govuk-list--bullet">${items.map((item) => html`<li>${item}</li>`)}</ul>`

function stateTag(look: ReviewRead, now: Instant): Html {
  const state = stateOf(look.steps)
  const open = state !== 'rightful' && state !== 'not-rightful'
  const late = open && now.epochMilliseconds > dueFrom(look.noticedAt).epochMilliseconds
  return html`${tag(...stateWords[state])}${late && html` ${tag('Late', 'red')}`}`
}

/** What an officer decides, below the emergencies that she reviews. */
export const oddLooksView = (looks: readonly ReviewRead[], { now, zone }: At): Html =>
  html`${dataTable<ReviewRead>({
    caption: 'Odd look-ups',
    columns: [
      { heading: 'Reference', cell: (one) => link(one.reference, `/access-reviews/odd/${one.id}`) },
      { heading: 'Looked', cell: (one) => longTime(one.lookedAt, zone) },
      {
        heading: 'By',
        cell: (one) => html`${one.workerName}<br><span class="govuk-body-s">${one.workerOrganisation}</span>`,
      },
      { heading: 'What was noticed', cell: (one) => bullets(one.signs.map((sign) => signWords[sign])) },
      { heading: 'State', cell: (one) => stateTag(one, now) },
    ],
    rows: looks,
    note: 'The worker is asked on the same day, and most have a good reason. You decide within a week. No name of whom it was about stands here.',
    empty: nothingHere('Nothing odd was noticed about the looks of your organisation’s workers.'),
  })}`

/** One of them, with what the worker said, and the decision. */
export const oddLookView = (
  look: OpenedOddLook,
  typed: { readonly finding: string; readonly reasons: string },
  { now, zone, csrfToken, errors }: At & Sent,
): Html => {
  const state = stateOf(look.steps)
  return html`${pageHeading(look.reference, 'Odd look')}
${factList([
  { label: 'Worker', value: html`${look.workerName}, ${inWords(look.workerRole)}<br>${look.workerOrganisation}` },
  { label: look.refused ? 'Tried to look' : 'Looked', value: longTime(look.lookedAt, zone) },
  { label: 'Purpose', value: look.purposeName },
  { label: 'Relationship', value: relationshipWords[look.relationship] ?? 'None' },
  { label: 'What was noticed', value: bullets(look.signs.map((sign) => signWords[sign])) },
  ...(look.isOurs
    ? [{ label: 'In the access log', value: html`Entry ${look.entryId}<br>Person ${look.personId}` }]
    : [
        {
          label: 'Why you decide',
          value: 'The worker’s organisation has no officer who may: it has none, or one of them is concerned.',
        },
      ]),
  { label: 'State', value: stateTag(look, now) },
  ...look.steps.map((step) => ({
    label: stepWords[step.kind],
    value: html`${asTyped(look.said.get(step.id) ?? '')}<br><span class="govuk-body-s">${step.byName}, ${longTime(step.at, zone)}</span>`,
  })),
])}
${state === 'noticed' && paragraph('The worker has not answered yet. You can decide without an answer; usually it is better to wait for it.')}
${state === 'not-rightful' && paragraph(link('Report it as an incident', incidentFor(look.reference)), ' if nobody has.')}
${
  state !== 'rightful' &&
  state !== 'not-rightful' &&
  html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${form(
    { action: `/access-reviews/odd/${look.id}`, csrfToken },
    radiosField({
      name: 'finding',
      label: 'What do you decide?',
      value: typed.finding,
      errors,
      choices: findings.map((one) => ({
        value: one,
        text: findingWords[one],
        ...(findingHints[one] ? { hint: findingHints[one] } : {}),
      })),
    }),
    textArea({
      name: 'reasons',
      label: 'Your reasons, or your question',
      hint: 'The worker and their employer may read them. No names of people you support.',
      value: typed.reasons,
      rows: 3,
      errors,
    }),
    submitButton('Save'),
  )}</div></div>`
}`
}

/** The form by which an incident is reported, with the look's reference in it. */
export const incidentFor = (reference: string): string => `/incidents/new?about=${encodeURIComponent(`Odd look ${reference}`)}`

/** What a worker reads on her day of one look that waits for her word. */
export const noticeOf = (look: OwnRead, zone: string): string => {
  const told = look.told.map((one) => tellingWords[one].replace(/^./, (letter) => letter.toLowerCase())).join('; ')
  return `You ${look.refused ? 'tried to open' : 'opened'} a record on ${longTime(look.lookedAt, zone)}. The system noticed: ${told}. If it was for your work, say why; this is not an accusation.`
}

/** What she reads of her own once she has answered: whoever looked for her work is told that this was found. */
const closedTags: Readonly<Record<Exclude<StepKind, 'asked'>, Html>> = {
  answered: tag('With the officer', 'blue'),
  rightful: tag('Closed: it was for your work', 'green'),
  'not-rightful': tag('Decided', 'grey'),
}
const closedWords: Readonly<Record<Exclude<StepKind, 'asked'>, string>> = {
  answered: 'You have answered. The officer has it.',
  rightful: 'The officer decided that you looked for your work. This is closed.',
  'not-rightful': 'The officer has decided. You can ask them what they decided, and why.',
}

/** A worker's own: what waits for her word, and what she said it of lately. */
export const ownOddLooksView = (looks: readonly OwnRead[], { zone }: At): Html => html`${pageHeading('Records you opened')}
<p class="govuk-body-l">The system noticed something about these. If it was for your work, say why: one sentence is enough. This is not an accusation.</p>
${dataTable<OwnRead>({
  caption: 'What was noticed',
  columns: [
    {
      heading: 'You looked',
      cell: (one) => html`${longTime(one.lookedAt, zone)}<br><span class="govuk-body-s">${one.purposeName}</span>`,
    },
    { heading: 'What was noticed', cell: (one) => bullets(one.told.map((told) => tellingWords[told])) },
    {
      heading: 'Your answer',
      cell: (one) =>
        awaitsHer(one)
          ? link(one.lastKind === 'asked' ? 'You are asked again: answer' : 'Say why', `/odd-looks/${one.id}`)
          : closedTags[one.lastKind as Exclude<StepKind, 'asked'>],
    },
  ],
  rows: looks,
  empty: nothingHere('Nothing was noticed about the records that you opened.', link('My day', '/my-day')),
})}`

/** One of her own, with the one field in which she answers. */
export const ownOddLookView = (
  look: OwnRead,
  said: string,
  { zone, csrfToken, errors }: At & Sent,
): Html => html`${pageHeading(look.refused ? 'A record you tried to open' : 'A record you opened', look.reference)}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${paragraph(`You ${look.refused ? 'tried to open' : 'opened'} a record on ${longTime(look.lookedAt, zone)}, for “${look.purposeName}”. The system noticed:`)}
${bullets(look.told.map((told) => tellingWords[told]))}
${paragraph('If it was for your work, say why. This is not an accusation: most such looks are right, and your organisation’s information governance officer closes them.')}
${!look.refused && paragraph('You do not remember whose it was? ', link('Open the record', `/people/${look.personId}`), '. That is a look like any other, and is logged.')}
${look.question !== null && html`${sectionHeading('The officer asks')}${paragraph(asTyped(look.question))}`}
${
  awaitsHer(look)
    ? form(
        { action: `/odd-looks/${look.id}`, csrfToken },
        textArea({
          name: 'said',
          label: 'Why did you look?',
          hint: 'The officer reads it. Do not write more about the person than is needed.',
          value: said,
          rows: 3,
          errors,
        }),
        submitButton('Send'),
      )
    : paragraph(closedWords[look.lastKind as Exclude<StepKind, 'asked'>])
}
</div></div>`
