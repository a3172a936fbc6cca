import { assignPersonIds } from '#matching/stable-ids'

/**
 * Which links change, so that they say what the groups say. The partition into people is that of `grouping.rules.ts`;
 * which id each of them keeps is the matching's (`stable-ids.ts`): the larger side's, and taken apart again the one from before.
 */

/** Why a record stands with the others of its person: somebody said so, or the model. */
export type Ground = 'decided' | 'matched'
/** A record of a person; `ground` null where it is her only one. */
export type LinkedMember = { readonly source: string; readonly ground: Ground | null }
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
  }[]
  /** Ids that now lead on to another. */
  readonly redirected: readonly { readonly from: string; readonly to: string }[]
  /** Ids that led on to another and are somebody's own again. */
  readonly revived: readonly string[]
}
export type EndReason = 'now-another-person' | 'record-withdrawn' | 'other-evidence-now'

/**
 * What must change so that the links say what the groups say.
 *
 * @param current every current link of every source person in the groups, and of every source person of their persons
 * @param former earlier links of these source persons with persons whose id leads on to one of theirs
 * @param setAside records of which somebody said that they are not these others: the others keep the id
 */
export function changesOf(
  groups: readonly (readonly LinkedMember[])[],
  current: readonly CurrentLink[],
  former: readonly FormerLink[],
  newPersonId: () => string,
  setAside: ReadonlySet<string> = new Set(),
): LinkChanges {
  const { ids, redirected, revived } = assignPersonIds(
    groups.map((group) => group.map(({ source }) => source)),
    current.map(({ source, personId, decidedAt }) => ({ record: source, personId, since: decidedAt })),
    former.map(({ source, personId }) => ({ record: source, personId })),
    newPersonId,
    setAside,
  )
  const standing = new Set(groups.flatMap((group) => group.map(({ source }) => source)))
  const linkOf = new Map(current.map((link) => [link.source, link]))
  const ended: LinkChanges['ended'][number][] = current
    .filter((link) => !standing.has(link.source))
    .map((link) => ({ linkId: link.id, source: link.source, reason: 'record-withdrawn' }))
  const started: LinkChanges['started'][number][] = []
  for (const [at, group] of groups.entries()) {
    const personId = ids[at]!
    for (const { source, ground } of group) {
      const link = linkOf.get(source)
      const reason = link && whyEnded(link, personId, ground)
      if (link && reason) ended.push({ linkId: link.id, source, reason })
      if (!link || reason) started.push({ personId, source, rule: ground ?? 'first-record' })
    }
  }
  return { ended, started, redirected, revived }
}

/** A link stands while its person and the ground it was made on do. */
function whyEnded(link: CurrentLink, personId: string, ground: Ground | null): EndReason | undefined {
  if (link.personId !== personId) return 'now-another-person'
  const stands = link.rule === 'first-record' || link.rule === ground
  return stands ? undefined : 'other-evidence-now'
}
