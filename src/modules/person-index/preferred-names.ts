import { listIdentities } from '#modules/feeds'
import type { Subject } from '#modules/information-governance'
import type { ReadTx } from '#platform/database'
import { type PlainDate, plainDate } from '#platform/dates'
import type { Services } from '#platform/services'
import { preferredName } from './preferred-name.rules.ts'
import { sourcesOf } from './subjects.ts'

/** What to call each of these people, as far as their granted records say: person id to name. Without a name, not in it. */
export async function preferredNames(
  { vault }: Services,
  tx: ReadTx,
  subjects: readonly Subject[],
): Promise<Map<string, string>> {
  const facts = await listIdentities(tx, vault, sourcesOf(subjects))
  const named = subjects.map((subject) => {
    const own = new Set(sourcesOf([subject]))
    return [subject.personId, preferredName(facts.filter((fact) => own.has(fact.sourcePersonId)))] as const
  })
  return new Map(named.flatMap(([id, name]) => (name ? [[id, name] as const] : [])))
}

/** The birthdays that the granted records give each of these people, the earliest first: more than one where they do not agree. */
export async function birthdaysOf(
  { vault }: Services,
  tx: ReadTx,
  subjects: readonly Subject[],
): Promise<Map<string, readonly PlainDate[]>> {
  const facts = await listIdentities(tx, vault, sourcesOf(subjects))
  return new Map(
    subjects.map((subject) => {
      const own = new Set(sourcesOf([subject]))
      const hers = facts.filter((fact) => own.has(fact.sourcePersonId))
      const said = hers.flatMap((fact) => (fact.kind === 'identity' ? (fact.content.dateOfBirth ?? []) : []))
      return [subject.personId, [...new Set(said)].sort().map(plainDate)]
    }),
  )
}
