/** The model that encoded records are matched by: the same machinery, over codes and keys. */
import type { Comparison, Level, Model } from '../model.ts'
import { type CodeGroup, codeBits, groupOf } from './profile.ts'

/**
 * Alikeness at which a level begins. The codes of two strangers share about half of their bits by chance; each slip of the pen turns
 * over a few bits of the filter, and so several of the code.
 */
const steps = [0.9, 0.82, 0.75, 0.69, 0.64, 0.6]

/** @param columns those that every file has */
export function encodedModel(columns: readonly string[]): Model {
  const groups = columns.flatMap((column) => groupOf(column) ?? [])
  const keys = columns.filter((column) => column.startsWith('key_'))
  return {
    version: 1,
    fields: [
      ...groups.map(({ name }) => ({ name, column: name, kind: 'code' as const, bits: codeBits })),
      ...keys.map((name) => ({ name, column: name, kind: 'given' as const })),
    ],
    comparisons: groups.map(comparisonOf),
    keys: keys.map((field) => ({ parts: [{ field, take: 'whole' }] })),
  }
}

function comparisonOf({ name, shared, twins }: CodeGroup): Comparison {
  const level = (label: string, atLeast: number): Level => ({
    label,
    when: { is: 'dice', field: name, atLeast },
    ...(shared ? { shared } : {}),
  })
  return {
    name,
    ...(twins ? { twins } : {}),
    levels: [
      { label: `no ${name} to compare`, when: { is: 'null', field: name, side: 'either' }, missing: true },
      { ...level(`the same ${name}`, 1), rarity: { field: name, weight: 1 } },
      ...steps.map((step) => level(`the codes of ${name} are alike to ${step}`, step)),
      { label: `another ${name}`, when: { is: 'otherwise' } },
    ],
  }
}
