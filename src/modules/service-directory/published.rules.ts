import type { ServiceRecord } from './record.ts'

type Said = {
  readonly record: ServiceRecord
  readonly assurance: {
    readonly on: { toString(): string }
    readonly at: { toString(): string; epochMilliseconds: number }
  } | null
  readonly lastModified: { readonly epochMilliseconds: number } | null
}

/** A record as it goes out: as it came, with the later date of assurance where somebody here has checked it since. */
export function publishedService({ record, assurance, lastModified }: Said): ServiceRecord {
  if (!assurance) return record
  const on = assurance.on.toString()
  return {
    ...record,
    assured_date: record.assured_date && record.assured_date > on ? record.assured_date : on,
    ...(!lastModified || lastModified.epochMilliseconds < assurance.at.epochMilliseconds
      ? { last_modified: assurance.at.toString() }
      : {}),
  }
}

/** Only what is said once of it, and of what it holds: as a list shows it. */
export function shallow(whole: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(whole).flatMap(([key, value]) => {
      if (Array.isArray(value)) return []
      return [[key, typeof value === 'object' && value !== null ? shallow(value) : value]]
    }),
  )
}
