// What a matching claimed, held against the truth. Both are asked the same questions in the same way; only files are read.

import { clusterByComponents } from '#matching/clustering'
import { type Duck, quoted } from '#matching/duck'
import {
  type Accuracy,
  accuracyOf,
  type Band,
  bandsOf,
  bestThreshold,
  countPairs,
  type JudgedPairs,
  type Rate,
  rateOf,
} from '#matching/evaluation'

/** Bits of a probability of 0.95. */
export const sure = Math.log2(0.95 / 0.05)
/** Where bands of claimed probability begin. */
const bounds = [0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99]

/** Records whose person is known, numbered from 0. */
export type Truth = { readonly persons: Int32Array; readonly pairs: number }

/** Pairs as they were written, with the truth about each. */
export type Claims = JudgedPairs & { readonly left: Int32Array; readonly right: Int32Array; readonly score: Float64Array }

/** Reads who is who into the table `truth`: record_id and person, CSV with a header. */
export async function readTruth(duck: Duck, file: string): Promise<Truth> {
  await duck.run(`create or replace table truth as select (row_number() over (order by record_id) - 1)::integer as id, record_id,
    (dense_rank() over (order by person) - 1)::integer as person from read_csv(${quoted(file)}, all_varchar = true, header = true)`)
  const persons = await column(duck, 'select person from truth order by id')
  return { persons, pairs: countPairs(persons, persons).actual }
}

/** Reads pairs (left_id, right_id, match_weight) that were written as Parquet. */
export async function readClaims(duck: Duck, file: string): Promise<Claims> {
  const [[wanted]] = (await duck.rows<[bigint]>(`select count(*) from read_parquet(${quoted(file)})`)) as [[bigint]]
  const count = Number(wanted)
  const left = new Int32Array(count)
  const right = new Int32Array(count)
  const score = new Float64Array(count)
  const match = new Uint8Array(count)
  let at = 0
  for await (const [a, b, bits, same] of duck.chunks(`select a.id, b.id, p.match_weight::double, (a.person = b.person)::tinyint
      from read_parquet(${quoted(file)}) p join truth a on a.record_id = p.left_id join truth b on b.record_id = p.right_id`)) {
    left.set(a as number[], at)
    right.set(b as number[], at)
    score.set(bits as number[], at)
    match.set(same as number[], at)
    at += a!.length
  }
  if (at !== count) throw new Error(`${file} has ${count - at} pairs of records that the truth does not know`)
  return { left, right, score, match }
}

/** How right a clustering (record_id, person_id; Parquet) is; a record that it does not name is alone. */
export async function judgeClusters(duck: Duck, file: string, truth: Truth): Promise<Accuracy> {
  const clusters = await column(
    duck,
    `select (dense_rank() over (order by coalesce(c.person_id, t.record_id)) - 1)::integer
     from truth t left join read_parquet(${quoted(file)}) c using (record_id) order by t.id`,
  )
  return accuracyOf(countPairs(clusters, truth.persons))
}

/** The best that connected components can do with these pairs, over every threshold a quarter of a bit apart. */
export function bestComponents({ left, right, score }: Claims, truth: Truth): Accuracy & { readonly thresholdBits: number } {
  let best: (Accuracy & { thresholdBits: number }) | undefined
  const most = score.reduce((high, one) => Math.max(high, one), Number.NEGATIVE_INFINITY)
  const least = score.reduce((low, one) => Math.min(low, one), Number.POSITIVE_INFINITY)
  for (let stop = Math.ceil(least * 4) / 4; stop <= Math.min(most, 40); stop += 0.25) {
    const clusters = clusterByComponents({ records: truth.persons.length, left, right, weight: Float32Array.from(score), stop })
    const here = accuracyOf(countPairs(clusters, truth.persons))
    if ((here.f1 ?? 0) > (best?.f1 ?? -1)) best = { ...here, thresholdBits: stop }
  }
  if (!best) throw new Error('there are no pairs to judge')
  return best
}

/** Of the pairs claimed with a probability of 0.95 or more: how many are of one person. */
export function precisionOfSure({ score, match }: JudgedPairs): Rate {
  const claimed = match.filter((_, at) => score[at]! >= sure)
  return rateOf(
    claimed.reduce((sum, one) => sum + one, 0),
    claimed.length,
  )
}

/** Claimed less true, band by band, as a reader may check: shares, and how many pairs stand behind them. */
export const calibration = (claims: JudgedPairs) =>
  bandsOf(claims, bounds).map(({ from, to, claimed, actual, excess }: Band) => ({
    from,
    to,
    pairs: actual?.of ?? 0,
    claimed: claimed === null ? null : short(claimed),
    actual: actual && short(actual.rate),
    excess: excess === null ? null : short(excess),
  }))

/** F1 of pairs where each pair stands for itself: at the best threshold, and at 0.95. */
export function judgePairs({ score, match }: JudgedPairs, actual: number): { best: number; at95: number } {
  const scored = match.reduce((sum, one) => sum + one, 0)
  const { count = 0, of = 0 } = precisionOfSure({ score, match }) ?? {}
  return {
    best: bestThreshold({ score, match }, actual - scored)?.f1 ?? 0,
    at95: accuracyOf({ claimed: of, actual, correct: count }).f1 ?? 0,
  }
}

const short = (share: number): number => Number(share.toFixed(4))

async function column(duck: Duck, sql: string): Promise<Int32Array> {
  const values: number[] = []
  for await (const [chunk] of duck.chunks(sql)) for (const value of chunk as number[]) values.push(value)
  return Int32Array.from(values)
}
