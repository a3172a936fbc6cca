import { CanonicalRow } from './canonical.ts'
import { linesOfFhir } from './fhir-lines.ts'
import { type FeedMapping, mappingRules, type Template } from './mapping.ts'
import { cell, type Line, readValue, ValueProblem } from './mapping-values.ts'
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
  const required = (value: Template['key'], what: string) => {
    const found = readValue(value, line, mapping)
    if (found === undefined) throw new ValueProblem('value-missing', 'column' in value ? value.column : what, 'empty')
    return found
  }
  const fields = Object.entries(template.fields).map(([name, value]) => [name, readValue(value, line, mapping)] as const)
  const row = {
    kind: template.kind,
    person: required(mapping.person, 'person'),
    key: required(template.key, 'key'),
    eventAt: required(mapping.recordedAt, 'time stamp'),
    ...Object.fromEntries(fields.filter(([, value]) => value !== undefined)),
  }
  return [checked(row)]
}

function checked(row: Record<string, unknown>): CanonicalRow {
  if (row.kind === 'identity')
    Object.assign(row, {
      givenName: row.givenName ?? null,
      familyName: row.familyName ?? null,
      ...(row.givenName || row.nameUse ? {} : { nameUse: 'baby' }),
    })
  if (row.kind === 'identifier' && row.scheme === 'nhs-number' && !fitsCheckDigit(String(row.value)))
    throw new ValueProblem('nhs-number-wrong', 'NHS number', 'a number whose check digit does not fit')
  if (typeof row.uprn === 'string') {
    if (!/^\d{1,12}$/.test(row.uprn)) throw new ValueProblem('uprn-wrong', 'UPRN', `text of ${row.uprn.length} characters`)
    row.uprn = row.uprn.replace(/^0+(?=\d)/, '')
  }
  const result = CanonicalRow.safeParse(row)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  const missing = row[String(issue.path[0])] === undefined
  throw new ValueProblem(
    missing ? 'value-missing' : 'not-canonical',
    String(issue.path.join('.')),
    missing ? 'empty' : 'a value that the canonical model does not take',
  )
}

/** Mod 11 over the first nine digits, weights 10 to 2. */
function fitsCheckDigit(text: string): boolean {
  const digits = text.replace(/\s/g, '')
  if (!/^\d{10}$/.test(digits)) return false
  const sum = [...digits.slice(0, 9)].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0)
  return (11 - (sum % 11)) % 11 === Number(digits[9])
}

/** A record as lines: a row of a table is one; a JSON record has one for each item of its longest lists. */
function linesOf(mapping: FeedMapping, record: SourceRecord): Line[] {
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
