import { createHash } from 'node:crypto'
import { findIdentifierHolder, findOrganisation } from '#modules/partnership'
import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import { type Instant, instant, plainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import { errors } from './errors.ts'
import { areasOf, costOf, hoursOf, placesOf, termsOf } from './facts.rules.ts'
import { endingOf } from './import.rules.ts'
import { type RefusedService, readService, type ServiceRecord } from './record.ts'
import * as services from './services.repository.ts'
import * as sources from './sources.repository.ts'
import { taxonomyIdOf } from './taxonomies.ts'

/** What was read of a source. `isAll`: that is all that it lists, so that what is missing has ended. */
export type Reading = {
  readonly sourceId: string
  readonly way: sources.Import['way']
  readonly contents: readonly unknown[]
  readonly isAll: boolean
  /** Somebody has looked: also most of what stands may end. */
  readonly mayEndMost: boolean
  readonly fileName: string | null
  readonly sequence: number | null
  readonly sha256: string | null
}

/** Of so many refused services each is named. */
const mostNamed = 100

/** Takes in what a source lists: each service that can be read, and a line for each that cannot. What it no longer lists ends. */
export async function keepServices(
  tx: Tx<'service-directory.import' | 'service-directory.source.upload'>,
  reading: Reading,
  now: Instant,
): Promise<sources.Import> {
  const { sourceId, contents } = reading
  await sources.lockSource(tx, sourceId)
  if (!(await sources.findSource(tx, { id: sourceId }))) throw refusal(errors, 'DIRECTORY_SOURCE_NOT_FOUND')
  const { records, refused } = sorted(contents)
  const before = new Map((await services.listStanding(tx, [...records.keys()])).map((one) => [one.id, one]))
  const counts = { added: 0, changed: 0, unchanged: 0 }
  const same: string[] = []
  const partners = new Map<string, string | null>()
  for (const [id, record] of records) {
    const digest = createHash('sha256').update(JSON.stringify(record)).digest('hex')
    const known = before.get(id)
    if (known && known.sourceId !== sourceId && !known.ended) {
      refused.push({
        id,
        name: record.name,
        problems: [{ field: 'id', reason: 'is the id of a service that another source lists' }],
      })
    } else if (known && !known.ended && known.digest === digest) {
      counts.unchanged++
      same.push(id)
    } else {
      counts[known ? 'changed' : 'added']++
      const organisation = JSON.stringify(record.organization?.organization_identifiers)
      if (!partners.has(organisation)) partners.set(organisation, await partnerOf(tx, record))
      await services.upsertService(tx, keptOf(sourceId, record, digest, partners.get(organisation) ?? null), now)
    }
  }
  await services.markReceived(tx, same, now)
  const listed = new Set([...records.keys(), ...refused.map(({ id }) => id.toLowerCase())])
  const { end, keep } = reading.isAll
    ? endingOf(await services.listStandingOf(tx, sourceId), listed, reading.mayEndMost)
    : { end: [], keep: [] }
  await services.endServices(tx, end, now)

  const { way, fileName, sequence, sha256 } = reading
  const done: sources.Import = {
    ...{ id: newId<'import'>(), sourceId, way, fileName, sequence, sha256, problem: null },
    ...{ receivedAt: now, receivedBy: tx.actor.id },
    ...counts,
    ended: end.length,
    kept: keep.length,
    refused: refused.length,
    refusals: refused.slice(0, mostNamed),
  }
  await sources.insertImport(tx, done)
  await recordAudit(tx, sourceId, { way, ...counts, ended: end.length, kept: keep.length, refused: refused.length })
  return done
}

/** Notes that nothing could be read, and why. */
export async function keepProblem(
  tx: Tx<'service-directory.import' | 'service-directory.source.upload'>,
  { sourceId, way, fileName }: Pick<Reading, 'sourceId' | 'way' | 'fileName'>,
  problem: string,
  now: Instant,
): Promise<void> {
  const nothing = {
    added: 0,
    changed: 0,
    unchanged: 0,
    ended: 0,
    kept: 0,
    refused: 0,
    refusals: [],
    sequence: null,
    sha256: null,
  }
  const id = newId<'import'>()
  await sources.insertImport(tx, { ...nothing, id, sourceId, way, fileName, problem, receivedAt: now, receivedBy: tx.actor.id })
  await recordAudit(tx, sourceId, { way, problem: 'nothing could be read' })
}

/** Those that can be read, each once (the last counts), and those that cannot. */
function sorted(contents: readonly unknown[]): { records: Map<string, ServiceRecord>; refused: RefusedService[] } {
  const records = new Map<string, ServiceRecord>()
  const refused: RefusedService[] = []
  for (const one of contents) {
    const read = readService(one)
    if ('refused' in read) refused.push(read.refused)
    else records.set(read.service.id, read.service)
  }
  return { records, refused }
}

/** The partner that runs it, by one of its identifiers; a partner's id is a scheme and a code in it. */
async function partnerOf(tx: ReadTx, { organization }: ServiceRecord): Promise<string | null> {
  const identifiers = (organization?.organization_identifiers ?? []).map((one) => ({
    scheme: one.identifier_scheme ?? one.identifier_type,
    value: one.identifier,
  }))
  const holder = await findIdentifierHolder(tx, identifiers)
  if (holder) return holder
  for (const { scheme, value } of identifiers) {
    const partner = await findOrganisation(tx, `${scheme}-${value}`)
    if (partner) return partner.id
  }
  return null
}

function keptOf(sourceId: string, record: ServiceRecord, digest: string, runBy: string | null): services.KeptService {
  const terms = termsOf(record)
  return {
    id: record.id,
    sourceId,
    record,
    digest,
    runBy,
    topics: [...new Set(terms.map(({ name }) => name))],
    termIds: terms.map(({ id }) => id),
    taxonomyIds: [...new Set(terms.flatMap((term) => taxonomyIdOf(term) ?? []))],
    cost: costOf(record),
    hours: hoursOf(record),
    places: placesOf(record),
    areas: areasOf(record).join(' · '),
    assuredOn: record.assured_date ? plainDate(record.assured_date) : null,
    lastModified: record.last_modified ? instant(record.last_modified) : null,
  }
}
