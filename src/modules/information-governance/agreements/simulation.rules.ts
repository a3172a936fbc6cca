import { whereaboutsClasses } from '../disclosure.rules.ts'

/** An agreement as far as it says who sees what. */
export type SharingLines = {
  readonly code: string
  /** The protocol that it stands under: without that it gives nothing. */
  readonly protocol: string | null
  readonly recipients: readonly string[]
  readonly purposes: readonly string[]
  readonly terms: readonly {
    readonly roles: readonly string[]
    readonly relationships: readonly string[]
    readonly cells: readonly { readonly dataset: string; readonly classes: readonly string[] }[]
  }[]
}

/**
 * sees: shown what was not shown before, or in a relationship in which it was not; asks: may ask the owner for what was out of reach; the other two are
 * their opposites. Who loses sight of something and may still ask for it loses sight.
 */
export type Change = 'sees' | 'asks' | 'loses-sight' | 'may-no-longer-ask'

/** What would change for some roles of one organisation. */
export type SightChange = {
  readonly change: Change
  readonly organisation: string
  readonly roles: readonly string[]
  readonly purposes: readonly string[]
  readonly datasets: readonly string[]
  readonly classes: readonly string[]
  /** In which relationships. */
  readonly relationships: readonly string[]
}

type Sight = { readonly seen: ReadonlySet<string>; readonly asked: boolean }
const nothing: Sight = { seen: new Set(), asked: false }

/**
 * What would change if these agreements took the place of those: for each organisation, role, purpose, dataset and kind of information, in which relationships
 * it is seen, and whether it can be asked for. Three states, and every way from one to another is a change. Own use of one's own records is no sharing, and
 * is in neither list.
 */
export function changesOf(before: readonly SharingLines[], after: readonly SharingLines[]): SightChange[] {
  const touched = touchedBy(before, after)
  const [was, becomes] = [sightOf(before, touched), sightOf(after, touched)]
  const found = [...new Set([...was.keys(), ...becomes.keys()])].flatMap((key) => {
    const [organisation, purpose, dataset, role, fieldClass] = key.split(between) as [string, string, string, string, string]
    return differences(was.get(key) ?? nothing, becomes.get(key) ?? nothing).map(({ change, relationships }) => ({
      change,
      organisation,
      roles: [role],
      purposes: [purpose],
      datasets: [dataset],
      classes: [fieldClass],
      relationships,
    }))
  })
  const alike = (['classes', 'roles', 'purposes', 'datasets'] as const).reduce(merged, found)
  return alike.sort(
    (a, b) =>
      order.indexOf(a.change) - order.indexOf(b.change) ||
      compare(a.organisation, b.organisation) ||
      compare(a.datasets.join(), b.datasets.join()),
  )
}

const order: readonly Change[] = ['sees', 'asks', 'loses-sight', 'may-no-longer-ask']
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const between = '\n'
const keyOf = (...parts: readonly string[]) => parts.join(between)

/** For whom, why and of which dataset something may change: only what differs says anything there, and agreements that stay are most of them. */
function touchedBy(before: readonly SharingLines[], after: readonly SharingLines[]): ReadonlySet<string> {
  const [was, becomes] = [before, after].map((lines) => new Map(lines.map((one) => [JSON.stringify(one), one])))
  const differ = [...was!, ...becomes!].filter(([text]) => !(was!.has(text) && becomes!.has(text)))
  return new Set(
    differ.flatMap(([, { recipients, purposes, terms }]) =>
      recipients.flatMap((organisation) =>
        purposes.flatMap((purpose) =>
          terms.flatMap(({ cells }) => cells.map(({ dataset }) => keyOf(organisation, purpose, dataset))),
        ),
      ),
    ),
  )
}

function sightOf(
  agreements: readonly SharingLines[],
  touched: ReadonlySet<string>,
): Map<string, { seen: Set<string>; asked: boolean }> {
  const all = new Map<string, { seen: Set<string>; asked: boolean }>()
  for (const { recipients, purposes, terms } of agreements)
    for (const organisation of recipients)
      for (const purpose of purposes)
        for (const { roles, relationships, cells } of terms)
          for (const { dataset, classes } of cells) {
            const where = keyOf(organisation, purpose, dataset)
            if (!touched.has(where)) continue
            for (const role of roles)
              for (const fieldClass of classes) {
                const key = keyOf(where, role, fieldClass)
                const sight = all.get(key) ?? { seen: new Set<string>(), asked: false }
                for (const relationship of relationships) {
                  if (relationship === 'asked') sight.asked = true
                  else sight.seen.add(relationship)
                }
                all.set(key, sight)
              }
          }
  return all
}

function differences(was: Sight, becomes: Sight): { change: Change; relationships: string[] }[] {
  const gained = [...becomes.seen].filter((kind) => !was.seen.has(kind)).sort()
  const lost = [...was.seen].filter((kind) => !becomes.seen.has(kind)).sort()
  const asks = becomes.asked && !was.asked && lost.length === 0 && becomes.seen.size === 0
  const asksNoMore = was.asked && !becomes.asked && gained.length === 0 && was.seen.size === 0
  return [
    ...(gained.length > 0 ? [{ change: 'sees' as const, relationships: gained }] : []),
    ...(asks ? [{ change: 'asks' as const, relationships: ['asked'] }] : []),
    ...(lost.length > 0 ? [{ change: 'loses-sight' as const, relationships: lost }] : []),
    ...(asksNoMore ? [{ change: 'may-no-longer-ask' as const, relationships: ['asked'] }] : []),
  ]
}

/** Rows that differ in nothing but this become one. */
function merged(rows: readonly SightChange[], by: 'classes' | 'roles' | 'purposes' | 'datasets'): SightChange[] {
  const alike = Map.groupBy(rows, (row) => JSON.stringify({ ...row, [by]: null }))
  return [...alike.values()].map((group) => ({ ...group[0]!, [by]: [...new Set(group.flatMap((row) => row[by]))].sort() }))
}

/** Of how many people: whom these roles of this organisation work with in these relationships, and who are in one of the datasets. */
export type PeopleQuestion = {
  readonly organisation: string
  readonly roles: readonly string[]
  /** Kinds of relationship that are kept. */
  readonly kinds: readonly string[]
  readonly datasets: readonly string[]
  /** Whether only what says where somebody is would change: a protected person's stays with its owner all the same. */
  readonly whereaboutsOnly: boolean
}

const working = ['allocated-worker', 'team', 'team-around', 'contact-in-hand']
const kept: ReadonlySet<string> = new Set(working)
const needsWork: ReadonlySet<string> = new Set(['asked', 'emergency-access'])

/** The question to count people by; undefined where the relationship is of a moment (a search, a pair to compare), so that it could be anybody. */
export function questionOf({ organisation, roles, datasets, classes, relationships }: SightChange): PeopleQuestion | undefined {
  const kinds = [
    ...new Set(relationships.flatMap((kind) => (needsWork.has(kind) ? working : kept.has(kind) ? [kind] : []))),
  ].sort()
  if (kinds.length === 0) return undefined
  return { organisation, roles, kinds, datasets, whereaboutsOnly: classes.every((one) => whereaboutsClasses.has(one)) }
}
