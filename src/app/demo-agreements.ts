import {
  answerDraft,
  beginDraft,
  changeDraft,
  closeForSigning,
  commentOnDraft,
  consult,
  readShared,
} from '#modules/information-governance'
import { dayOf } from '#platform/dates'
import type { Services } from '#platform/services'
import { inTransaction } from '#platform/transactions'
import { sittingOf } from './demo-requests.ts'

const parties = ['GB-LAE-ALD', 'GB-FRS-ALD', 'GB-NHS-RZC9', 'GB-CHC-Z900001']
const datasets = ['council-housing', 'council-adult-social-care', 'fire-home-safety', 'nhs-patients', 'charity-family-support']

/**
 * An agreement on its way in the demonstration, done as its people would do it: the next version of the one on safe and well visits, for four parties
 * instead of all, with one line more; put to them, changed for what one said, closed, and signed by two.
 */
export async function agreeAround(services: Services, personaIssuer: string): Promise<void> {
  const { house, place } = services
  const sitting = (persona: string) => sittingOf(services, personaIssuer, persona, 'information-governance')
  const [owen, miriam, dilys] = [
    await sitting('owen-pritchard'),
    await sitting('miriam-stein'),
    await sitting('dilys-penhaligon'),
  ]
  if (!owen || !miriam || !dilys) return
  const ago = (days: number) => ({ now: house.now().subtract({ hours: 24 * days }), zone: place.zone })
  const { agreements } = await inTransaction(house, owen(), 'governance.read', (tx) => readShared(tx, ago(0)))
  const safeAndWell = agreements.find(({ code }) => code === 'AFS')
  if (!safeAndWell) return
  const id = await inTransaction(house, owen(), 'governance.agreement.draft', (tx) =>
    beginDraft(tx, { from: safeAndWell.id }, ago(24)),
  )
  await inTransaction(house, owen(), 'governance.agreement.draft', async (tx) => {
    await changeDraft(
      tx,
      id,
      (content) => ({
        ...content,
        recipients: parties,
        reviewOn: dayOf(house.now(), place.zone).add({ years: 1 }).toString(),
        particulars: {
          ...content.particulars,
          why: 'Homes where a fire would be worst are visited first, by somebody who knows that the person cannot get out by herself.',
        },
        terms: [
          ...content.terms.map((line) => ({ ...line, cells: line.cells.filter(({ dataset }) => datasets.includes(dataset)) })),
          {
            name: 'What a visitor has to know',
            roles: ['practitioner'],
            relationships: ['allocated-worker', 'team'],
            trainings: ['information-sharing'],
            cells: [{ dataset: 'council-adult-social-care', classes: ['need'] }],
          },
        ],
      }),
      ago(23),
    )
    await consult(tx, id, dayOf(ago(8).now, place.zone), ago(22))
  })
  await inTransaction(house, miriam(), 'governance.agreement.comment', (tx) =>
    commentOnDraft(
      tx,
      id,
      {
        stance: 'change',
        said: 'We are content with who receives. Of health the visitors need nothing: please keep it to what adult social care writes of needs.',
      },
      ago(15),
    ),
  )
  await inTransaction(house, owen(), 'governance.agreement.draft', (tx) => closeForSigning(tx, id, ago(6)))
  for (const [as, days] of [
    [dilys, 3],
    [miriam, 1],
  ] as const)
    await inTransaction(house, as(), 'governance.agreement.sign', (tx) => answerDraft(tx, id, null, ago(days)))
}
