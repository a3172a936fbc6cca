/** The fields of an imported model: one for each column of the conditions, and one for each thing that they make of a column. */
import type { Field, Step } from '../model.ts'
import type { Sql, Token } from './sql.ts'

export type Side = 'left' | 'right'

/** Whether a name stands for a column of one record: `surname_l` and `l.surname` in a level, only `l.surname` in a blocking rule. */
export type Place = 'level' | 'rule'

/** A column of one of the two records. */
export interface Reference {
  readonly side: Side
  readonly column: string
}

/** The column that a name stands for, if it stands for one. */
export function referenceOf(path: readonly string[], place: Place): Reference | undefined {
  const [first, second] = path
  if (path.length === 2 && /^[lr]$/i.test(first!)) return { side: sideOf(first!), column: second! }
  const ended = place === 'level' && path.length === 1 ? /^(.+)_([lr])$/i.exec(first!) : null
  return ended ? { side: sideOf(ended[2]!), column: ended[1]! } : undefined
}
const sideOf = (letter: string): Side => (letter.toLowerCase() === 'l' ? 'left' : 'right')

/** Gathers the fields while the conditions are read. Columns are the same whatever the case of their letters, as in DuckDB. */
export class Columns {
  readonly #fields = new Map<string, Field>()
  readonly #names = new Set<string>()
  readonly #lists = new Set<string>()

  /** Says that a column holds lists. Must be known before a field is made of it. */
  isList(column: string): void {
    this.#lists.add(column.toLowerCase())
  }

  holdsList(column: string): boolean {
    return this.#lists.has(column.toLowerCase())
  }

  /** The field of a column after these steps. */
  field(column: string, steps: readonly Step[] = []): string {
    const key = JSON.stringify([column.toLowerCase(), steps])
    const known = this.#fields.get(key)
    if (known) return known.name
    const name = this.#free([column, ...steps.map(hintOf)].join('_'))
    const kind = steps.length === 0 && this.holdsList(column) ? 'list' : 'given'
    this.#fields.set(key, { name, column, kind, ...(steps.length > 0 && { steps: [...steps] }) })
    return name
  }

  list(): Field[] {
    return [...this.#fields.values()]
  }

  /** A name that no field has yet; neither do columns such as `__day` come of it. */
  #free(wanted: string): string {
    const plain =
      wanted
        .replace(/[^a-z0-9]+/gi, '_')
        .replace(/^[^a-z]+/i, '')
        .replace(/_+$/, '') || 'column'
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? plain : `${plain}_${number}`
      if (this.#names.has(name.toLowerCase())) continue
      this.#names.add(name.toLowerCase())
      return name
    }
  }
}

function hintOf(step: Step): string {
  switch (step.do) {
    case 'part':
      return `${step.from}_${step.from + step.letters - 1}`
    case 'find':
      return 'found'
    case 'null-if':
      return 'known'
    case 'element':
      return step.at === 1 ? 'first' : 'last'
    default:
      return step.do
  }
}

/**
 * A condition as text over `l.` and `r.` and the names of our fields.
 *
 * @param tokens of the condition; names after a dot, and those that are called, are no columns
 */
export function overFields(text: string, tokens: readonly Token[], columns: Columns, place: Place): string {
  let out = ''
  let copied = 0
  for (let at = 0; at < tokens.length; at += 1) {
    const named = columnAt(tokens, at, place)
    if (!named) continue
    const { side, column } = named.reference
    out += `${text.slice(copied, tokens[at]!.from)}${side === 'left' ? 'l' : 'r'}."${columns.field(column)}"`
    at += named.tokens - 1
    copied = tokens[at]!.to
  }
  return out + text.slice(copied)
}

function columnAt(tokens: readonly Token[], at: number, place: Place): { reference: Reference; tokens: number } | undefined {
  const isName = (token: Token | undefined) => token?.is === 'name' || token?.is === 'quoted'
  const isSign = (token: Token | undefined, sign: string) => token?.is === 'sign' && token.text === sign
  if (!isName(tokens[at]) || isSign(tokens[at - 1], '.')) return undefined
  const after = tokens[at + 2]
  if (isSign(tokens[at + 1], '.') && isName(after)) {
    const reference = referenceOf([tokens[at]!.text, after!.text], place)
    if (reference) return { reference, tokens: 3 }
  }
  if (tokens[at]!.is === 'name' && isSign(tokens[at + 1], '(')) return undefined
  const reference = referenceOf([tokens[at]!.text], place)
  return reference && { reference, tokens: 1 }
}

/** Every piece of a condition. */
export function* piecesOf(sql: Sql): Generator<Sql> {
  yield sql
  if ('of' in sql) for (const one of Array.isArray(sql.of) ? (sql.of as readonly Sql[]) : [sql.of as Sql]) yield* piecesOf(one)
  if (sql.is === 'compare') for (const one of [sql.left, sql.right]) yield* piecesOf(one)
}
