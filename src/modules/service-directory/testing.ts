// Builders for tests of this room: services as a source lists them, a source that answers as one does, a signed file.
import { createHash, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CompactSign, exportJWK, generateKeyPair } from 'jose'
import { instant } from '#platform/dates'
import type { Services } from '#platform/services'
import { inTransaction } from '#platform/transactions'
import { theDirectory } from './read-from-address.ts'
import { receiveDirectoryFile } from './receive-file.ts'
import { seedSource } from './seed-source.ts'

/** An id that follows from a name, so that a test can say which service it means. */
export function uuid(name: string): string {
  const hex = createHash('sha1').update(name).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-')
}

export type Listed = Record<string, unknown> & { id: string; name: string }
type More = {
  readonly runBy?: readonly [name: string, scheme: string, code: string]
  readonly topic?: string
  readonly days?: string
  readonly opens?: string
  readonly closes?: string
  readonly postcode?: string
  readonly at?: readonly [latitude: number, longitude: number]
  readonly also?: Readonly<Record<string, unknown>>
}

/** A service as a source lists it: free, for everyone, on weekdays from nine to five, unless more is said. */
export function aService(name: string, more: More = {}): Listed {
  const { runBy = ['Aldermere Council', 'GB-LAE', 'ALD'], topic = 'Family support', days = 'MO,TU,WE,TH,FR', also = {} } = more
  const { opens = '09:00:00', closes = '17:00:00', postcode = 'AL1 1AA', at } = more
  const address = { city: 'Aldermere', state_province: 'Aldermere', country: 'GB', address_type: 'physical' }
  return {
    id: uuid(name),
    name,
    description: `${name}: come and see us.`,
    status: 'active',
    fees: 'Free',
    minimum_age: 0,
    maximum_age: 120,
    assured_date: '2026-03-01',
    last_modified: '2026-03-01T10:00:00Z',
    organization: {
      id: uuid(runBy[0]),
      name: runBy[0],
      description: `${runBy[0]}, a partner`,
      organization_identifiers: [
        { id: uuid(`${runBy[0]} id`), identifier_scheme: runBy[1], identifier_type: runBy[1], identifier: runBy[2] },
      ],
    },
    schedules: [{ id: uuid(`${name} when`), freq: 'WEEKLY', byday: days, opens_at: opens, closes_at: closes }],
    service_areas: [{ id: uuid(`${name} area`), name: 'Aldermere' }],
    service_at_locations: [
      {
        id: uuid(`${name} at`),
        location: {
          id: uuid(`${name} place`),
          location_type: 'physical',
          name: `${name} house`,
          ...(at ? { latitude: at[0], longitude: at[1] } : {}),
          addresses: [{ id: uuid(`${name} address`), address_1: '1 Weavers Row', postal_code: postcode, ...address }],
        },
      },
    ],
    contacts: [{ id: uuid(`${name} contact`), name: 'Duty team', title: 'Telephone 01632 960123' }],
    attributes: [
      {
        id: uuid(`${name} topic`),
        link_type: 'service',
        taxonomy_term: { id: uuid(`topic ${topic}`), name: topic, description: topic, taxonomy: 'Aldermere topics' },
      },
    ],
    ...also,
  }
}

/** A page of `/services`. */
export const aPage = (contents: readonly unknown[], more: Readonly<Record<string, unknown>> = {}) => ({
  total_items: contents.length,
  total_pages: 1,
  page_number: 1,
  size: contents.length,
  first_page: true,
  last_page: true,
  empty: contents.length === 0,
  contents,
  ...more,
})

/** A sender of signed files with a key of its own. */
export async function aSender(feed: string) {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const keyId = `${feed}-key-${randomUUID()}`
  return {
    feed,
    keyId,
    publicKey: (await exportJWK(publicKey)) as Record<string, unknown>,
    /** The file with its manifest, signed. */
    async sign(sequence: number, text: string, stated: Readonly<Record<string, unknown>> = {}) {
      const manifest = {
        feed,
        sequence,
        sha256: createHash('sha256').update(text).digest('hex'),
        rowCount: 1,
        periodFrom: '2026-03-31',
        periodTo: '2026-04-01',
        madeAt: '2026-04-01T05:00:00Z',
        ...stated,
      }
      const signed = new CompactSign(Buffer.from(JSON.stringify(manifest))).setProtectedHeader({ alg: 'EdDSA', kid: keyId })
      return { feed, fileName: `${sequence}.json`, manifest: await signed.sign(privateKey), content: bytesOf(text) }
    },
  }
}

export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

/** A source's API on this machine: lists in pages of two what `services` holds, with nothing nested, and each whole by its id. */
export async function aSource(services: () => readonly Listed[]) {
  const asked: string[] = []
  let answer: ((path: string) => { status?: number; headers?: Record<string, string>; body: string } | undefined) | undefined
  const server = createServer((request, reply) => {
    const url = new URL(request.url!, 'http://localhost')
    asked.push(request.url!)
    const instead = answer?.(url.pathname)
    if (instead) return reply.writeHead(instead.status ?? 200, instead.headers).end(instead.body)
    const all = services()
    const [, id] = /^\/api\/services\/(.+)$/.exec(url.pathname) ?? []
    if (id) {
      const one = all.find((service) => service.id === id)
      return one ? reply.end(JSON.stringify(one)) : reply.writeHead(404).end('{}')
    }
    const page = Number(url.searchParams.get('page'))
    const listed = all
      .slice((page - 1) * 2, page * 2)
      .map((one) => Object.fromEntries(Object.entries(one).filter(([, value]) => !Array.isArray(value))))
    const pages = Math.ceil(all.length / 2)
    return reply.end(
      JSON.stringify(
        aPage(listed, {
          total_items: all.length,
          total_pages: pages,
          page_number: page,
          first_page: page === 1,
          last_page: page >= pages,
        }),
      ),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    asked,
    /** From now on it answers otherwise, where this gives something. */
    answerWith: (other: typeof answer) => {
      answer = other
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** What a source sends in a test of what is shown: taken in as a signed file would be. */
export async function listServices(
  services: Services,
  contents: readonly unknown[],
  organisationId = 'GB-LAE-ALD',
): Promise<void> {
  const feed = `directory-${randomUUID().slice(0, 8)}`
  const sender = await aSender(feed)
  const { house } = services
  const act = 'service-directory.source.seed'
  await inTransaction(house, { requestId: randomUUID(), system: { actor: 'founder', act, purpose: 'tests' } }, act, (tx) =>
    seedSource(tx, { ...sender, name: 'The council’s directory', organisationId }, instant('2020-01-01T00:00:00Z'), house.now()),
  )
  await receiveDirectoryFile(services, theDirectory(), await sender.sign(1, JSON.stringify(aPage(contents))))
}
