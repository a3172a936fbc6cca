import { createHash } from 'node:crypto'
import type { ListedTerm } from './facts.rules.ts'

/** A taxonomy as programs read it. */
export type Taxonomy = { readonly id: string; readonly name: string; readonly description: string }

/** The id of a term's taxonomy: as stated, or made from its name, so that it is the same in every answer. */
export function taxonomyIdOf({ taxonomy, taxonomy_id: stated }: ListedTerm): string | undefined {
  if (stated) return stated.toLowerCase()
  if (!taxonomy) return undefined
  const hex = createHash('sha1').update(`service-directory taxonomy ${taxonomy}`).digest('hex')
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16)
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, variant + hex.slice(17, 20), hex.slice(20, 32)].join('-')
}

/** Terms with their taxonomies' ids, each once, by name. */
export function publishedTerms(listed: readonly ListedTerm[]): ListedTerm[] {
  const terms = new Map<string, ListedTerm>()
  for (const term of listed) {
    const taxonomyId = taxonomyIdOf(term)
    terms.set(term.id.toLowerCase(), { ...term, ...(taxonomyId ? { taxonomy_id: taxonomyId } : {}) })
  }
  return [...terms.values()].toSorted(byName)
}

/** The taxonomies that those terms are of. */
export function taxonomiesOf(terms: readonly ListedTerm[]): Taxonomy[] {
  const taxonomies = new Map<string, Taxonomy>()
  for (const { taxonomy, taxonomy_id: id } of publishedTerms(terms)) {
    if (id) taxonomies.set(id, { id, name: taxonomy ?? id, description: taxonomy ?? id })
  }
  return [...taxonomies.values()].toSorted(byName)
}

const byName = (one: { name: string; id: string }, other: { name: string; id: string }) =>
  one.name.localeCompare(other.name, 'en') || one.id.localeCompare(other.id)
