import { type PlainDate, plainDate } from './dates.ts'

/** The last, or the n-th, Monday of a month. */
function monday(year: number, month: number, nth: number | 'last'): PlainDate {
  const first = plainDate(`${year}-${String(month).padStart(2, '0')}-01`)
  const begins = first.add({ days: (8 - first.dayOfWeek) % 7 })
  if (nth !== 'last') return begins.add({ weeks: nth - 1 })
  const fifth = begins.add({ weeks: 4 })
  return fifth.month === month ? fifth : begins.add({ weeks: 3 })
}

/** Easter Sunday in the Gregorian calendar: the anonymous algorithm of 1876, as in Meeus, Astronomical Algorithms, chapter 8. */
export function easterOf(year: number): PlainDate {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const [d, e, f] = [Math.floor(b / 4), b % 4, Math.floor((b + 8) / 25)]
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const [i, k] = [Math.floor(c / 4), c % 4]
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const [month, day] = [Math.floor((h + l - 7 * m + 114) / 31), ((h + l - 7 * m + 114) % 31) + 1]
  return plainDate(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
}

/** Bank holidays that were proclaimed for one year alone. */
const proclaimed: ReadonlySet<string> = new Set(['2022-06-02', '2022-06-03', '2022-09-19', '2023-05-08'])
/** And those that were moved for it. */
const moved: ReadonlySet<string> = new Set(['2022-05-30'])

/** A day that falls on a weekend is had on the next weekday that is not one already. */
function observed(days: readonly PlainDate[]): PlainDate[] {
  const taken: PlainDate[] = []
  for (const wanted of days) {
    let day = wanted
    while (day.dayOfWeek > 5 || taken.some((one) => one.equals(day))) day = day.add({ days: 1 })
    taken.push(day)
  }
  return taken
}

/** The bank holidays of England and Wales in a year (Banking and Financial Dealings Act 1971, schedule 1, and the days at common law). */
export function bankHolidaysOf(year: number): PlainDate[] {
  const easter = easterOf(year)
  const all = [
    ...observed([plainDate(`${year}-01-01`)]),
    easter.subtract({ days: 2 }),
    easter.add({ days: 1 }),
    monday(year, 5, 1),
    monday(year, 5, 'last'),
    monday(year, 8, 'last'),
    ...observed([plainDate(`${year}-12-25`), plainDate(`${year}-12-26`)]),
    ...[...proclaimed].filter((day) => day.startsWith(String(year))).map((day) => plainDate(day)),
  ]
  return all.filter((day) => !moved.has(day.toString())).toSorted((x, y) => x.toString().localeCompare(y.toString()))
}

/** Whether people are at work in offices in England and Wales on this day. */
export const isWorkingDay = (day: PlainDate): boolean =>
  day.dayOfWeek <= 5 && !bankHolidaysOf(day.year).some((holiday) => holiday.equals(day))

/** The day so many working days after this one, which does not count itself. */
export function workingDaysAfter(began: PlainDate, days: number): PlainDate {
  let day = began
  for (let left = days; left > 0; ) {
    day = day.add({ days: 1 })
    if (isWorkingDay(day)) left--
  }
  return day
}
