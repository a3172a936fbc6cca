import assert from 'node:assert/strict'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { after, test } from 'node:test'
import { seed } from '#testing/random'
import { MadePlace, personColumns } from './testing.ts'

const [one, again, other] = [new MadePlace(600, seed), new MadePlace(600, seed), new MadePlace(600, seed + 1)]
after(() => {
  for (const place of [one, again, other]) place.remove()
})

const digests = (place: MadePlace) =>
  new Map(place.files().map((path) => [path, createHash('sha256').update(place.bytes(path)).digest('hex')]))

test('the same seed gives the same bytes, file by file', () => {
  assert.deepEqual(digests(one), digests(again))
})

test('another seed gives the same files with other bytes', () => {
  const [mine, theirs] = [digests(one), digests(other)]
  assert.deepEqual([...mine.keys()], [...theirs.keys()])
  // A small file may hold only the planted stories, which every seed tells; so may all that the smallest agencies send.
  const extracts = [...mine.keys()].filter((path) => path.startsWith('extracts/') && !path.endsWith('.jws'))
  const byFeed = Map.groupBy(extracts, (path) => path.split('/')[1]!)
  assert.ok(byFeed.size > 15)
  const alike = [...byFeed].filter(([, paths]) => paths.every((path) => mine.get(path) === theirs.get(path)))
  assert.ok(alike.length <= 2, String(alike.map(([feed]) => feed)))
})

type Place = {
  connections: { feed: string; publicKey: { crv: string; kty: string; x: string } }[]
  deliveries: { feed: string; file: string; sequence: number; arrivesAt: string }[]
}
type Manifest = { feed: string; sequence: number; sha256: string; rowCount: number; holds?: string }

test('every file is delivered once, and is what its signed manifest says', () => {
  const { connections, deliveries } = one.json<Place>('place.json')
  const sent = deliveries.map(({ feed, file }) => `extracts/${feed}/${file}`)
  const written = one.files().filter((path) => path.startsWith('extracts/') && !path.endsWith('.jws'))
  assert.deepEqual(sent.toSorted(), written)
  for (const { feed, file, sequence } of deliveries) {
    const path = `extracts/${feed}/${file}`
    const [header, payload, signature] = one.text(`${path}.manifest.jws`).split('.') as [string, string, string]
    const key = createPublicKey({ key: connections.find((one) => one.feed === feed)!.publicKey, format: 'jwk' })
    assert.ok(verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')), path)
    const manifest = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Manifest
    const sha256 = createHash('sha256').update(one.bytes(path)).digest('hex')
    assert.deepEqual([manifest.feed, manifest.sequence, manifest.sha256], [feed, sequence, sha256], path)
    const isFull = manifest.sequence === 1 && feed in personColumns
    assert.equal(manifest.holds, isFull ? 'everything' : undefined, path)
    const broken = one.broken.filter((row) => row.feed === feed && row.file === file).length
    if (!file.endsWith('.json'))
      assert.equal(one.rows(feed).filter((row) => row.file === file).length + broken, manifest.rowCount, path)
  }
})

test('files come late, twice and in the wrong order', () => {
  const { deliveries } = one.json<Place>('place.json')
  const arrival = (feed: string, sequence: number) => deliveries.find((one) => one.feed === feed && one.sequence === sequence)!
  assert.ok(arrival('fire-home-safety', 2).arrivesAt > arrival('fire-home-safety', 3).arrivesAt)
  assert.ok(arrival('probation', 2).arrivesAt.slice(0, 10) > '2026-03-23')
  assert.deepEqual(
    one.bytes('extracts/council-early-help/0002-changes.csv'),
    one.bytes('extracts/council-early-help/0003-changes-again.csv'),
  )
  assert.deepEqual(
    deliveries.map(({ arrivesAt }) => arrivesAt).toSorted(),
    deliveries.map(({ arrivesAt }) => arrivesAt),
  )
})
