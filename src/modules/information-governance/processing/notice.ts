import { namesOfOrganisations } from '#modules/partnership'
import type { ReadTx } from '#platform/database'
import { type At, dayAt } from '../at.ts'
import { listDatasets, listPurposeWords, type PurposeWords } from '../decision.repository.ts'
import { ruleOn } from '../retention/retention.rules.ts'
import { schedule } from '../retention/schedule.ts'
import { nameOf } from '../words.rules.ts'
import { listProcessing } from './processing.repository.ts'

/** What a privacy notice says of one purpose (UK GDPR, Articles 13 and 14). */
export type NoticePurpose = {
  readonly purpose: PurposeWords
  readonly classes: readonly string[]
  /** What else may be seen: when its service says yes to one worker, or for an hour when somebody is in danger. */
  readonly atTimes: readonly string[]
  readonly recipients: readonly string[]
}
/** What it says of a service that holds data: who answers for it, and how long it is kept. */
export type NoticeSource = { readonly name: string; readonly controller: string; readonly kept: readonly string[] }
export type Notice = { readonly purposes: readonly NoticePurpose[]; readonly sources: readonly NoticeSource[] }

/** What everybody is told of what partners may share: worked out from the agreements that hold now. It is the same for everyone, whoever holds something of her. */
export async function readNotice(tx: ReadTx, at: At): Promise<Notice> {
  const day = dayAt(at)
  const [rows, words, names, datasets] = [
    await listProcessing(tx, day),
    await listPurposeWords(tx),
    await namesOfOrganisations(tx),
    await listDatasets(tx),
  ]
  const purposes = [...Map.groupBy(rows, ({ purposeId }) => purposeId)].map(([id, its]) => {
    const data = its.flatMap((row) => row.data)
    const classes = distinct(data.flatMap(({ everyday }) => everyday))
    return {
      purpose: words.get(id)!,
      classes,
      atTimes: distinct(data.flatMap((one) => one.classes)).filter((one) => !classes.includes(one)),
      recipients: distinct(its.flatMap(({ recipients }) => recipients.map((id) => nameOf(names, id)))),
    }
  })
  const held = Map.groupBy(
    rows.flatMap(({ controllerId, data }) => data.map((one) => ({ controllerId, ...one }))),
    ({ dataset }) => dataset,
  )
  const sources = [...held].map(([dataset, its]) => ({
    name: datasets.get(dataset)?.plainName ?? its[0]!.name,
    controller: nameOf(names, its[0]!.controllerId),
    kept: distinct(its.flatMap(({ retention }) => retention.map((one) => ruleOn(schedule, one, day)?.says ?? one))),
  }))
  return {
    purposes: purposes.toSorted((a, b) => a.purpose.en.localeCompare(b.purpose.en, 'en')),
    sources: sources.toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
  }
}
const distinct = (all: readonly string[]): string[] => [...new Set(all)].sort()
