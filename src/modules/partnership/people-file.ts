import { z } from 'zod'
import { plainDate } from '#platform/dates'
import { organisationKinds } from './organisation.rules.ts'
import { workerRoles } from './worker.rules.ts'

const Day = z.iso.date().transform(plainDate)

const OrganisationInFile = z.object({
  id: z.string().regex(/^[A-Z]{2}-[A-Z0-9]+-[A-Z0-9]+$/),
  name: z.string().min(1),
  kind: z.enum(organisationKinds),
  dutyTeam: z.string().min(1),
  dutyPhone: z.string().min(1),
  from: Day,
  to: Day.nullable(),
  successor: z.string().nullable(),
  identifiers: z.array(z.object({ scheme: z.string(), value: z.string() })),
})
export type OrganisationInFile = z.output<typeof OrganisationInFile>

const TeamInFile = z.object({
  id: z.string().min(1),
  organisation: z.string(),
  name: z.string().min(1),
  phone: z.string().min(1),
})
export type TeamInFile = z.output<typeof TeamInFile>

const Persona = z.object({
  id: z.string(),
  kind: z.enum(['worker', 'resident']),
  staffRef: z.string().optional(),
  organisation: z.string().optional(),
})

/** What `place.json` says of partners and personas. The rest of it is for other rooms. */
export const PlaceFile = z.object({
  organisations: z.array(OrganisationInFile),
  teams: z.array(TeamInFile),
  personas: z.array(Persona),
})
export type PlaceFile = z.output<typeof PlaceFile>

/** One line of `staff.ndjson`: someone at work. */
export const StaffLine = z.object({
  staffRef: z.string().min(1),
  organisation: z.string(),
  name: z.string().min(1),
  email: z.email(),
  phone: z.string().nullish(),
  roles: z.array(z.enum(workerRoles)),
  teams: z.array(z.string()),
  training: z.array(z.object({ code: z.string().min(1), completedOn: Day, expiresOn: Day.nullish() })),
  residentRecord: z.object({ feed: z.string(), person: z.string() }).optional(),
})
export type StaffLine = z.output<typeof StaffLine>
