/** Which column of an agency's file holds what. */
import { Refused } from './csv.ts'
import { kindOf, roles } from './profile.ts'

export type Spec = {
  readonly id: string
  readonly columns: Readonly<Record<string, readonly string[]>>
  /** Where they stand in a file with this header. @throws Refused naming a column that is not there */
  placesIn(header: readonly string[], file: string): { id: number; columns: [attribute: string, places: number[]][] }
}

/** @throws Refused saying what is wrong */
export function readSpec(text: string, file: string): Spec {
  const wrong = (fault: string) => new Refused(`${file}: ${fault}`)
  let json: { id?: unknown; columns?: unknown }
  try {
    json = JSON.parse(text) as typeof json
  } catch (error) {
    throw wrong(`not JSON: ${(error as Error).message}`)
  }
  const { id, columns: given } = json ?? {}
  if (typeof id !== 'string' || typeof given !== 'object' || given === null)
    throw wrong('it must say "id", the column that names a record, and "columns".')
  const columns: Record<string, readonly string[]> = {}
  for (const [attribute, named] of Object.entries(given)) {
    if (attribute === 'house' || !kindOf(attribute))
      throw wrong(
        `nothing is known of "${attribute}". There are ${Object.keys(roles).join(', ')}; a number is named, as in number_nhs.`,
      )
    const list = Array.isArray(named) ? (named as unknown[]) : [named]
    if (list.length === 0 || !list.every((one): one is string => typeof one === 'string'))
      throw wrong(`"${attribute}" must be the name of a column, or a list of such names.`)
    columns[attribute] = list
  }
  if (Object.keys(columns).length < 2) throw wrong('give at least two columns: one alone links nobody.')
  return {
    id,
    columns,
    placesIn: (header, input) => {
      const names = header.map((name, at) => (at === 0 ? name.replace(/^\uFEFF/, '') : name))
      const place = (name: string) => {
        const at = names.indexOf(name)
        if (at < 0) throw new Refused(`${input} has no column ${name}. It has: ${names.join(', ')}.`)
        if (names.lastIndexOf(name) !== at) throw new Refused(`${input} has two columns ${name}.`)
        return at
      }
      return { id: place(id), columns: Object.entries(columns).map(([attribute, list]) => [attribute, list.map(place)]) }
    },
  }
}
