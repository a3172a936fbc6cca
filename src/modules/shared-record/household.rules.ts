import type { Fact } from '#modules/feeds'
import type { Subject } from '#modules/information-governance'
import { ageOn, type PlainDate, plainDate, Temporal } from '#platform/dates'
import type { RecordInput, Source } from './person.rules.ts'
import type { Relation } from './relatives.rules.ts'

/** What one source says of a stay: half-open days, null where it gives none. */
export type Said = {
  readonly source: Source
  readonly from: PlainDate | null
  readonly to: PlainDate | null
  readonly stand: 'now' | 'past' | 'coming'
  /** Its source gave no end: it has written another address from that day. */
  readonly replaced: boolean
  /** Of somebody else in the home: whether the source says that they live together, or only the same address of both. */
  readonly by: 'household' | 'address'
}
/** `disputed`: one source says that it ended while another still says that it goes on. */
export type Stand = Said['stand'] | 'disputed'

/** Somebody of a household, from when to when, and who says so. */
export type HouseholdMember = {
  readonly personId: string
  readonly name: string
  readonly age: number | null
  readonly relation: string
  readonly stand: Stand
  /** A source gives this person another address now as well: moved out, or of two homes. */
  readonly elsewhere: boolean
  readonly said: readonly Said[]
}
/** One home of a person and her household in it, each line with its sources. */
export type Home = {
  /** As the newest source writes it; null where those who say who lives together do not say where. */
  readonly address: string | null
  readonly uprn: string | null
  /** How the addresses of its sources were found to be one home: see `recogniseAddresses`. */
  readonly found: 'given' | 'text' | 'none'
  /** Many live there who are no household, such as in a hostel: only her family there is listed. */
  readonly communal: string | null
  readonly stand: Stand
  readonly said: readonly Said[]
  readonly household: readonly HouseholdMember[]
}
export type Homes = {
  /** `several`: she lives in two homes, or more; `differ`: her sources give different addresses, and no one can say which is right. */
  readonly reading: 'none' | 'one' | 'several' | 'differ'
  readonly homes: readonly Home[]
}

type Of<Kind extends Fact['kind']> = Extract<Fact, { kind: Kind }>
type Days = { readonly from: PlainDate | null; readonly to: PlainDate | null }
/** A stay as its source states it. `key` is that of the home, null where nothing safe can be said; `group` never is. */
type Stay = Days & {
  readonly fact: Of<'residence'>
  readonly key: string | null
  readonly group: string
  readonly uprn: string | null
  readonly found: Home['found']
  readonly replaced: boolean
}
/** What the rules need besides the facts. `relations`: how others are related to her, by person. */
export type HouseholdInput = {
  readonly input: RecordInput
  readonly today: PlainDate
  readonly from: (fact: Fact) => Source
  readonly relations: ReadonlyMap<string, Relation>
}

/** More adults behind one door who are not known to be family than a household has. */
const crowd = 7
const adult = 18

/**
 * The homes of a person and who is in her household in each, from what the reader was granted of her and of those whom a household or
 * family fact names: an address finds nobody else. Of a protected person, no address is compared with anyone's: with whom she lives is only
 * what her reader's own service says itself.
 */
export function homesOf(given: HouseholdInput): Homes {
  const { input, today, from } = given
  const others = input.network.flatMap((subject) => {
    const facts = factsOf(subject, input.facts)
    return input.names.preferredIdentity(facts) ? [{ subject, facts }] : []
  })
  const isOpen = (subject: Subject) => subject.protection === 'none'
  const compared = isOpen(input.main) ? others.filter(({ subject }) => isOpen(subject)) : []
  const own = factsOf(input.main, input.facts)
  const stays = staysOf([own, ...compared.map(({ facts }) => facts)], input, today)
  const hers = stays.get(own) ?? []
  const households = householdsOf(own, hers, today)
  const groups = new Set([...hers.map((stay) => stay.group), ...households.map(({ group }) => group)])
  const homes = [...groups].map((group) => {
    const here = hers.filter((stay) => stay.group === group)
    const pointers = households.filter((one) => one.group === group).map(({ fact }) => fact)
    const household = others.flatMap(({ subject, facts }) => {
      const together = livingTogether(pointers, facts, given).filter(
        ({ stand }) => stand === 'now' || (isOpen(subject) && isOpen(input.main)),
      )
      const sameAddress = (stays.get(facts) ?? []).flatMap((stay) => sharing(here, stay, given))
      const said = onceEach([...together, ...sameAddress])
      const elsewhere = (stays.get(facts) ?? []).some(
        (stay) =>
          standOn(stay, today) === 'now' && stay.key !== null && stay.group !== group && hers.some((own) => own.key === group),
      )
      return said.length > 0 ? [{ ...memberOf(subject.personId, facts, given), stand: standOf(said), elsewhere, said }] : []
    })
    return homeOf(here, pointers, household, given)
  })
  const ordered = withoutRepeats(homes).toSorted(
    (a, b) =>
      order.indexOf(a.stand) - order.indexOf(b.stand) ||
      Number(a.address === null) - Number(b.address === null) ||
      Temporal.PlainDate.compare(lastDay(b), lastDay(a)),
  )
  return { homes: ordered, reading: readingOf(ordered, hers, own, today) }

  function homeOf(here: Stay[], pointers: Of<'household'>[], members: HouseholdMember[], rules: HouseholdInput): Home {
    const newest = here[0]
    const where = here.map((stay) => saidOf(stay.fact, stay, today, from, 'address', stay.replaced))
    const said = once(here.length > 0 ? where : pointers.map((fact) => saidOf(fact, daysOf(fact), today, from, 'household')))
    const strangers = members.filter(
      ({ personId, stand, age }) =>
        stand === 'now' && (age ?? adult) >= adult && !rules.relations.has(personId) && isOpenId(personId),
    )
    const named = here.map(({ fact }) => input.homes.communalKindOf(fact.content.address)).find((kind) => kind !== null)
    const communal = named ?? (strangers.length >= crowd ? 'many people' : null)
    return {
      address: newest ? writtenOf(newest.fact) : null,
      uprn: newest?.uprn ?? null,
      found: here.find((stay) => stay.found === 'given')?.found ?? newest?.found ?? 'none',
      communal,
      stand: standOf(said),
      said,
      household: members
        .filter(({ personId }) => communal === null || rules.relations.has(personId))
        .toSorted(
          (a, b) =>
            order.indexOf(a.stand) - order.indexOf(b.stand) || (b.age ?? 0) - (a.age ?? 0) || a.name.localeCompare(b.name),
        ),
    }
  }
  function isOpenId(personId: string): boolean {
    return input.network.some((one) => one.personId === personId && isOpen(one))
  }
}

/** Who stands in a named home is not repeated where it is not said which. */
function withoutRepeats(homes: readonly Home[]): Home[] {
  const placed = new Set(
    homes.flatMap((home) => (home.address === null ? [] : home.household.map((one) => `${one.personId} ${one.stand}`))),
  )
  return homes.flatMap((home) => {
    if (home.address !== null) return [home]
    const household = home.household.filter((one) => !placed.has(`${one.personId} ${one.stand}`))
    return household.length > 0 ? [{ ...home, household }] : []
  })
}

const order: readonly Stand[] = ['now', 'disputed', 'coming', 'past']
const lastDay = ({ said }: Home): PlainDate =>
  said.map(({ to, source }) => to ?? source.recordedOn).reduce((a, b) => (Temporal.PlainDate.compare(a, b) >= 0 ? a : b))

const factsOf = (subject: Subject, facts: readonly Fact[]): Fact[] => {
  const its = new Set(subject.sources.map((source) => source.sourcePersonId))
  return facts.filter((fact) => its.has(fact.sourcePersonId))
}
const only = <Kind extends Fact['kind']>(facts: readonly Fact[], kind: Kind): Of<Kind>[] =>
  facts.filter((fact): fact is Of<Kind> => fact.kind === kind)
const writtenOf = ({ content }: Of<'residence'>): string => [content.address, content.postcode].filter(Boolean).join(', ')
const daysOf = (fact: Fact): Days => ({ from: fact.validFrom, to: fact.validTo })
const isBefore = (one: PlainDate, other: PlainDate): boolean => Temporal.PlainDate.compare(one, other) < 0

/** The stays of each person, newest statement first, with their homes recognised among all of them together. */
function staysOf(people: readonly Fact[][], { homes }: RecordInput, today: PlainDate): Map<Fact[], Stay[]> {
  const written = people.map((facts) => only(facts, 'residence'))
  const recognised = homes.recogniseAddresses(written.flat().map((fact) => fact.content))
  let at = 0
  return new Map(
    written.map((residences, person) => {
      const found = residences.map((fact) => {
        const { key, uprn, found } = recognised[at++]!
        return {
          fact,
          key,
          uprn,
          found,
          group:
            key ??
            `as written ${writtenOf(fact)
              .toLowerCase()
              .replace(/[^a-z0-9]/g, '')}`,
        }
      })
      return [
        people[person]!,
        found.map((stay) => {
          const next = stay.fact.validTo ? undefined : followedBy(stay, found, today)
          return { ...stay, from: stay.fact.validFrom, to: next ?? stay.fact.validTo, replaced: next !== undefined }
        }),
      ]
    }),
  )
}

/**
 * The day from which the same record has another address that was written down later: many systems keep no end. Two that were written
 * at one time, or that begin on no day, stand side by side.
 */
function followedBy(
  stay: Pick<Stay, 'fact' | 'group'>,
  all: readonly Pick<Stay, 'fact' | 'group'>[],
  today: PlainDate,
): PlainDate | undefined {
  const { fact, group } = stay
  return all
    .filter(
      (other) =>
        other.group !== group &&
        other.fact.sourcePersonId === fact.sourcePersonId &&
        other.fact.validFrom !== null &&
        !isBefore(today, other.fact.validFrom) &&
        (fact.validFrom === null || isBefore(fact.validFrom, other.fact.validFrom)) &&
        Temporal.Instant.compare(other.fact.eventAt, fact.eventAt) > 0,
    )
    .map((other) => other.fact.validFrom!)
    .toSorted(Temporal.PlainDate.compare)[0]
}

/** Her household facts, each at the one home that the same record gives for those days; at none that is named if that is not one. */
function householdsOf(
  own: readonly Fact[],
  stays: readonly Stay[],
  today: PlainDate,
): { fact: Of<'household'>; group: string }[] {
  return only(own, 'household').map((fact) => {
    const beside = stays.filter((stay) => stay.fact.sourcePersonId === fact.sourcePersonId && shared(daysOf(fact), stay))
    const stand = standOn(daysOf(fact), today)
    const groups = new Set(beside.filter((stay) => standOn(stay, today) === stand).map((stay) => stay.group))
    return { fact, group: groups.size === 1 ? [...groups][0]! : 'not said' }
  })
}

/** What the sources of these household facts say of somebody else under the same key of theirs. */
function livingTogether(pointers: readonly Of<'household'>[], facts: readonly Fact[], { today, from }: HouseholdInput): Said[] {
  return pointers.flatMap((pointer) =>
    only(facts, 'household')
      .filter((fact) => fact.datasetId === pointer.datasetId && fact.householdKey === pointer.householdKey)
      .flatMap((fact) => {
        const days = shared(daysOf(pointer), daysOf(fact))
        return days ? [saidOf(fact, days, today, from, 'household')] : []
      }),
  )
}

/** That somebody else is said to stay at the home of these stays on some of the same days. */
function sharing(here: readonly Stay[], theirs: Stay, { today, from }: HouseholdInput): Said[] {
  if (theirs.key === null) return []
  const days = here.filter((stay) => stay.key === theirs.key).flatMap((stay) => shared(stay, theirs) ?? [])
  // The longest of them: one source's early end does not end what another says goes on.
  const [longest] = days.toSorted((a, b) => (a.to === null ? -1 : b.to === null ? 1 : Temporal.PlainDate.compare(b.to, a.to)))
  return longest ? [saidOf(theirs.fact, longest, today, from, 'address', theirs.replaced)] : []
}

/** The days that are in both; undefined if none is. */
function shared(one: Days, other: Days): Days | undefined {
  const from =
    [one.from, other.from]
      .filter((day) => day !== null)
      .toSorted(Temporal.PlainDate.compare)
      .at(-1) ?? null
  const to = [one.to, other.to].filter((day) => day !== null).toSorted(Temporal.PlainDate.compare)[0] ?? null
  return from !== null && to !== null && !isBefore(from, to) ? undefined : { from, to }
}

const standOn = ({ from, to }: Days, today: PlainDate): Said['stand'] =>
  to !== null && !isBefore(today, to) ? 'past' : from !== null && isBefore(today, from) ? 'coming' : 'now'

const saidOf = (
  fact: Fact,
  { from, to }: Days,
  today: PlainDate,
  source: (fact: Fact) => Source,
  by: Said['by'],
  replaced = false,
): Said => ({ source: source(fact), from, to, stand: standOn({ from, to }, today), replaced, by })

/** One dataset's word of the same days once, what says that they live together before what says only where. */
const once = (said: readonly Said[]): Said[] =>
  [...Map.groupBy(said, ({ source, from, to }) => `${source.datasetId} ${from} ${to}`).values()].map((its) => its[0]!)

/** A dataset that says that they live together and, beside it, where: one word, with the days that it gives of either. */
function onceEach(said: readonly Said[]): Said[] {
  const all = once(said)
  const undated = ({ from, to, by }: Said) => by === 'household' && from === null && to === null
  return all.flatMap((one) => {
    const beside = (other: Said) => other.source.datasetId === one.source.datasetId && other.stand === one.stand && other !== one
    if (undated(one)) return all.some((other) => beside(other) && other.by === 'address') ? [] : [one]
    return all.some((other) => beside(other) && undated(other)) ? [{ ...one, by: 'household' as const }] : [one]
  })
}

/** An end that one dataset states, of a stay that another says had begun before it and goes on, is a contradiction. */
function standOf(said: readonly Said[]): Stand {
  const now = said.filter(({ stand }) => stand === 'now')
  if (now.length === 0) return said.some(({ stand }) => stand === 'coming') ? 'coming' : 'past'
  const ended = said.filter(({ stand, replaced }) => stand === 'past' && !replaced)
  const isAtOdds = ended.some((end) =>
    now.some(({ source, from }) => source.datasetId !== end.source.datasetId && (from === null || isBefore(from, end.to!))),
  )
  return isAtOdds ? 'disputed' : 'now'
}

function memberOf(personId: string, facts: readonly Fact[], { input, today, relations }: HouseholdInput) {
  const identity = input.names.preferredIdentity(facts)!
  const born = identity.content.dateOfBirth
  return {
    personId,
    name: input.names.spokenName(identity.content),
    age: born ? ageOn(plainDate(born), today) : null,
    relation: relations.get(personId)?.relation ?? '',
  }
}

/**
 * Several addresses that nobody says ended are several homes if one record lists them side by side, or if they are a child's, unless
 * one of her household is at two of them as well: then the family may have moved, and some sources have not heard.
 */
function readingOf(homes: readonly Home[], stays: readonly Stay[], own: readonly Fact[], today: PlainDate): Homes['reading'] {
  const now = homes.filter(({ address, stand }) => address !== null && (stand === 'now' || stand === 'disputed'))
  if (now.length < 2) return now.length === 1 ? 'one' : 'none'
  const bySource = Map.groupBy(
    stays.filter((stay) => standOn(stay, today) === 'now'),
    ({ fact }) => fact.sourcePersonId,
  )
  if ([...bySource.values()].some((its) => new Set(its.map(({ group }) => group)).size > 1)) return 'several'
  const undisputed = now.filter(({ stand }) => stand === 'now')
  const there = undisputed.flatMap(({ household }) =>
    household.filter(({ stand }) => stand === 'now').map(({ personId }) => personId),
  )
  const hasMovedTogether = new Set(there).size < there.length
  return isChild(own, today) && undisputed.length > 1 && !hasMovedTogether ? 'several' : 'differ'
}

function isChild(own: readonly Fact[], today: PlainDate): boolean {
  const born = only(own, 'identity').find((fact) => fact.content.dateOfBirth)?.content.dateOfBirth
  return born !== undefined && born !== null && ageOn(plainDate(born), today) < adult
}
