import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Organisation = z.looseObject({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  dutyTeam: z.string(),
  dutyPhone: z.string(),
  to: z.string().nullable(),
})
const Connection = z.object({
  id: z.string(),
  feed: z.string(),
  organisation: z.string(),
  publicKey: z.record(z.string(), z.unknown()),
  keyId: z.string(),
})
const Persona = z.looseObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['worker', 'resident']),
  role: z.string(),
  why: z.string(),
  organisation: z.string().optional(),
  purpose: z.string().optional(),
  bindTo: z.object({ feed: z.string(), person: z.string() }).optional(),
  helpedBy: z.string().optional(),
})
const Delivery = z.object({
  feed: z.string(),
  file: z.string(),
  sequence: z.number().int(),
  arrivesAt: z.iso.datetime({ offset: true }),
})

/** What `place.json` says, as far as the first start and the first page need it. */
export const PlaceFile = z.looseObject({
  name: z.string(),
  nation: z.enum(['england', 'wales', 'scotland', 'northern-ireland']),
  zone: z.string(),
  organisations: z.array(Organisation),
  connections: z.array(Connection),
  personas: z.array(Persona),
  deliveries: z.array(Delivery),
})
export type PlaceFile = z.output<typeof PlaceFile>

export const placeFolder = (dataDir: string): string => join(dataDir, 'place')

/** Where it says what it is. */
export const placeFileIn = (dataDir: string): string => join(placeFolder(dataDir), 'place.json')

/** The fictional place's own description, as its generator wrote it. */
export const readPlaceFile = (dataDir: string): PlaceFile =>
  PlaceFile.parse(JSON.parse(readFileSync(placeFileIn(dataDir), 'utf8')))

/** Every partner that is still there. */
export const partnersOf = (file: PlaceFile): string[] =>
  file.organisations.filter((organisation) => organisation.to === null).map((organisation) => organisation.id)

/** The partnership office: the steward, for which residents' accounts stand. */
export const stewardOf = (file: PlaceFile): PlaceFile['organisations'][number] =>
  file.organisations.find((organisation) => organisation.kind === 'partnership-office') ?? file.organisations[0]!
