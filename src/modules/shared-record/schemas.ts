import { z } from 'zod'
import { idSchema } from '#platform/ids'

export const PersonParams = z.object({ id: idSchema<'person'>() })

/** `alone`: only what the reader's own service holds. */
export const PersonQuery = z.object({ alone: z.literal('yes').optional() })
/** One agency's entries only; empty or unknown: all. */
export const TimelineQuery = z.object({ agency: z.string().max(200).optional() })

/** What a search may be made by. Empty fields are as good as absent. */
export const SearchQuery = z.object({
  name: z.string().trim().max(120).optional(),
  dateOfBirth: z.string().trim().max(20).optional(),
  address: z.string().trim().max(200).optional(),
  number: z.string().trim().max(40).optional(),
})

/** That the person says that a fact is wrong; her words only where this reader may read them. */
const Disputed = z
  .object({
    state: z.enum(['being-checked', 'corrected', 'partly', 'disagrees']),
    since: z.string(),
    correctedOn: z.string().nullable(),
    words: z.object({ wrong: z.string(), right: z.string() }).nullable(),
  })
  .nullable()
const Source = z.object({ datasetId: z.string(), agency: z.string(), recordedOn: z.string(), disputed: Disputed })
const Stand = z.enum(['now', 'disputed', 'coming', 'past'])
/** What one source says of a stay: half-open days, null where it gives none. */
const Said = z.object({
  source: Source,
  from: z.string().nullable(),
  to: z.string().nullable(),
  stand: Stand,
  replaced: z.boolean(),
  by: z.enum(['household', 'address']),
})
const Homes = z.object({
  reading: z.enum(['none', 'one', 'several', 'differ']),
  homes: z.array(
    z.object({
      address: z.string().nullable(),
      uprn: z.string().nullable(),
      found: z.enum(['given', 'text', 'none']),
      communal: z.string().nullable(),
      stand: Stand,
      said: z.array(Said),
      household: z.array(
        z.object({
          personId: z.string(),
          name: z.string(),
          relation: z.string(),
          stand: Stand,
          elsewhere: z.boolean(),
          said: z.array(Said),
        }),
      ),
    }),
  ),
})
export const PersonResponse = z
  .object({
    personId: z.string(),
    name: z.string(),
    otherNames: z.array(z.object({ name: z.string(), agencies: z.array(z.string()), disputed: Disputed })),
    dateOfBirth: z.string().nullable(),
    deceasedOn: z.string().nullable(),
    address: z.string().nullable(),
    addressKeptPrivate: z.boolean(),
    headSources: z.array(z.object({ what: z.string(), source: Source })),
    purpose: z.object({ name: z.string(), statute: z.string(), provision: z.string() }),
    involved: z.array(
      z.object({
        agency: z.string(),
        service: z.string(),
        worker: z.string().nullable(),
        phone: z.string(),
        open: z.boolean(),
        openedOn: z.string(),
        closedOn: z.string().nullable(),
        lastContactOn: z.string().nullable(),
        nextEvent: z.string().nullable(),
        nextEventOn: z.string().nullable(),
        source: Source,
      }),
    ),
    named: z.array(
      z.object({
        agency: z.string(),
        dutyTeam: z.string(),
        dutyPhone: z.string(),
        partly: z.boolean(),
        datasetId: z.string(),
        askable: z.array(z.string()),
      }),
    ),
    askMore: z.array(z.object({ agency: z.string(), service: z.string(), datasetId: z.string(), askable: z.array(z.string()) })),
    limited: z.array(
      z.object({
        agency: z.string(),
        service: z.string(),
        kind: z.enum(['restricted', 'stopped']),
        since: z.string(),
        ground: z.string().nullable(),
        shown: z.boolean(),
        useOnly: z.string(),
      }),
    ),
    markers: z.array(
      z.object({
        code: z.string(),
        statement: z.string(),
        statedOn: z.string(),
        reviewOn: z.string().nullable(),
        reviewOverdue: z.boolean(),
        author: z.string().nullable(),
        personTold: z.boolean().nullable(),
      }),
    ),
    safeContacts: z.array(
      z.object({
        safety: z.enum(['safe', 'not-safe']),
        system: z.enum(['phone', 'email']),
        value: z.string(),
        when: z.string().nullable(),
        through: z.string().nullable(),
        source: Source,
      }),
    ),
    relatives: z.array(
      z.object({
        personId: z.string(),
        name: z.string(),
        livesWith: z.boolean(),
        relation: z.string(),
        sources: z.array(Source),
      }),
    ),
    homes: Homes,
    timeline: z.array(
      z.object({
        on: z.string(),
        title: z.string(),
        text: z.string(),
        role: z.string().nullable(),
        result: z.string().nullable(),
        source: Source,
      }),
    ),
    facts: z.array(z.object({ label: z.string(), value: z.string(), sources: z.array(Source) })),
    sources: z.array(z.object({ datasetId: z.string(), name: z.string(), age: z.string().nullable(), late: z.boolean() })),
  })
  .meta({ id: 'Person' })

export const SearchResponse = z
  .object({
    people: z.array(
      z.object({
        personId: z.string(),
        name: z.string(),
        otherNames: z.array(z.string()),
        dateOfBirth: z.string().nullable(),
        address: z.string().nullable(),
        match: z.enum(['exact', 'near']),
        why: z.array(z.string()),
        disputed: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'PeopleFound' })

export const MyDayResponse = z
  .object({
    people: z.array(
      z.object({
        personId: z.string(),
        name: z.string(),
        because: z.string(),
        news: z.array(z.object({ text: z.string(), on: z.string(), datasetId: z.string(), critical: z.boolean() })),
      }),
    ),
    due: z.array(
      z.object({
        personId: z.string(),
        name: z.string(),
        due: z.array(z.object({ text: z.string(), by: z.string().nullable(), isLate: z.boolean(), href: z.string() })),
      }),
    ),
  })
  .meta({ id: 'MyDay' })
