import { dayOf, type Instant, type PlainDate } from '#platform/dates'

/** When and where something is done: what is agreed goes by days of the place. */
export type At = { readonly now: Instant; readonly zone: string }
export const dayAt = ({ now, zone }: At): PlainDate => dayOf(now, zone)
