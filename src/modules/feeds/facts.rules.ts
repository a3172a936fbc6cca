import type { CanonicalRow, FieldClass } from './canonical.ts'

/** One fact as it is stored: of one class, with the content that its kind has. */
export type StatedFact = { kind: string; fieldClass: FieldClass; key: string; content: Record<string, unknown> }

/**
 * The facts that one canonical row states. An involvement states two: what it is, and the bare fact that it exists, which
 * is a class of its own so that an agreement can give the one without the other (practice K2). Of a brokered or sealed
 * involvement both stand in a class that no sharing agreement may release: stated there, the bare fact also takes the place of
 * one that was stated openly before.
 */
export function factsOf(row: CanonicalRow): StatedFact[] {
  const { kind, person: _person, key, class: fieldClass, eventAt: _eventAt, from: _from, to: _to, ...content } = row
  if (row.kind !== 'involvement') return [{ kind, fieldClass, key, content }]

  const { existence: _existence, ...involvement } = content as typeof content & { existence?: unknown }
  const [itself, bareFact] = classesOf(row)
  return [
    { kind, fieldClass: itself!, key, content: involvement },
    { kind: 'involvement-exists', fieldClass: bareFact!, key, content: { open: !row.closedOn } },
  ]
}

const open: readonly FieldClass[] = ['involvement', 'involvement-exists']
const hidden: readonly FieldClass[] = ['brokered-involvement', 'brokered-involvement']

/** The classes of the facts that a row states, in their order. */
export function classesOf(row: CanonicalRow): readonly FieldClass[] {
  if (row.kind !== 'involvement') return [row.class]
  return row.existence === 'brokered' || row.existence === 'sealed' ? hidden : open
}
