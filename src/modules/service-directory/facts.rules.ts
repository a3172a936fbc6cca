import type { PlainDate } from '#platform/dates'
import type { Schedule, ServiceRecord } from './record.ts'

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Weekday = (typeof weekdays)[number]
export type Hours = {
  readonly day: Weekday
  readonly opens: string | null
  readonly closes: string | null
  readonly from: string | null
  readonly until: string | null
}
export type Cost = 'free' | 'paid' | 'not-said'
export type ListedPlace = {
  readonly name: string | null
  readonly line: string | null
  readonly city: string | null
  readonly postcode: string | null
  readonly latitude: number | null
  readonly longitude: number | null
}

const dayText = /^\d{4}-\d\d-\d\d$/
const timeText = /^([01]\d|2[0-3]):[0-5]\d/
const onlyIf = (form: RegExp, text: string | undefined): string | null => (text && form.test(text) ? text : null)

/** On which days it can be gone to, from when to when; of a monthly day ("2TU"), that day. */
export function hoursOf(record: Pick<ServiceRecord, 'schedules' | 'service_at_locations'>): Hours[] {
  const schedules = [...(record.schedules ?? []), ...(record.service_at_locations ?? []).flatMap((at) => at.schedules ?? [])]
  return schedules.flatMap((schedule: Schedule) =>
    [...new Set((schedule.byday ?? '').toUpperCase().match(/MO|TU|WE|TH|FR|SA|SU/g) ?? [])].map((day) => ({
      day: day as Weekday,
      opens: onlyIf(timeText, schedule.opens_at)?.slice(0, 5) ?? null,
      closes: onlyIf(timeText, schedule.closes_at)?.slice(0, 5) ?? null,
      from: onlyIf(dayText, schedule.valid_from),
      until: onlyIf(dayText, schedule.valid_to),
    })),
  )
}

const free = /^\s*(free\b|no (cost|charge|fee)|none\b|am ddim|nil\b|£?0(\.00)?\s*$)/i
const notAllFree = /\b(but|except|apart from|some|unless)\b/i

/** Whether it costs money. What is not said is not free. */
export function costOf({ fees, cost_options: options = [] }: Pick<ServiceRecord, 'fees' | 'cost_options'>): Cost {
  const amounts = options.flatMap(({ amount }) => (amount === undefined ? [] : [amount]))
  if (amounts.some((amount) => amount > 0)) return 'paid'
  if (fees !== undefined) return free.test(fees) && !notAllFree.test(fees) ? 'free' : 'paid'
  return amounts.length > 0 ? 'free' : 'not-said'
}

/** Where it is. Coordinates that are nowhere on Earth are left out; the record keeps them. */
export function placesOf(record: Pick<ServiceRecord, 'service_at_locations'>): ListedPlace[] {
  return (record.service_at_locations ?? []).flatMap(({ location }) => {
    if (!location || location.location_type === 'virtual') return []
    const { latitude, longitude, name = null } = location
    const isOnEarth =
      latitude !== undefined &&
      longitude !== undefined &&
      Math.abs(latitude) <= 90 &&
      Math.abs(longitude) <= 180 &&
      (latitude !== 0 || longitude !== 0)
    const [address] = location.addresses ?? []
    return [
      {
        name,
        line: address?.address_1 ?? null,
        city: address?.city ?? null,
        postcode: address ? tidyPostcode(address.postal_code) : null,
        latitude: isOnEarth ? latitude : null,
        longitude: isOnEarth ? longitude : null,
      },
    ]
  })
}

/** "ax3 3ly" and "AX33LY" are both "AX3 3LY"; what has another form stays as it is. */
export function tidyPostcode(text: string): string {
  const [, outward, inward] = /^\s*([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\s*$/i.exec(text) ?? []
  return outward && inward ? `${outward} ${inward}`.toUpperCase() : text.trim()
}

/** For whom it is, in its area's own words. */
export const areasOf = ({ service_areas: areas = [] }: Pick<ServiceRecord, 'service_areas'>): string[] => [
  ...new Set(areas.flatMap(({ name, service_area: area }) => [name, area].filter((one) => one !== undefined))),
]

export type ListedTerm = NonNullable<NonNullable<ServiceRecord['attributes']>[number]['taxonomy_term']>

/** What it is about: each term once. */
export const termsOf = ({ attributes = [] }: Pick<ServiceRecord, 'attributes'>): ListedTerm[] => [
  ...new Map(attributes.flatMap(({ taxonomy_term: term }) => (term ? [[term.id, term] as const] : []))).values(),
]

/** Telephone numbers that it can be reached at, each once, in the order in which they stand. */
export function phonesOf(record: Pick<ServiceRecord, 'phones' | 'contacts' | 'service_at_locations'>): string[] {
  const contacts = record.contacts ?? []
  const written = [
    ...(record.phones ?? []),
    ...contacts.flatMap((contact) => contact.phones ?? []),
    ...(record.service_at_locations ?? []).flatMap((at) => at.location?.phones ?? []),
  ].flatMap(({ number }) => (number ? [number] : []))
  // The UK profile has no number beside a contact: it stands in the words.
  const inWords = contacts.flatMap(({ name, title }) =>
    [title, name].flatMap((words) => words?.match(/\+?\b\d[\d ]{8,14}\d\b/g) ?? []),
  )
  return [...new Set([...written, ...inWords].map((number) => number.trim()))].filter((number) => /\d/.test(number))
}

/** When somebody last checked what is listed: its source, or somebody here. */
export function checkedOn(assuredOn: PlainDate | null, checkedHere: PlainDate | null): PlainDate | null {
  if (!assuredOn || !checkedHere) return assuredOn ?? checkedHere
  return assuredOn.until(checkedHere).days >= 0 ? checkedHere : assuredOn
}

/** After so many days without a check, it says so in words. */
const longUnchecked = 365

/** How fresh an entry is on a day: checked in the last year, longer ago, or nobody knows when. */
export function freshnessOn(checked: PlainDate | null, today: PlainDate): 'fresh' | 'old' | 'not-known' {
  if (!checked) return 'not-known'
  return checked.until(today).days > longUnchecked ? 'old' : 'fresh'
}

/** The days on which it has the same hours, in the order of the week: what is said in one line. */
export type Opening = { readonly days: readonly Weekday[]; readonly opens: string | null; readonly closes: string | null }

/** When it can be gone to from a day on: what has not begun or is over by then is left out. */
export function openingsOn(hours: readonly Hours[], today: PlainDate): Opening[] {
  const day = today.toString()
  const holds = hours.filter(({ from, until }) => (from === null || from <= day) && (until === null || until >= day))
  const same = Map.groupBy(holds, ({ opens, closes }) => `${opens} ${closes}`)
  return [...same.values()]
    .map((these) => ({
      days: weekdays.filter((one) => these.some((hour) => hour.day === one)),
      opens: these[0]!.opens,
      closes: these[0]!.closes,
    }))
    .toSorted((one, other) => weekdays.indexOf(one.days[0]!) - weekdays.indexOf(other.days[0]!))
}

/** Days as they are said: "MO to FR", "SU". Two that follow each other are said one by one. */
export type Run = { readonly from: Weekday; readonly to: Weekday | null }

export function runsOf(days: readonly Weekday[]): Run[] {
  const runs: Weekday[][] = []
  for (const day of days) {
    const run = runs.at(-1)
    if (run && weekdays.indexOf(run.at(-1)!) === weekdays.indexOf(day) - 1) run.push(day)
    else runs.push([day])
  }
  return runs.flatMap((run): Run[] =>
    run.length > 2 ? [{ from: run[0]!, to: run.at(-1)! }] : run.map((day) => ({ from: day, to: null })),
  )
}

/** "9am", "5:30pm". */
export function clockTime(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return `${hour % 12 || 12}${minute ? `:${String(minute).padStart(2, '0')}` : ''}${hour < 12 ? 'am' : 'pm'}`
}

/** An address that a page may lead to: nothing but the web. */
export const webAddress = (url: string | undefined): string | undefined => (url && /^https?:\/\//i.test(url) ? url : undefined)

const metresInAMile = 1609.344
/** Miles to one decimal; undefined under one. */
export const milesOf = (metres: number): string | undefined => {
  const miles = metres / metresInAMile
  return miles < 1 ? undefined : miles.toFixed(1)
}
