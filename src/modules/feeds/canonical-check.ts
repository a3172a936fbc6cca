import type { z } from 'zod'
import { CanonicalRow } from './canonical.ts'

/**
 * The canonical model's own check, quicker where a row is plainly right, as nearly all are: made from the model itself, so
 * that the two cannot part. Where it has any doubt it asks the model, whose answer alone says what is wrong.
 */
export function checkCanonical(row: Readonly<Record<string, unknown>>): z.ZodSafeParseResult<CanonicalRow> {
  const data = plainlyRight(row)
  return data ? { success: true, data } : CanonicalRow.safeParse(row)
}

/** The row as the model gives it, in the model's order and with its defaults; undefined where the model has to be asked. */
export function plainlyRight(row: Readonly<Record<string, unknown>>): CanonicalRow | undefined {
  const fields = typeof row.kind === 'string' ? fieldsByKind.get(row.kind) : undefined
  if (!fields) return undefined
  const checked: Record<string, unknown> = {}
  let used = 0
  for (const { name, may, isRight, byDefault } of fields) {
    const value = row[name]
    if (value !== undefined) {
      if (!isRight(value)) return undefined
      checked[name] = value
      used++
    } else if (byDefault !== undefined) checked[name] = byDefault
    else if (!may) return undefined
  }
  return used === countKeys(row) ? (checked as CanonicalRow) : undefined
}

function countKeys(row: object): number {
  let keys = 0
  for (const _ in row) keys++
  return keys
}

type IsRight = (value: unknown) => boolean
/** One field of a kind: whether it may be left out, what then holds, and whether a value is right as it stands. */
type Field = { readonly name: string; readonly may: boolean; readonly byDefault: unknown; readonly isRight: IsRight }

const fieldsByKind: ReadonlyMap<string, readonly Field[]> = new Map(
  CanonicalRow.def.options.map((option): [string, Field[]] => [
    option.def.shape.kind.def.values[0]!,
    Object.entries(option.def.shape).map(([name, schema]) => fieldOf(name, schema)),
  ]),
)

function fieldOf(name: string, schema: z.core.$ZodType): Field {
  const { def } = schema._zod as unknown as { def: Def }
  if (def.type === 'optional') return { name, may: true, byDefault: undefined, isRight: checkOf(def.innerType!) }
  if (def.type === 'default') return { name, may: true, byDefault: def.defaultValue, isRight: checkOf(def.innerType!) }
  return { name, may: false, byDefault: undefined, isRight: checkOf(schema) }
}

/** What this file knows of the model's definitions. Of anything else it is in doubt. */
type Def = {
  type: string
  innerType?: z.core.$ZodType
  defaultValue?: unknown
  values?: unknown[]
  entries?: Record<string, unknown>
  pattern?: RegExp
  format?: string
  checks?: { _zod: { def: CheckDef } }[]
}
type CheckDef = {
  check: string
  minimum?: number
  maximum?: number
  value?: number
  inclusive?: boolean
  pattern?: RegExp
  tx?: (text: string) => string
}

function inDoubt(): boolean {
  return false
}

function checkOf(schema: z.core.$ZodType): IsRight {
  const { def } = schema._zod as unknown as { def: Def }
  switch (def.type) {
    case 'nullable': {
      const isRight = checkOf(def.innerType!)
      return (value) => value === null || isRight(value)
    }
    case 'literal':
    case 'enum': {
      const words = new Set<unknown>(def.values ?? Object.values(def.entries!))
      return (value) => words.has(value)
    }
    case 'boolean':
      return (value) => typeof value === 'boolean'
    case 'number':
      return every((value) => Number.isSafeInteger(value), def.format === 'safeint' ? checksOf(def) : [inDoubt])
    case 'string':
      return every(
        (value) => typeof value === 'string',
        def.format && !def.pattern ? [inDoubt] : [...matching(def.pattern), ...checksOf(def)],
      )
    default:
      return inDoubt
  }
}

function every(first: IsRight, others: readonly IsRight[]): IsRight {
  return (value) => {
    if (!first(value)) return false
    for (const isRight of others) if (!isRight(value)) return false
    return true
  }
}

function matching(pattern: RegExp | undefined): IsRight[] {
  return pattern ? [(value) => pattern.test(value as string)] : []
}

function checksOf({ checks = [] }: Def): IsRight[] {
  return checks.map((check) => checkLike(check._zod.def))
}

function checkLike({ check, minimum = 0, maximum = 0, value: limit = 0, inclusive, pattern, tx }: CheckDef): IsRight {
  switch (check) {
    case 'min_length':
      return (value) => (value as string).length >= minimum
    case 'max_length':
      return (value) => (value as string).length <= maximum
    case 'greater_than':
      return inclusive ? (value) => (value as number) >= limit : inDoubt
    case 'less_than':
      return inclusive ? (value) => (value as number) <= limit : inDoubt
    case 'string_format':
      return pattern ? (value) => pattern.test(value as string) : inDoubt
    case 'overwrite':
      return (value) => tx!(value as string) === value
    default:
      return inDoubt
  }
}
