import type { ReadTx } from '#platform/database'
import type { Instant } from '#platform/dates'
import { newId } from '#platform/ids'
import type { Vault } from '#platform/vault'
import type { ForReview } from './agreements.repository.ts'
import * as agreements from './agreements.repository.ts'
import { MatchKeys } from './compartments.ts'
import * as decisions from './decisions.repository.ts'
import { joinBits, type Pair, peopleOf, reviewBits, type StaffDecision } from './grouping.rules.ts'
import * as links from './link.repository.ts'
import { type Compared, compare, modelId } from './matching.ts'
import { type KnownMember, Neighbours } from './neighbours.ts'
import { changesOf, type LinkedMember } from './person-ids.rules.ts'

/** How many source persons are worked on at once: what a batch of a whole place holds in memory stays the same. */
export const sourcesAtATime = 5000

export type Relinked = { readonly linked: number; readonly ended: number; readonly merged: number }

/**
 * Has the links of these source persons, and of everyone whom a change of them can touch, say what people decided and
 * what the model says. Works in parts: whoever one part touches is settled by it for good, since it finds all that hang together.
 */
export async function relink(tx: ReadTx, vault: Vault, sources: readonly string[], now: Instant): Promise<Relinked> {
  const keys = new MatchKeys(vault)
  const settled = new Set<string>()
  const sum = { linked: 0, ended: 0, merged: 0 }
  for (let at = 0; at < sources.length; at += sourcesAtATime) {
    const part = sources.slice(at, at + sourcesAtATime).filter((source) => !settled.has(source))
    if (part.length === 0) continue
    const neighbours = new Neighbours(tx, keys)
    const touched = await reachedFrom(tx, neighbours, part)
    for (const source of touched) settled.add(source)
    const changes = await relinkAll(tx, neighbours, touched, now)
    sum.linked += changes.started.length
    sum.ended += changes.ended.length
    sum.merged += changes.redirected.length
  }
  return sum
}

/** Links these, who hang together with nobody else. A record of which nothing stands any more is nobody. */
async function relinkAll(tx: ReadTx, neighbours: Neighbours, sources: readonly string[], now: Instant) {
  const members = sources.flatMap((source) => neighbours.member(source) ?? [])
  const standing = members.map((member) => member.source)
  const decided = await decisions.listStanding(tx, standing)
  const people = peopleOf(members, pairsAmong(neighbours, standing), decided)

  const together = decided.filter((decision) => decision.kind === 'together')
  const setAside = new Set(decided.filter((decision) => decision.kind === 'apart').map((decision) => decision.source))
  const current = await links.listCurrentLinks(tx, sources)
  const former = await links.listFormerLinks(tx, standing)
  const linked = people.map((person) => linkedMembers(person, together))
  const changes = changesOf(linked, current, former, () => newId(), setAside)
  const evidence = evidenceOf(neighbours, people)
  await links.applyChanges(tx, changes, (source) => ({ ...neighbours.member(source)!, evidence: evidence(source) }), modelId, now)
  await agreements.replaceAgreements(tx, sources, agreementsOf(neighbours, people))
  const likely = await likelyOthers(tx, neighbours, standing)
  await agreements.replaceOpenReviews(tx, sources, reviewsOf(neighbours, people, likely, decided), modelId, now)
  await agreements.placeAtDesks(tx, sources)
  return changes
}

/**
 * Everyone whom a change of these can touch: who says enough to be joined with them, who is linked with them, about whom a
 * person decided together with them, and so on, until nobody is new. What says less reaches nobody: it joins nobody by itself.
 */
async function reachedFrom(tx: ReadTx, neighbours: Neighbours, sources: readonly string[]): Promise<string[]> {
  const reached = new Set(sources)
  for (let edge: readonly string[] = sources; edge.length > 0; ) {
    await neighbours.look(edge)
    const decided = (await decisions.listStanding(tx, edge)).flatMap(({ source, other }) => [source, other])
    const found = [
      ...edge.flatMap((source) => fitting(neighbours, source)),
      ...(await links.listLinkedWith(tx, edge)),
      ...decided,
    ]
    edge = [...new Set(found.filter((source) => !reached.has(source)))]
    for (const source of edge) reached.add(source)
  }
  return [...reached]
}

/** Who says enough to be joined with this one. */
export const fitting = (neighbours: Neighbours, source: string): string[] =>
  [...neighbours.of(source)].filter(([, { bits }]) => bits >= joinBits).map(([other]) => other)

/** Every pair of these that was compared, once. */
function pairsAmong(neighbours: Neighbours, sources: readonly string[]): Pair[] {
  const among = new Set(sources)
  return sources.flatMap((one) =>
    [...neighbours.of(one)].flatMap(([other, { bits }]) => (one < other && among.has(other) ? [{ one, other, bits }] : [])),
  )
}

function linkedMembers(person: readonly string[], together: readonly StaffDecision[]): LinkedMember[] {
  const its = new Set(person)
  const joined = new Set(together.flatMap(({ source, other }) => (its.has(source) && its.has(other) ? [source, other] : [])))
  return person.map((source) => ({
    source,
    ground: joined.has(source) ? 'decided' : person.length > 1 ? 'matched' : null,
  }))
}

type Agreeing = { readonly one: KnownMember; readonly other: KnownMember; readonly compared: Compared }

/** What each two records of one person say, also where they share no key. */
function agreementsOf(neighbours: Neighbours, people: readonly (readonly string[])[]): Agreeing[] {
  return people.flatMap((person) =>
    person.flatMap((source, at) =>
      person.slice(at + 1).map((another) => {
        const [one, other] = [neighbours.member(source)!, neighbours.member(another)!]
        return { one, other, compared: neighbours.of(source).get(another) ?? compare(one.comparable, other.comparable) }
      }),
    ),
  )
}

/** Why a record is its person's: what the strongest of its pairs says. */
function evidenceOf(neighbours: Neighbours, people: readonly (readonly string[])[]): (source: string) => object {
  const personOf = new Map(people.flatMap((person) => person.map((source) => [source, person] as const)))
  return (source) => {
    const [strongest] = personOf
      .get(source)!
      .flatMap((other) => {
        const compared = neighbours.of(source).get(other)
        if (!compared) return []
        const { steps: _, ...said } = compared
        return [{ with: other, ...said }]
      })
      .toSorted((a, b) => b.bits - a.bits)
    return { model: modelId, ...strongest }
  }
}

/** The people of those whom nothing here touches, but who may be one person with somebody here: whoever compares two compares all their records. */
async function likelyOthers(
  tx: ReadTx,
  neighbours: Neighbours,
  sources: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const here = new Set(sources)
  const others = sources.flatMap((source) =>
    [...neighbours.of(source)].flatMap(([other, { bits }]) => (bits >= reviewBits && !here.has(other) ? [other] : [])),
  )
  if (others.length === 0) return new Map()
  const people = await links.listPeopleEach(tx, others)
  await neighbours.load([...people.values()].flat())
  return people
}

/**
 * The two records that stand for two people at a desk, the lower id first. Where one of the people is protected it is the record that carries
 * the mark: its key-holders may surely see that one, while the pair that says most may be between services that they are not told of.
 */
function shownAs(
  neighbours: Neighbours,
  source: string,
  another: string,
  compared: Compared,
  [side, otherSide]: readonly (readonly string[])[],
): Agreeing {
  const marked = (its: readonly string[]) => its.toSorted().find((id) => neighbours.member(id)?.comparable.protected)
  const [own, others] = [marked(side!), marked(otherSide!)]
  const pair = own ? [own, another] : others ? [source, others] : [source, another]
  const [one, other] = pair.toSorted().map((id) => neighbours.member(id)!) as [KnownMember, KnownMember]
  return { one, other, compared: own || others ? compare(one.comparable, other.comparable) : compared }
}

/**
 * Pairs for people to look at: they say too much to be passed over, are not one person, and nobody has decided about them. Of two people
 * the pair that says most stands for all: whoever compares them sees all their records.
 */
function reviewsOf(
  neighbours: Neighbours,
  people: readonly (readonly string[])[],
  others: ReadonlyMap<string, readonly string[]>,
  decided: readonly StaffDecision[],
): ForReview[] {
  const sideOf = (source: string, person: number | undefined) =>
    person === undefined ? (others.get(source) ?? [source]) : people[person]!
  const personOf = new Map(people.flatMap((person, at) => person.map((source) => [source, at] as const)))
  const known = new Set(decided.flatMap(({ source, other }) => [`${source} ${other}`, `${other} ${source}`]))
  const all = [...personOf].flatMap(([source, person]) =>
    [...neighbours.of(source)].flatMap(([another, compared]) => {
      const once = source < another || !personOf.has(another)
      if (!once || compared.bits < reviewBits || personOf.get(another) === person || known.has(`${source} ${another}`)) return []
      const sides = [sideOf(source, person), sideOf(another, personOf.get(another))]
      const [numbers, others] = sides.map((side) => side.flatMap((id) => neighbours.member(id)?.comparable.numbers ?? []))
      // Two valid NHS numbers are two people, unless somebody says otherwise: there is nothing to ask.
      if (numbers!.length > 0 && others!.length > 0 && !numbers!.some((one) => others!.includes(one))) return []
      const people = sides.map((side) => side.toSorted()[0]!).toSorted()
      return [
        {
          ...shownAs(neighbours, source, another, compared, sides),
          bits: compared.bits,
          settles: sides[0]!.length * sides[1]!.length,
          records: sides.flat().length,
          people,
        },
      ]
    }),
  )
  return [...Map.groupBy(all, ({ people }) => people.join(' ')).values()].map(
    (pairs) => pairs.toSorted((a, b) => b.bits - a.bits || (namesOf(a) < namesOf(b) ? -1 : 1))[0]!,
  )
}

/** Both records of a pair: the same pair stands for two people for as long as nothing of them changes. */
const namesOf = ({ one, other }: ForReview): string => `${one.source} ${other.source}`
