/** What a matching leaves: clusters (record_id, person_id, probability) and pairs (left_id, right_id, probability, hypothesis, match_weight in bits). */
import { extname } from 'node:path'
import type { Run } from './batch.ts'
import { usualClustering } from './batch.ts'
import { type Duck, quoted } from './duck.ts'
import type { Model } from './model.ts'
import { probabilityOf } from './probability.ts'

/** Bits of the least pair that is written: a probability of one in a thousand. */
const leastWritten = -10

const formatOf = (file: string): string => (extname(file) === '.parquet' ? '(format parquet)' : '(format csv, header)')

/** Writes every pair that may be one person, the surest first, with the likeliest of the three hypotheses. */
export async function writePairs(duck: Duck, file: string): Promise<number> {
  await duck.run(`copy (
      select l.record_id as left_id, r.record_id as right_id, 1 / (1 + pow(2, -e.bits)) as probability,
        case when e.bits >= 0 then 'same person' when e.household then 'same household' else 'strangers' end as hypothesis, e.bits as match_weight
      from edges e join input l on l.id = e.a join input r on r.id = e.b
      where e.bits >= ${leastWritten} order by probability desc, left_id, right_id)
    to ${quoted(file)} ${formatOf(file)}`)
  const [[count]] = (await duck.rows<[bigint]>(`select count(*) from edges where bits >= ${leastWritten}`)) as [[bigint]]
  return Number(count)
}

/**
 * Writes each record's person: the id of the person is the first record in it. The probability says how surely the record
 * belongs there: by the average of its pairs with the others; of one that is alone, that it is nobody else.
 */
export async function writeClusters(duck: Duck, model: Model, { clusters, records }: Run, file: string): Promise<number> {
  const sure = await certainties(duck, clusters, model.clustering?.unseen ?? usualClustering.unseen)
  await duck.run('create table clusters (id integer, person integer, probability double)')
  for (let at = 0; at < records; at += 20_000) {
    const part = clusters.subarray(at, at + 20_000)
    await duck.append('clusters', [Array.from(part, (_, nth) => at + nth), [...part], [...sure.subarray(at, at + 20_000)]])
  }
  await duck.run(`copy (select i.record_id, p.record_id as person_id, c.probability from clusters c join input i on i.id = c.id join input p on p.id = c.person order by c.person, c.id)
    to ${quoted(file)} ${formatOf(file)}`)
  let people = 0
  for (let id = 0; id < records; id++) if (clusters[id] === id) people++
  return people
}

/** For each record, how surely it belongs where it is. */
async function certainties(duck: Duck, clusters: Int32Array, unseen: number): Promise<Float64Array> {
  const size = new Int32Array(clusters.length)
  for (const person of clusters) size[person]!++
  const [bits, seen] = [new Float64Array(clusters.length), new Int32Array(clusters.length)]
  const elsewhere = new Float64Array(clusters.length).fill(Number.NEGATIVE_INFINITY)
  for await (const [as, bs, all] of duck.chunks('select a, b, bits from edges')) {
    for (let at = 0; at < as!.length; at++) {
      const [a, b, weight] = [as![at] as number, bs![at] as number, all![at] as number]
      if (clusters[a] === clusters[b]) {
        // In millionths of a bit, so that the sum is exact and the order of the pairs does not show in it.
        const finely = Math.round(weight * 2 ** 20)
        bits[a]! += finely
        bits[b]! += finely
        seen[a]!++
        seen[b]!++
      } else {
        elsewhere[a] = Math.max(elsewhere[a]!, weight)
        elsewhere[b] = Math.max(elsewhere[b]!, weight)
      }
    }
  }
  return bits.map((sum, id) => {
    const others = size[clusters[id]!]! - 1
    return others === 0
      ? 1 - probabilityOf(elsewhere[id]!)
      : probabilityOf((sum / 2 ** 20 + unseen * (others - seen[id]!)) / others)
  })
}
