/**
 * A model with what training found, as it is kept and used live: the numbers of the three hypotheses, and how common names are.
 * Scores a pair of standardised records in TypeScript exactly as the batch scores it in DuckDB.
 */
import { z } from 'zod'
import { bitsOf } from './bits.ts'
import { compileOutcomes } from './compile/typescript.ts'
import { type Explanation, explain } from './explain.ts'
import type { Table, Weights } from './hypotheses.ts'
import {
  type BlockingKey,
  type Model,
  ModelRefused,
  missing,
  readModel,
  type StandardRecord,
  sayingLevels,
  standardColumns,
} from './model.ts'
import { rarityBits } from './rarity.ts'
import { type HashKey, sipHash } from './siphash.ts'
import { type Standard, standardise, taken } from './standardise.ts'

/** How common the values of one field are. Values that are not listed are as rare as a value may be. */
export type ValueFrequencies = { readonly known: number; readonly counts: Readonly<Record<string, number>> }

export type TrainedModel = {
  /** Names this training for good: a link's evidence tells it. */
  readonly id: string
  readonly model: Model
  readonly weights: Weights
  readonly frequencies: Readonly<Record<string, ValueFrequencies>>
}

const table: z.ZodType<Table> = z.array(z.array(z.number().min(0).max(1)))
const trained = z.strictObject({
  id: z.string().min(1),
  model: z.unknown(),
  weights: z.strictObject({
    m: table,
    h: table,
    u: table,
    persons: z.number().positive(),
    households: z.number().min(0),
    possible: z.number().positive(),
  }),
  frequencies: z.record(
    z.string(),
    z.strictObject({ known: z.number().positive(), counts: z.record(z.string(), z.number().positive()) }),
  ),
})

/** @throws ModelRefused naming what is wrong */
export function readTrained(json: unknown): TrainedModel {
  const read = trained.safeParse(json)
  if (!read.success) throw new ModelRefused(`The trained model cannot be read.\n${z.prettifyError(read.error)}`)
  const model = readModel(read.data.model)
  for (const row of [read.data.weights.m, read.data.weights.h, read.data.weights.u])
    if (
      row.length !== model.comparisons.length ||
      row.some((levels, k) => levels.length !== sayingLevels(model.comparisons[k]!).length)
    )
      throw new ModelRefused('The trained model’s numbers are not one for each level of each comparison. Train it again.')
  return { ...read.data, model }
}

/** A record as its source says it: a text for each column that the model names. */
export type RawRecord = Readonly<Record<string, string | null | undefined>>

/** A record ready to be compared and to be found. */
export type ReadyRecord = { readonly standard: StandardRecord; readonly keys: readonly bigint[] }

/** Standardises a record once, and makes its keys: the same as the batch makes. Keys that a part is missing of are left out. */
export function readyRecord({ model }: Pick<TrainedModel, 'model'>, hashKey: HashKey, raw: RawRecord): ReadyRecord {
  const forms = new Map(model.fields.map((field) => [field.name, standardise(field.kind, raw[field.column])]))
  const standard: Record<string, string | number | Int32Array | null> = {}
  for (const field of model.fields) {
    const { value, sound, day } = standardColumns(field)
    const form = forms.get(field.name)!
    standard[value] = field.kind === 'code' && form.value !== null ? bitsOf(form.value) : form.value
    if (sound) standard[sound] = form.sound
    if (day) standard[day] = form.day
  }
  return { standard, keys: model.keys.flatMap((key) => keyOf(key, forms, hashKey) ?? []) }
}

function keyOf(key: BlockingKey, forms: ReadonlyMap<string, Standard>, hashKey: HashKey): bigint | undefined {
  if (!('parts' in key)) return undefined
  let hash = 0n
  for (const { field, take } of key.parts) {
    const part = taken(forms.get(field)!, take)
    if (part === null) return undefined
    hash ^= sipHash(hashKey, `${field}|${take}|${part}`)
  }
  return BigInt.asIntN(64, hash)
}

/** What two records say for being one person, with its reasons. */
export type Score = (left: StandardRecord, right: StandardRecord) => Explanation & { readonly outcomes: readonly number[] }

/** Compiles the trained model to a function over two standardised records. */
export function scorerOf({ model, weights, frequencies }: TrainedModel): Score {
  const compare = compileOutcomes(model)
  const frequency = (field: string, record: StandardRecord): number | null => {
    const value = record[field]
    const known = frequencies[field]
    if (typeof value !== 'string' || !known) return null
    return Math.log2((known.counts[value] ?? 1) / known.known)
  }
  return (left, right) => {
    const outcomes = compare(left, right)
    const rarity = model.comparisons.map((comparison, k) => {
      const outcome = outcomes[k]!
      const rare = outcome === missing ? undefined : sayingLevels(comparison)[outcome]!.rarity
      if (!rare) return { strangers: 0, other: 0 }
      const [one, other] = [frequency(rare.field, left), frequency(rare.field, right)]
      return rarityBits(comparison, k, outcome, weights, one === null || other === null ? null : Math.max(one, other))
    })
    return { ...explain(model, weights, outcomes, rarity), outcomes }
  }
}
