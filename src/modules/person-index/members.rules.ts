import type { Member } from './grouping.rules.ts'
import type { MatchKind } from './keys.rules.ts'

/** A key of a source person as it is stored. A superseded number has the key of the number in use. */
export type KnownKey = { readonly source: string; readonly kind: MatchKind; readonly key: bigint }

/** What the rules go by: each of these source persons with its system and its keys. */
export function membersOf(
  sources: readonly string[],
  stored: readonly KnownKey[],
  datasetOf: (source: string) => string,
): Member[] {
  const its = Map.groupBy(stored, (key) => key.source)
  return sources.map((source) => {
    const of = (kind: MatchKind) => (its.get(source) ?? []).filter((one) => one.kind === kind).map(({ key }) => key.toString())
    return {
      source,
      dataset: datasetOf(source),
      numbers: of('nhs-number'),
      supersededNumbers: of('superseded-nhs-number'),
      descriptions: of('name-birth-postcode'),
      epoch: of('identity-epoch')[0] ?? '',
    }
  })
}
