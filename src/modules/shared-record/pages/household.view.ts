import { longDate } from '#platform/dates'
import { govukDetails, govukInsetText } from '#platform/views/components.generated'
import { type Html, html, join, type Part } from '#platform/views/html'
import { link, sectionHeading, tag } from '#platform/views/page-parts'
import type { Home, HouseholdMember } from '../household.rules.ts'
import type { Disputed, PersonRecord, Source } from '../person.rules.ts'
import type { Said, Stand } from '../stays.rules.ts'

/** Every fact leads to its source: whose dataset, recorded when. */
export const sourceLink = (source: Source): Html =>
  html`${link(source.agency, `/datasets/${source.datasetId}`)}, ${longDate(source.recordedOn)}${disputeNote(source.disputed)}`

/** Beside a fact that its person says is wrong: since when, how that stands, and what she says, where this reader may read it. */
export const disputeNote = (disputed: Disputed | null): Part =>
  disputed &&
  html`<br><span class="govuk-body-s"><strong>${disputeSentence(disputed)}</strong>${disputed.words && html` They say: “${disputed.words.wrong}”${disputed.words.right && html` It should be: “${disputed.words.right}”`}`}</span>`

function disputeSentence({ state, since, correctedOn }: Disputed): string {
  const stands = {
    'being-checked': 'being checked.',
    corrected: `put right in its own system on ${correctedOn && longDate(correctedOn)}, and here when that is next sent.`,
    partly: `put right in part in its own system on ${correctedOn && longDate(correctedOn)}, and here when that is next sent.`,
    disagrees: 'the service disagrees.',
  }
  return `Disputed by the person since ${longDate(since)}; ${stands[state]}`
}

/** Her homes and who lives with her in each, then her family elsewhere. Each line says whose word it is, and since when. */
export function household(person: PersonRecord): Part {
  const { homes, reading } = person.homes
  const elsewhere = person.relatives.filter((other) => !other.livesWith)
  if (homes.length === 0 && elsewhere.length === 0) return null
  const past = homes.filter(({ stand }) => stand === 'past')
  const names = new Map(person.sources.map((source) => [source.datasetId, source.name]))
  const each = (some: readonly Home[]) => some.map((home) => homePart(home, names))
  const sentence = readings[reading]?.(homes.filter((home) => home.address !== null && isNow(home.stand)).length)
  return html`${sectionHeading('Household and family')}
${sentence && govukInsetText({ text: sentence })}
${each(homes.filter(({ stand }) => stand !== 'past'))}
${past.length > 0 && govukDetails({ summaryText: 'Where they lived before', html: html`${each(past)}` })}
${elsewhere.length > 0 && html`<h3 class="govuk-heading-s">Family elsewhere</h3><ul class="govuk-list">${elsewhere.map(relative)}</ul>`}`
}

const numbers = ['no', 'one', 'two', 'three', 'four']
const readings: Partial<Record<PersonRecord['homes']['reading'], (count: number) => string>> = {
  several: (count) => `Lives in ${numbers[count] ?? String(count)} homes.`,
  differ: () => 'The sources do not agree on where they live now. Some may not have heard of a move.',
}
const isNow = (stand: Stand): boolean => stand === 'now' || stand === 'disputed'

function homePart(home: Home, names: ReadonlyMap<string, string>): Html {
  const { address, said, stand, communal, found, uprn } = home
  return html`<div><h3 class="govuk-heading-s govuk-!-margin-bottom-1">${address ?? 'Lives with, and it is not said where'}${standTag(stand)}</h3>
${address !== null && saidParts(said, stand, names)}
${uprn && html`<p class="govuk-body-s">${found === 'given' ? `UPRN ${uprn}` : `UPRN ${uprn}, recognised by how the address is written`}</p>`}
${communal && html`<p class="govuk-body-s">${communal === 'many people' ? 'Many people who are not known to be family live here' : `This is a ${communal}`}: only family is listed.</p>`}
${home.household.length > 0 && html`<ul class="govuk-list">${home.household.map((member) => memberPart(member, names))}</ul>`}</div>`
}

const memberPart = (
  { personId, name, age, relation, stand, elsewhere, said }: HouseholdMember,
  names: ReadonlyMap<string, string>,
): Html =>
  html`<li>${link(name, `/people/${personId}`)}${age !== null && `, ${age}`}${relation && ` – ${relation}`}${standTag(stand)}${stand !== 'past' && elsewhere && html`<br><span class="govuk-body-s">A source gives another address for this person as well.</span>`}${saidParts(said, stand, names, (one) => (one.by === 'address' ? 'the same address, ' : ''))}</li>`

const standTag = (stand: Stand): Part =>
  stand === 'disputed' ? html` ${tag('Sources differ', 'yellow')}` : stand === 'past' ? html` ${tag('Past', 'grey')}` : null

/** Whose word it is: the newest, and behind it the others who say the same. Where they differ all stand in the open. */
function saidParts(
  said: readonly Said[],
  stand: Stand,
  names: ReadonlyMap<string, string>,
  whatOf: (one: Said) => string = () => '',
): Part {
  const each = said.map((one) => saidPart(one, names, whatOf(one)))
  const isOpen = stand === 'disputed' || each.length < 3 || said.some(({ source }) => source.disputed)
  const open = isOpen ? each : each.slice(0, 1)
  const behind = each.slice(open.length)
  return html`<div class="cw-source">${join(open, html`<br>`)}${
    behind.length > 0 &&
    html`<details><summary class="govuk-link">${behind.length} more say so</summary>${join(behind, html`<br>`)}</details>`
  }</div>`
}

/** Which of an agency's systems says it, from when to when, and when it was written down. */
function saidPart(said: Said, names: ReadonlyMap<string, string>, what = ''): Html {
  const { source } = said
  const name = link(names.get(source.datasetId) ?? source.agency, `/datasets/${source.datasetId}`)
  return html`${name}: ${what}${daysInWords(said)}. Recorded ${longDate(source.recordedOn)}${disputeNote(source.disputed)}`
}

function daysInWords({ from, to, stand, replaced }: Said): string {
  const since = from && longDate(from)
  if (stand === 'coming') return `from ${since}`
  if (stand === 'now') return `${since ? `since ${since}` : 'now, since when is not said'}${to ? `, until ${longDate(to)}` : ''}`
  const until = replaced ? `${longDate(to!)}, when it has another address` : longDate(to!)
  return since ? `from ${since} to ${until}` : `until ${until}`
}

/** One for each agency, the newest: several of its datasets say the same of a family. */
const latestOfEach = (sources: readonly Source[]): Source[] =>
  [...Map.groupBy(sources, (source) => source.agency).values()].map((its) => its[0]!)

const relative = (other: PersonRecord['relatives'][number]): Html =>
  html`<li>${link(other.name, `/people/${other.personId}`)}${other.age !== null && `, ${other.age}`}${other.relation && ` – ${other.relation}`}<br><span class="cw-source">${join(latestOfEach(other.sources).map(sourceLink), html`<br>`)}</span></li>`
