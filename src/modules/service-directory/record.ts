import { z } from 'zod'

// What Open Referral UK 3.0 says of a service: its compiled schema, as far as it says anything. What else a record holds is kept with it.
const text = z.string()
const uuid = z.guid()
const byAttributes = { attributes: z.array(z.looseObject({ id: uuid })).optional() }
const placeKind = z.enum(['physical', 'postal', 'virtual'])

export const Term = z.looseObject({
  id: uuid,
  name: text,
  description: text,
  parent_id: uuid.optional(),
  taxonomy: text.optional(),
  taxonomy_id: uuid.optional(),
  term_uri: z.url().optional(),
  term: text.optional(),
})
export type Term = z.output<typeof Term>
const Attribute = z.looseObject({
  id: uuid,
  link_id: uuid.optional(),
  taxonomy_term_id: uuid.optional(),
  link_type: text.optional(),
  taxonomy_term: Term.optional(),
})
const Schedule = z.looseObject({
  id: uuid,
  valid_from: text.optional(),
  valid_to: text.optional(),
  dtstart: text.optional(),
  freq: z.enum(['WEEKLY', 'MONTHLY']).optional(),
  interval: z.number().optional(),
  byday: text.optional(),
  bymonthday: text.optional(),
  description: text.optional(),
  opens_at: text.optional(),
  closes_at: text.optional(),
  schedule_link: z.url().optional(),
  attending_type: text.optional(),
  notes: text.optional(),
})
const Phone = z.looseObject({ number: text.optional() })
const Location = z.looseObject({
  id: uuid,
  location_type: placeKind,
  name: text.optional(),
  description: text.optional(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
  external_identifier: text.optional(),
  external_identifier_type: text.optional(),
  addresses: z
    .array(
      z.looseObject({
        id: uuid,
        address_1: text,
        city: text,
        state_province: text,
        postal_code: text,
        country: text,
        address_type: placeKind,
        region: text.optional(),
        attention: text.optional(),
        ...byAttributes,
      }),
    )
    .optional(),
  accessibility: z
    .array(
      z.looseObject({
        id: uuid,
        description: text.optional(),
        details: text.optional(),
        url: z.url().optional(),
        accessibility: text.optional(),
        ...byAttributes,
      }),
    )
    .optional(),
  phones: z.array(Phone).optional(),
  ...byAttributes,
})
const Organization = z.looseObject({
  id: uuid,
  name: text,
  description: text,
  email: z.email().optional(),
  website: z.url().optional(),
  logo: text.optional(),
  uri: z.url().optional(),
  parent_organization_id: uuid.optional(),
  organization_identifiers: z
    .array(
      z.looseObject({ id: uuid, identifier_scheme: text.optional(), identifier_type: text, identifier: text, ...byAttributes }),
    )
    .optional(),
  ...byAttributes,
})

/** A service of Open Referral UK 3.0, as its own directory holds it. */
export const ServiceRecord = z.looseObject({
  id: uuid,
  organization_id: uuid.optional(),
  name: text,
  description: text.optional(),
  url: z.url().optional(),
  email: z.email().optional(),
  status: z.enum(['active', 'inactive', 'defunct', 'temporarily closed']),
  fees: text.optional(),
  accreditations: text.optional(),
  // Of HSDS 3.0, which the UK profile leaves out and many send.
  eligibility_description: text.optional(),
  minimum_age: z.number().optional(),
  maximum_age: z.number().optional(),
  assured_date: z.iso.date().optional(),
  assurer_email: z.email().optional(),
  alert: text.optional(),
  last_modified: z.iso.datetime({ offset: true }).optional(),
  schedules: z.array(Schedule).optional(),
  service_areas: z
    .array(
      z.looseObject({
        id: uuid,
        name: text.optional(),
        extent: text.optional(),
        extent_type: text.optional(),
        uri: text.optional(),
        service_area: text.optional(),
      }),
    )
    .optional(),
  service_at_locations: z
    .array(
      z.looseObject({
        id: uuid,
        location_id: uuid.optional(),
        location: Location.optional(),
        schedules: z.array(Schedule).optional(),
      }),
    )
    .optional(),
  languages: z.array(z.looseObject({ id: uuid, name: text.optional(), code: text.optional() })).optional(),
  organization: Organization.optional(),
  funding: z.array(z.looseObject({ id: uuid, source: text.optional() })).optional(),
  cost_options: z
    .array(
      z.looseObject({
        id: uuid,
        valid_from: text.optional(),
        valid_to: text.optional(),
        option: text.optional(),
        amount: z.number().optional(),
        amount_description: text.optional(),
      }),
    )
    .optional(),
  contacts: z
    .array(
      z.looseObject({
        id: uuid,
        name: text.optional(),
        title: text.optional(),
        phones: z.array(Phone).optional(),
        ...byAttributes,
      }),
    )
    .optional(),
  phones: z.array(Phone).optional(),
  attributes: z.array(Attribute).optional(),
})
export type ServiceRecord = z.output<typeof ServiceRecord>
export type Schedule = z.output<typeof Schedule>

/** What is wrong with one service: each field, and what of it. */
export type RefusedService = {
  readonly id: string
  readonly name: string
  readonly problems: readonly { readonly field: string; readonly reason: string }[]
}
export type Read = { readonly service: ServiceRecord } | { readonly refused: RefusedService }

/** The largest record that is kept, in characters of JSON. */
const largestRecord = 200_000
/** Of one service so many faults are said, and no more. */
const mostProblems = 20

/** Reads one service. What is empty or null says nothing, and is left out; the rest is kept as it came. */
export function readService(given: unknown): Read {
  const record = withoutNothing(given)
  const named = (record ?? {}) as { id?: unknown; name?: unknown }
  const said = (value: unknown) => (typeof value === 'string' ? value.slice(0, 200) : '')
  const refused = (problems: RefusedService['problems']): Read => ({
    refused: { id: said(named.id), name: said(named.name), problems: problems.slice(0, mostProblems) },
  })
  const length = JSON.stringify(record)?.length ?? 0
  if (length > largestRecord) return refused([{ field: 'service', reason: `is longer than ${largestRecord} characters` }])
  const unstorable = firstUnstorable(record, 'service')
  if (unstorable) return refused([{ field: unstorable, reason: 'holds a character that is none' }])
  const result = ServiceRecord.safeParse(record)
  if (!result.success)
    return refused(result.error.issues.map((issue) => ({ field: issue.path.join('.') || 'service', reason: reasonOf(issue) })))
  return { service: { ...result.data, id: result.data.id.toLowerCase() } }
}

function reasonOf(issue: z.core.$ZodIssue): string {
  if (issue.message.endsWith('received undefined')) return 'is missing'
  if (issue.code === 'invalid_type') return `is not of the kind ${issue.expected}`
  if (issue.code === 'invalid_value') return `is none of: ${issue.values.join(', ')}`
  if (issue.code === 'invalid_format') return `is no valid ${formatNames[issue.format] ?? issue.format}`
  return issue.message
}
const formatNames: Readonly<Record<string, string>> = {
  guid: 'UUID',
  email: 'e-mail address',
  url: 'address (URI)',
  date: 'date (2026-05-03)',
  datetime: 'time with its offset (2026-05-03T10:42:00Z)',
}

/** The same without what says nothing: null, and empty text. */
function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNothing)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, its]) => (its === null || its === '' ? [] : [[key, withoutNothing(its)]])),
  )
}

/** Where a text stands that the database cannot hold. */
function firstUnstorable(value: unknown, field: string): string | undefined {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? field : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, its] of Object.entries(value)) {
    const found = firstUnstorable(key, field) ?? firstUnstorable(its, field === 'service' ? key : `${field}.${key}`)
    if (found) return found
  }
  return undefined
}

const count = z.number().int().min(0).optional().catch(undefined)
const Envelope = z.looseObject({
  contents: z.array(z.unknown()),
  total_items: count,
  total_pages: count,
  page_number: count,
  first_page: z.boolean().optional().catch(undefined),
  last_page: z.boolean().optional().catch(undefined),
})

/** A page of services. `isAll`: it says that there is no other page. `last`: it says that no page comes after it. */
export type Listed = {
  readonly contents: readonly unknown[]
  readonly isAll: boolean
  readonly last: boolean
  readonly total: number | undefined
}

/** Reads a page of `/services`, a bare list, or a single service. Undefined: it is none of these. */
export function readList(json: unknown): Listed | undefined {
  const page = Envelope.safeParse(json)
  if (page.success) {
    const { contents, total_items: total, total_pages: pages, page_number: number, first_page, last_page } = page.data
    const last = last_page ?? (pages !== undefined && number !== undefined && number >= pages)
    const first = first_page ?? number === 1
    return { contents, last, isAll: first && last && (total === undefined || total <= contents.length), total }
  }
  if (Array.isArray(json)) return { contents: json, isAll: false, last: true, total: undefined }
  const alone = z.looseObject({ id: z.string(), name: z.string() }).safeParse(json)
  return alone.success ? { contents: [json], isAll: false, last: true, total: undefined } : undefined
}
