import type { Ground, Group } from './grouping.rules.ts'

/**
 * Which person ids the groups keep, and which links change. The partition into people is the rules' (`grouping.rules.ts`);
 * this only sees to it that ids stay as steady as they can: the side with more source persons keeps the id, then the one
 * linked longer; the other id leads on to it. Taken apart again, each gets the id from before: the id stays with those who
 * never had another.
 */

/** Why a source person has the link it has: the ground on which it joined, or that it was the first record of its person. */
export type LinkRule = Ground | 'first-record'

export type CurrentLink = {
  readonly id: string
  readonly personId: string
  readonly source: string
  readonly rule: string
  readonly decidedAt: string
}
/** A source person's earlier link with a person whose id now leads on to another. */
export type FormerLink = { readonly personId: string; readonly source: string }

export type LinkChanges = {
  readonly ended: readonly { readonly linkId: string; readonly source: string; readonly reason: EndReason }[]
  readonly started: readonly {
    readonly personId: string
    readonly source: string
    readonly rule: LinkRule
    readonly agreed: readonly Ground[]
  }[]
  /** Ids that now lead on to another. */
  readonly redirected: readonly { readonly from: string; readonly to: string }[]
  /** Ids that led on to another and are somebody's own again. */
  readonly revived: readonly string[]
}
export type EndReason = 'now-another-person' | 'record-withdrawn' | 'other-evidence-now'

/** `own`: how many of the records have no reason to leave the id to others: no earlier one to go back to, and not set aside. */
type Claim = { readonly group: number; readonly personId: string; count: number; own: number; since: string }

/**
 * What must change so that the links say what the groups say.
 *
 * @param current every current link of every source person in the groups, and of every source person of their persons
 * @param former earlier links of these source persons with persons whose id leads on to one of theirs
 * @param setAside records of which somebody said that they are not these others: the others keep the id
 */
export function changesOf(
  groups: readonly Group[],
  current: readonly CurrentLink[],
  former: readonly FormerLink[],
  newPersonId: () => string,
  setAside: ReadonlySet<string> = new Set(),
): LinkChanges {
  const groupOf = new Map(groups.flatMap((group, at) => group.map(({ source }) => [source, at] as const)))
  const linkOf = new Map(current.map((link) => [link.source, link]))
  const yielding = new Set([...former.map((link) => link.source), ...setAside])
  const keepers = award(claims(current, groupOf, yielding), new Map())
  const kept = new Set(keepers.values())
  const formerOnly = former.filter((link) => !kept.has(link.personId)).map((link) => ({ ...link, decidedAt: '' }))
  const persons = award(claims(formerOnly, groupOf), keepers)
  const revived = [...persons].filter(([group]) => !keepers.has(group)).map(([, personId]) => personId)
  for (const at of groups.keys()) if (!persons.has(at)) persons.set(at, newPersonId())

  const ended: LinkChanges['ended'][number][] = current
    .filter((link) => !groupOf.has(link.source))
    .map((link) => ({ linkId: link.id, source: link.source, reason: 'record-withdrawn' }))
  const started: LinkChanges['started'][number][] = []
  for (const [at, group] of groups.entries()) {
    const personId = persons.get(at)!
    for (const { source, agreed } of group) {
      const link = linkOf.get(source)
      const reason = link && whyEnded(link, personId, agreed)
      if (link && reason) ended.push({ linkId: link.id, source, reason })
      if (!link || reason) started.push({ personId, source, rule: agreed[0] ?? 'first-record', agreed })
    }
  }
  return { ended, started, redirected: redirects(current, former, groupOf, persons), revived }
}

/** A link stands while its person and the ground it was made on do. */
function whyEnded(link: CurrentLink, personId: string, agreed: readonly Ground[]): EndReason | undefined {
  if (link.personId !== personId) return 'now-another-person'
  const stands = link.rule === 'first-record' || agreed.includes(link.rule as Ground)
  return stands ? undefined : 'other-evidence-now'
}

/** How many of a person's source persons each group has, and since when. The strongest claim comes first. */
function claims(
  links: readonly { personId: string; source: string; decidedAt: string }[],
  groupOf: ReadonlyMap<string, number>,
  yielding: ReadonlySet<string> = new Set(),
): Claim[] {
  const found = new Map<string, Claim>()
  for (const { personId, source, decidedAt } of links) {
    const group = groupOf.get(source)
    if (group === undefined) continue
    const name = `${group}|${personId}`
    const claim = found.get(name) ?? { group, personId, count: 0, own: 0, since: decidedAt }
    claim.count += 1
    if (!yielding.has(source)) claim.own += 1
    if (decidedAt < claim.since) claim.since = decidedAt
    found.set(name, claim)
  }
  return [...found.values()].toSorted(
    (a, b) => b.own - a.own || b.count - a.count || order(a.since, b.since) || order(a.personId, b.personId) || a.group - b.group,
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
  current: readonly CurrentLink[],
  former: readonly FormerLink[],
  groupOf: ReadonlyMap<string, number>,
  persons: ReadonlyMap<number, string>,
): { from: string; to: string }[] {
  const kept = new Set(persons.values())
  const homeless = [...current, ...former.map((link) => ({ ...link, decidedAt: '' }))].filter((link) => !kept.has(link.personId))
  const to = new Map<string, string>()
  for (const { personId, group } of claims(homeless, groupOf)) if (!to.has(personId)) to.set(personId, persons.get(group)!)
  return [...to].map(([from, into]) => ({ from, to: into }))
}
