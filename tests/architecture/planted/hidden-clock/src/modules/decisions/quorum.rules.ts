import { Temporal } from '#platform/dates'

export const isQuorate = (present: number, at: Date = new Date()) => present / 2 >= 1 && at.getTime() <= Date.now()
export const sinceWhen = () => Temporal.Now.instant()
// new Date() in a comment, and "new Date()" in a string, are words.
