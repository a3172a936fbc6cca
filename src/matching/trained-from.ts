/** From a run to the trained model that is kept. */
import { createHash } from 'node:crypto'
import type { Run } from './batch.ts'
import type { Duck } from './duck.ts'
import type { Model } from './model.ts'
import type { TrainedModel, ValueFrequencies } from './trained.ts'

/** The commonest values of each field whose rarity counts; a rarer one is taken to stand alone. */
export async function trainedFrom(duck: Duck, model: Model, { weights: training, keys }: Run): Promise<TrainedModel> {
  const { m, h, u, persons, households, possible } = training
  const fields = new Set(model.comparisons.flatMap((one) => one.levels.flatMap((level) => level.rarity?.field ?? [])))
  const frequencies: Record<string, ValueFrequencies> = {}
  for (const field of fields) {
    const rows = await duck.rows<[string, bigint]>(
      `select ${field}, count(*) from records where ${field} is not null group by 1 having count(*) > 1 order by 2 desc, 1 limit 5000`,
    )
    const [[known]] = (await duck.rows<[bigint]>(`select count(${field}) from records`)) as [[bigint]]
    frequencies[field] = {
      known: Number(known),
      counts: Object.fromEntries(rows.map(([value, count]) => [value, Number(count)])),
    }
  }
  const kept = { ...model, keys: model.keys.filter((_, at) => !keys[at]!.leftOut) }
  const id = createHash('sha256')
    .update(JSON.stringify([kept, m, h, u, persons, households, possible]))
    .digest('hex')
    .slice(0, 12)
  return { id, model: kept, weights: { m, h, u, persons, households, possible }, frequencies }
}
