import { namesOfOrganisations } from '#modules/partnership'
import { recordAudit } from '#platform/audit'
import type { ReadTx, Tx } from '#platform/database'
import { type PlainDate, plainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import { type At, dayAt } from '../at.ts'
import { errors } from '../errors.ts'
import * as register from './agreement.repository.ts'
import { readRegister } from './agreements.ts'
import { changesOf, type PeopleQuestion, questionOf, type SharingLines, type SightChange } from './simulation.rules.ts'

/**
 * Of how many people each question is: the room that knows whose records are one person’s answers, in counts and nothing else (an extension point,
 * foundations.md section 3). Whoever is held is in no count.
 */
export type CountPeople = (tx: ReadTx, questions: readonly PeopleQuestion[], now: At['now']) => Promise<readonly number[]>

export type Simulation = {
  readonly on: PlainDate
  /** `people` is null where it could be anybody: whom a contact is about, whose records are compared. */
  readonly changes: readonly (SightChange & { readonly people: number | null })[]
  readonly names: ReadonlyMap<string, string>
  readonly datasets: ReadonlyMap<string, string>
  readonly purposes: ReadonlyMap<string, string>
}
type Simulating = Tx<'governance.agreement.simulate'>

/** What would change on the day on which a draft would come into force, beside all that holds then. */
export async function simulateDraft(
  tx: Simulating,
  id: string,
  at: At,
  count: CountPeople,
): Promise<Simulation & { readonly draft: register.Draft }> {
  const draft = await register.findDraft(tx, id)
  if (!draft) throw refusal(errors, 'AGREEMENT_NOT_FOUND')
  const { code, content } = draft
  const wanted = content.inForceFrom ? plainDate(content.inForceFrom) : dayAt(at)
  const on = wanted.since(dayAt(at)).sign > 0 ? wanted : dayAt(at)
  const holds = await register.listLinesOn(tx, on)
  const without = holds.filter((one) => one.code !== code)
  return { ...(await compare(tx, { holds, becomes: [...without, { ...content, code }], on }, at, count)), draft }
}

/** Who would lose sight of what if an agreement were stopped now. */
export async function simulateStop(tx: Simulating, id: string, at: At, count: CountPeople): Promise<Simulation> {
  const agreement = await register.findAgreement(tx, id, dayAt(at))
  if (!agreement) throw refusal(errors, 'AGREEMENT_NOT_FOUND')
  const on = dayAt(at)
  const holds = await register.listLinesOn(tx, on)
  const stands = (one: SharingLines) => one.code !== agreement.code && one.protocol !== agreement.code
  return compare(tx, { holds, becomes: holds.filter(stands), on }, at, count)
}

async function compare(
  tx: Simulating,
  { holds, becomes, on }: { holds: readonly SharingLines[]; becomes: readonly SharingLines[]; on: PlainDate },
  at: At,
  count: CountPeople,
): Promise<Simulation> {
  const known = await readRegister(tx, on)
  const shareable = (lines: readonly SharingLines[]) => lines.map((one) => ({ ...one, terms: one.terms.map(withoutHidden) }))
  const withoutHidden = (term: SharingLines['terms'][number]) => ({
    ...term,
    cells: term.cells.filter(({ dataset }) => known.datasets.has(dataset)),
  })
  const changes = changesOf(shareable(holds), shareable(becomes))
  const questions = changes.map(questionOf)
  const asked = questions.filter((one) => one !== undefined)
  const counts = asked.length > 0 ? await count(tx, asked, at.now) : []
  await recordAudit(tx, 'simulation', { changes: changes.length })
  return {
    on,
    changes: changes.map((change, nth) => ({
      ...change,
      people: questions[nth] ? counts[asked.indexOf(questions[nth])]! : null,
    })),
    names: await namesOfOrganisations(tx),
    datasets: new Map([...known.datasets].map(([id, { name }]) => [id, name])),
    purposes: new Map([...known.purposes].map(([id, { name }]) => [id, name])),
  }
}
