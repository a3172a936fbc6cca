import { z } from 'zod'
import { dayOf } from '#platform/dates'
import type { RoomRoutes } from '#platform/http/kernel'
import { weekdays } from './facts.rules.ts'
import {
  type Asked,
  getOrukPlace,
  getOrukService,
  getOrukTaxonomy,
  getOrukTerm,
  listOrukPlaces,
  listOrukServices,
  listOrukTaxonomies,
  listOrukTerms,
} from './oruk.ts'

const open =
  'the directory is open data for every program, as Open Referral UK says; nothing of anybody who uses a service is in it'
const path = '/public/oruk'
/** So long an answer may be kept. */
const kept = 'public, max-age=300'

/** A parameter that may be left out or left empty; anything else has to be right. */
const perhaps = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())
const number = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}(\.\d{1,3})?$/, 'is a number')
    .transform(Number)
    .pipe(z.number().min(least, `is at least ${least}`).max(most, `is at most ${most}`))
const whole = (least: number, most: number) => number(least, most).pipe(z.number().int('is a whole number'))
const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'is a time such as 09:30')
  .transform((text) => text.slice(0, 5))
const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const day = z
  .string()
  .refine(
    (text) => names.some((name, at) => [name, weekdays[at]!.toLowerCase()].includes(text.toLowerCase())),
    'is one of MO, TU, WE, TH, FR, SA, SU, or the name of a day',
  )
  .transform((text) => text.slice(0, 2).toUpperCase())

const Turn = z.object({ page: perhaps(whole(1, 1_000_000)), per_page: perhaps(whole(1, 100)) })
const Filters = Turn.extend({
  search: perhaps(z.string().max(200)),
  taxonomy_term_id: perhaps(z.guid('is a UUID')),
  taxonomy_id: perhaps(z.guid('is a UUID')),
  minimum_age: perhaps(number(0, 150)),
  maximum_age: perhaps(number(0, 150)),
  start_time: perhaps(time),
  end_time: perhaps(time),
  day: perhaps(day),
  postcode: perhaps(z.string().regex(/^\s*[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\s*$/i, 'is a postcode such as AX3 3LY')),
  proximity: perhaps(whole(1, 1_000_000)),
}).refine((asked) => asked.proximity === undefined || asked.postcode !== undefined, {
  message: 'needs a postcode that it is measured from',
  path: ['proximity'],
})

const turnOf = ({ page = 1, per_page: perPage = 50 }: z.output<typeof Turn>) => ({ page, perPage })
const askedOf = (query: z.output<typeof Filters>): Asked => ({
  ...turnOf(query),
  words: query.search,
  termId: query.taxonomy_term_id,
  taxonomyId: query.taxonomy_id,
  minimumAgeFrom: query.minimum_age,
  maximumAgeTo: query.maximum_age,
  opensFrom: query.start_time,
  closesBy: query.end_time,
  day: query.day,
  postcode: query.postcode,
  proximity: query.proximity,
})

const Item = z.looseObject({ id: z.string() })
const OrukPage = z
  .object({
    total_items: z.int(),
    total_pages: z.int(),
    page_number: z.int(),
    size: z.int(),
    first_page: z.boolean(),
    last_page: z.boolean(),
    empty: z.boolean(),
    contents: z.array(Item),
  })
  .meta({ id: 'OrukPage' })
const params = z.object({ id: z.guid('is a UUID') })

/** The directory as Open Referral UK 3.0, for any program, from any page. */
export const orukRoutes: RoomRoutes = (app, services) => {
  const { house, place } = services
  const today = () => dayOf(house.now(), place.zone)
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('access-control-allow-origin', '*')
  })
  app.addHook('onSend', async (_request, reply, payload) => {
    if (reply.statusCode === 200) reply.header('cache-control', kept)
    return payload
  })
  const route = <const Response extends z.ZodType>(summary: string, response: Response) => ({
    config: { open },
    schema: { tags: ['service-directory'], summary, response: { 200: response } },
  })
  const about = z.object({ version: z.string(), profile: z.string(), openapi_url: z.string() }).meta({ id: 'OrukAbout' })

  app.get(path, route('What this API is: Open Referral UK 3.0', about), async () => ({
    version: 'HSDS-UK-3.0',
    profile: 'https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md',
    openapi_url: 'https://docs.openreferraluk.org/en/latest/openapi30.json',
  }))

  const list = route('Services, page by page', OrukPage)
  app.get(
    `${path}/services`,
    { ...list, schema: { ...list.schema, querystring: Filters } },
    (request) => listOrukServices(services, askedOf(request.query), today()) as Promise<z.input<typeof OrukPage>>,
  )
  const one = route('One service, whole', Item)
  app.get(`${path}/services/:id`, { ...one, schema: { ...one.schema, params } }, (request) =>
    getOrukService(services, request.params.id, today()),
  )
  const places = route('Places at which services are, page by page', OrukPage)
  app.get(
    `${path}/service_at_locations`,
    { ...places, schema: { ...places.schema, querystring: Filters } },
    (request) => listOrukPlaces(services, askedOf(request.query), today()) as Promise<z.input<typeof OrukPage>>,
  )
  const at = route('One place at which a service is', Item)
  app.get(
    `${path}/service_at_locations/:id`,
    { ...at, schema: { ...at.schema, params } },
    (request) => getOrukPlace(services, request.params.id) as Promise<z.input<typeof Item>>,
  )
  const terms = route('What services are about, page by page', OrukPage)
  app.get(`${path}/taxonomy_terms`, { ...terms, schema: { ...terms.schema, querystring: Turn } }, async (request) => {
    const page = await listOrukTerms(services, turnOf(request.query))
    return { ...page, contents: [...page.contents] }
  })
  const term = route('One thing that services are about', Item)
  app.get(`${path}/taxonomy_terms/:id`, { ...term, schema: { ...term.schema, params } }, (request) =>
    getOrukTerm(services, request.params.id),
  )
  const taxonomies = route('The taxonomies of what services are about, page by page', OrukPage)
  app.get(`${path}/taxonomies`, { ...taxonomies, schema: { ...taxonomies.schema, querystring: Turn } }, async (request) => {
    const page = await listOrukTaxonomies(services, turnOf(request.query))
    return { ...page, contents: [...page.contents] }
  })
  const taxonomy = route('One taxonomy, with its terms', Item)
  app.get(`${path}/taxonomies/:id`, { ...taxonomy, schema: { ...taxonomy.schema, params } }, async (request) => {
    const { taxonomy_terms, ...found } = await getOrukTaxonomy(services, request.params.id)
    return { ...found, taxonomy_terms: [...taxonomy_terms] }
  })
}
