import type { Fact } from '#modules/feeds'
import type { Subject } from '#modules/information-governance'
import { ageOn, type PlainDate, plainDate, Temporal } from '#platform/dates'
import { addressOf, factsOf, type Of, only } from './facts-of.rules.ts'
import type { RecordInput, Source } from './person.rules.ts'
import type { Relation } from './relatives.rules.ts'
import {
  daysOf,
  once,
  onceEach,
  type Said,
  type Stand,
  type Stay,
  saidOf,
  shared,
  standOf,
  standOn,
  staysOf,
} from './stays.rules.ts'

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
      address: newest ? addressOf(newest.fact) : null,
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
