import { listFacts } from '#modules/feeds'
import type { ReadTx } from '#platform/database'
import type { Services } from '#platform/services'

/** Somebody at work with a person: whom to ask to tell her something. */
export type WorksWith = { readonly service: string; readonly worker: string; readonly phone: string }

/** Who works with the people of these records now, as far as the grant shows it: record → workers. */
export async function whoWorksWith(
  { vault }: Services,
  tx: ReadTx,
  sources: readonly string[],
): Promise<Map<string, readonly WorksWith[]>> {
  const facts = await listFacts(tx, vault, sources)
  const open = facts.flatMap((fact) =>
    fact.kind === 'involvement' && !fact.content.closedOn
      ? [
          {
            source: fact.sourcePersonId,
            service: fact.content.service,
            worker: fact.content.workerName ?? '',
            phone: fact.content.phone ?? '',
          },
        ]
      : [],
  )
  return new Map([...Map.groupBy(open, (one) => one.source)])
}
