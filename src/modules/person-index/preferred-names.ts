import { listIdentities } from '#modules/feeds'
import type { Subject } from '#modules/information-governance'
import type { ReadTx } from '#platform/database'
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
