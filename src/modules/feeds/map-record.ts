import type { CanonicalRow } from './canonical.ts'
import { checkCanonical } from './canonical-check.ts'
import { linesOfFhir } from './fhir-lines.ts'
import { columnsOf, type FeedMapping, mappingRules, type Template, type Value } from './mapping.ts'
import { named } from './mapping-names.ts'
import { isNhsNumber, isUpn, postcodeOf, uprnOf } from './mapping-numbers.ts'
import { cell, type Line, readValue, sortOf, ValueProblem } from './mapping-values.ts'
import type { JsonObject, JsonValue, RowFailure, SourceRecord } from './readers/index.ts'

/** What one record states, or the one reason why it states nothing: a record is mapped wholly or not at all. */
export type Mapped = { readonly rows: CanonicalRow[] } | { readonly failure: RowFailure }

/** Turns a sender's record into canonical rows. Rows that several lines of a record repeat are stated once. */
export function mapRecord(mapping: FeedMapping, record: SourceRecord): Mapped {
  try {
    const rows = linesOf(mapping, record).flatMap((line) =>
      mapping.templates.flatMap((template) => rowOf(mapping, template, line)),
    )
    const distinct = new Map(rows.map((row) => [`${row.kind}|${row.key}`, row]))
    return distinct.size > 0
      ? { rows: [...distinct.values()] }
      : { failure: failure(record, new ValueProblem('value-missing', 'the whole row', 'empty')) }
  } catch (error) {
    if (error instanceof ValueProblem) return { failure: failure(record, error) }
    throw error
  }
}

const failure = ({ row }: SourceRecord, { field, valueClass, rule }: ValueProblem): RowFailure => ({
  row,
  field,
  valueClass,
  rule,
  whatToDo: mappingRules[rule],
})

function rowOf(mapping: FeedMapping, template: Template, line: Line): CanonicalRow[] {
  if (template.when?.some((column) => cell(line, column) === '')) return []
  if (template.is && !template.is.oneOf.includes(cell(line, template.is.column))) return []
  const required = (value: Value, what: string) => {
    const found = readValue(value, line, mapping)
    if (found === undefined) throw new ValueProblem('value-missing', sayColumns(value, what), 'empty')
    return found
  }
  const row: Record<string, unknown> = {
    kind: template.kind,
    person: required(mapping.person, 'person'),
    key: required(template.key, 'key'),
  }
  const recordedAt = mapping.timeMayLack
    ? readValue(mapping.recordedAt, line, mapping)
    : required(mapping.recordedAt, 'time stamp')
  if (recordedAt !== undefined) row.eventAt = recordedAt
  for (const name in template.fields) {
    const value = readValue(template.fields[name]!, line, mapping)
    if (value !== undefined) row[name] = value
  }
  finish[template.kind]?.(row, (field) => sayColumns(template.fields[field], field))
  return [checked(row, template)]
}

const sayColumns = (value: Value | undefined, otherwise: string) => (value && columnsOf(value).join(' + ')) || otherwise

/** What a kind of row needs beyond its values: names, numbers and addresses as everyone else writes them. Throws ValueProblem. */
const finish: Partial<Record<CanonicalRow['kind'], (row: Record<string, unknown>, columns: (field: string) => string) => void>> =
  {
    identity(row) {
      const { given, family, baby } = named({
        given: row.givenName as string | undefined,
        family: row.familyName as string | undefined,
      })
      row.givenName = given ?? null
      row.familyName = family ?? null
      if (baby || (!given && isSmallChild(row))) row.nameUse ??= 'baby'
    },
    identifier(row, columns) {
      const value = String(row.value)
      if (row.scheme === 'nhs-number') {
        if (!isNhsNumber(value)) throw new ValueProblem('nhs-number-wrong', columns('value'), sortOf(value))
        row.value = value.replaceAll(' ', '')
      }
      if (row.scheme === 'upn' && !isUpn(value)) throw new ValueProblem('upn-wrong', columns('value'), sortOf(value))
    },
    residence(row, columns) {
      if (typeof row.postcode === 'string') row.postcode = postcodeOf(row.postcode)
      if (typeof row.uprn !== 'string') return
      const uprn = uprnOf(row.uprn)
      if (!uprn) throw new ValueProblem('uprn-wrong', columns('uprn'), sortOf(row.uprn))
      row.uprn = uprn
    },
  }

/** Under five when it was recorded: whoever has no forename then, has none yet. Of an adult it was only not asked. */
const isSmallChild = ({ dateOfBirth, eventAt }: Record<string, unknown>) =>
  typeof dateOfBirth === 'string' &&
  typeof eventAt === 'string' &&
  Number(eventAt.slice(0, 4)) - Number(dateOfBirth.slice(0, 4)) < 5

function checked(row: Record<string, unknown>, template: Template): CanonicalRow {
  const result = checkCanonical(row)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  const field = String(issue.path[0] ?? '')
  const value = row[field]
  const columns = sayColumns(field === 'key' ? template.key : template.fields[field], field)
  if (value === undefined) throw new ValueProblem('value-missing', columns, 'empty')
  throw new ValueProblem(issue.code === 'too_big' ? 'text-too-long' : 'not-canonical', columns, sortOf(String(value)))
}

/** A record as lines: a row of a table is one; a JSON record has one for each item of its longest lists. */
export function linesOf(mapping: FeedMapping, record: SourceRecord): Line[] {
  if ('fields' in record) return [record.fields]
  if (!('value' in record)) return []
  if (mapping.format.kind === 'fhir') return linesOfFhir(record.value)
  const plain = flatten(record.value, '', mapping.lists ?? [])
  const items = (mapping.lists ?? []).flatMap((list) =>
    (Array.isArray(record.value[list]) ? record.value[list] : []).map(
      (item): Line => ({ ...plain, ...flatten({ [list]: item } as JsonObject, '', []) }),
    ),
  )
  return [plain, ...items]
}

function flatten(value: JsonObject, path: string, without: readonly string[]): Record<string, string> {
  const line: Record<string, string> = {}
  const put = (name: string, part: JsonValue) => {
    if (part === null || without.includes(name)) return
    if (Array.isArray(part)) for (const [at, item] of part.entries()) put(`${name}.${at}`, item)
    else if (typeof part === 'object') Object.assign(line, flatten(part, `${name}.`, []))
    else line[name] = String(part)
  }
  for (const [name, part] of Object.entries(value)) put(path + name, part)
  return line
}
