import { namesOfOrganisations } from '#modules/partnership'
import type { ReadTx, Tx } from '#platform/database'
import { plainDate } from '#platform/dates'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { inTransaction } from '#platform/transactions'
import { listShared } from '../agreements/agreement.repository.ts'
import { agreementState } from '../agreements/agreement.rules.ts'
import { listAssessments } from '../assessments/assessment.repository.ts'
import { type At, dayAt } from '../at.ts'
import { listDatasets } from '../decision.repository.ts'
import { countOddLooks } from '../odd-looks/odd-look.repository.ts'
import { listAgreementGateways } from '../register.repository.ts'
import { nameOf, roundedCount } from '../words.rules.ts'
import * as processing from './processing.repository.ts'
import { withFlows } from './processing.rules.ts'

const daysBack = 365

/** The record of processing as it is now, with what flowed in a year. It is worked out, never typed. */
export async function readProcessing(tx: Tx<'governance.processing.read'>, at: At) {
  const datasets = await listDatasets(tx)
  const visible = [...datasets.values()].filter(
    (one) => one.existence === 'shown' || one.existence === 'named' || one.controllerId === tx.actor.organisationId,
  )
  const flows = await processing.listFlows(
    tx,
    at.now.subtract({ hours: 24 * daysBack }),
    at.now,
    visible.map(({ id }) => id),
  )
  const controllers = new Map(visible.map(({ id, controllerId }) => [id, controllerId]))
  return {
    ...withFlows(await processing.listProcessing(tx, dayAt(at)), flows, controllers),
    names: new Map([...(await processing.namesOfProcessing(tx)), ...(await namesOfOrganisations(tx))]),
    at,
    own: tx.actor.organisationId,
  }
}
export type ProcessingRead = Awaited<ReturnType<typeof readProcessing>>

const clock = () => ({
  requestId: newId(),
  system: { actor: 'clock', act: 'governance.public.freeze', purpose: 'running-the-product' },
})

/** Freezes once a day what everyone may read of how data is used. Asked again on the same day, it changes nothing. */
export async function freezePublicRegister({ house, place }: Services): Promise<void> {
  const at: At = { now: house.now(), zone: place.zone }
  const day = dayAt(at)
  await inTransaction(house, clock(), 'governance.public.freeze', async (tx) => {
    if ((await processing.findFrozen(tx))?.day === day.toString()) return
    await processing.freeze(tx, day, await publicRegister(tx, at), at.now)
  })
}

async function publicRegister(tx: ReadTx, at: At): Promise<processing.PublicRegister> {
  const day = dayAt(at)
  const names = await namesOfOrganisations(tx)
  const shared = (await listShared(tx, day)).map((one) => ({
    ...one,
    state: agreementState({ ...one, reviewOn: one.content.reviewOn ? plainDate(one.content.reviewOn) : day }, day),
  }))
  const monthBegan = day.with({ day: 1 }).subtract({ months: 1 })
  const start = (of: typeof day) => of.toZonedDateTime(at.zone).toInstant()
  const datasets = [...(await listDatasets(tx)).values()].filter(
    ({ existence }) => existence === 'shown' || existence === 'named',
  )
  const [from, until] = [start(monthBegan), start(day.with({ day: 1 }))]
  const flows = await processing.listFlows(
    tx,
    from,
    until,
    datasets.map(({ id }) => id),
  )
  const purposes = new Map((await processing.listProcessing(tx, day)).map(({ purposeId, purpose }) => [purposeId, purpose]))
  const looks = Map.groupBy(
    flows.filter(({ purpose }) => purposes.has(purpose)),
    ({ purpose }) => purpose,
  )
  return {
    day: day.toString(),
    month: monthBegan.toString().slice(0, 7),
    agreements: await Promise.all(
      shared
        .filter(({ state }) => state !== 'ended' && state !== 'to-come')
        .map(async (one) => ({
          title: one.content.title,
          version: `${one.code} version ${one.version}`,
          purposes: one.purposeNames,
          parties: one.parties.map((id) => nameOf(names, id)),
          law: [
            ...new Set((await listAgreementGateways(tx, one.id)).map(({ statute, provision }) => `${statute}, ${provision}`)),
          ],
          since: one.inForceFrom.toString(),
          reviewBy: one.content.reviewOn,
          stopped: one.state === 'suspended' || one.state === 'without-protocol',
        })),
    ),
    assessments: (await listAssessments(tx)).flatMap((one) =>
      one.kind === 'dpia' && one.approvedAt
        ? [
            {
              title: one.title,
              about: one.content.said.aims ?? '',
              risks: one.content.risks.map(({ risk, measure, residual }) => ({ risk, measure, left: residual })),
            },
          ]
        : [],
    ),
    looks: [...purposes].map(([id, purpose]) => ({
      purpose,
      looks: roundedCount((looks.get(id) ?? []).reduce((sum, flow) => sum + flow.looks, 0)),
    })),
    oddLooks: (await countOddLooks(tx, from, until)).map((one) => ({
      organisation: nameOf(names, one.organisationId),
      looks: roundedCount(one.looks),
      odd: roundedCount(one.odd),
      notRightful: roundedCount(one.notRightful),
    })),
    emergencies: roundedCount(await processing.countEmergencies(tx, from, until)),
  }
}

/** What everyone may read: as it was frozen, and nothing else. Undefined before the first day is over. */
export const readPublicRegister = ({ house }: Services): Promise<processing.PublicRegister | undefined> =>
  inTransaction(house, clock(), 'governance.public.freeze', (tx) => processing.findFrozen(tx))
