/**
 * Which person ids the groups of a new clustering keep. The partition into people is the clustering's; this only sees to it
 * that ids stay as steady as they can: the side with more records keeps the id, then the one that has had it longer, then
 * the one with the earliest record; the other id leads on to it. Taken apart again, each gets the id from before: the id
 * stays with those who never had another.
 */

/** A record has this person's id. `since`: in any text that sorts by time. */
export type Holding = { readonly record: string; readonly personId: string; readonly since: string }
/** A record once had the id of a person whose id now leads on to another. */
export type FormerHolding = Omit<Holding, 'since'>

export type Assignment = {
  /** The person id of each group, in their order. */
  readonly ids: readonly string[]
  /** Ids that now lead on to another, which is somebody's. */
  readonly redirected: readonly { readonly from: string; readonly to: string }[]
  /** Ids that led on to another and are somebody's own again. */
  readonly revived: readonly string[]
}

/** `own`: how many of the records have no reason to leave the id to others: no earlier one to go back to, and not set aside. */
type Claim = { readonly group: number; readonly personId: string; count: number; own: number; since: string; first: string }

/**
 * Gives each group its person id.
 *
 * @param groups the new clustering: the records of each person
 * @param current which id each record has; also of records that are in no group any more
 * @param former earlier ids of these records that lead on to another's
 * @param newPersonId is asked for each group that keeps none, in their order
 * @param setAside records of which somebody said that they are not the others: the others keep the id
 */
export function assignPersonIds(
  groups: readonly (readonly string[])[],
  current: readonly Holding[],
  former: readonly FormerHolding[],
  newPersonId: () => string,
  setAside: ReadonlySet<string> = new Set(),
): Assignment {
  const groupOf = new Map(groups.flatMap((group, at) => group.map((record) => [record, at] as const)))
  const yielding = new Set([...former.map(({ record }) => record), ...setAside])
  const keepers = award(claims(current, groupOf, yielding), new Map())
  const kept = new Set(keepers.values())
  const left = former.filter(({ personId }) => !kept.has(personId)).map((holding) => ({ ...holding, since: '' }))
  const persons = award(claims(left, groupOf), keepers)
  const revived = [...persons].filter(([group]) => !keepers.has(group)).map(([, personId]) => personId)
  for (const at of groups.keys()) if (!persons.has(at)) persons.set(at, newPersonId())

  const ids = groups.map((_, at) => persons.get(at)!)
  return { ids, redirected: redirects([...current, ...left], groupOf, ids), revived }
}

/** How many records of a person's id each group has, and since when. The strongest claim comes first. */
function claims(
  holdings: readonly Holding[],
  groupOf: ReadonlyMap<string, number>,
  yielding: ReadonlySet<string> = new Set(),
): Claim[] {
  const found = new Map<string, Claim>()
  for (const { personId, record, since } of holdings) {
    const group = groupOf.get(record)
    if (group === undefined) continue
    const name = `${group}|${personId}`
    const claim = found.get(name) ?? { group, personId, count: 0, own: 0, since, first: record }
    claim.count += 1
    if (!yielding.has(record)) claim.own += 1
    if (since < claim.since) claim.since = since
    if (record < claim.first) claim.first = record
    found.set(name, claim)
  }
  return [...found.values()].toSorted(
    (a, b) =>
      b.own - a.own || b.count - a.count || order(a.since, b.since) || order(a.first, b.first) || order(a.personId, b.personId),
  )
}
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Gives each group at most one person's id, and each id to at most one group: the strongest claim first. */
function award(claims: readonly Claim[], before: ReadonlyMap<number, string>): Map<number, string> {
  const persons = new Map(before)
  const taken = new Set(before.values())
  for (const { group, personId } of claims) {
    if (persons.has(group) || taken.has(personId)) continue
    persons.set(group, personId)
    taken.add(personId)
  }
  return persons
}

/** An id that no group kept leads on to whoever has most of its records now. */
function redirects(
  holdings: readonly Holding[],
  groupOf: ReadonlyMap<string, number>,
  ids: readonly string[],
): { from: string; to: string }[] {
  const kept = new Set(ids)
  const homeless = holdings.filter(({ personId }) => !kept.has(personId))
  const to = new Map<string, string>()
  for (const { personId, group } of claims(homeless, groupOf)) if (!to.has(personId)) to.set(personId, ids[group]!)
  return [...to].map(([from, into]) => ({ from, to: into }))
}
