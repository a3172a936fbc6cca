import { createHash } from 'node:crypto'
import { namesOfOrganisations } from '#modules/partnership'
import type { WrittenHere } from '#modules/shared-record'
import { listConcerns } from './concerns/concern.repository.ts'
import { dangerWords, decisionWord } from './concerns/concern.words.ts'
import { listPlans } from './plans/plan.repository.ts'
import { isKept } from './plans/plan.rules.ts'
import { kindName, textOf } from './plans/plan.words.ts'
import { listReferrals } from './referrals/referral.repository.ts'
import { referralText } from './referrals/referral.words.ts'

/** Names it for good, apart from any fact that an agency sent. */
const numberOf = (key: string): bigint => BigInt(`0x${createHash('sha256').update(key).digest('hex').slice(0, 13)}`)

/** Worries, plans and referrals, for the copy that their person asks for: each in the words in which it was written, with who wrote it. */
export const written: WrittenHere = async (services, tx, sources) => {
  const base = { otherSourcePersonId: null, householdKey: null, validFrom: null, validTo: null, batchId: '' }
  const concerns = (await listConcerns(tx, services.vault, sources)).map((one) => ({
    ...base,
    id: numberOf(one.id),
    controllerId: one.controllerId,
    datasetId: one.datasetId,
    fieldClass: 'concern',
    sourcePersonId: one.sourcePersonId,
    sourceKey: one.id,
    eventAt: one.recordedAt,
    recordedAt: one.recordedAt,
    contentHash: one.decided ? `${one.id} decided` : one.id,
    kind: 'written' as const,
    content: {
      what: `A worry. ${dangerWords[one.danger]}`,
      statement: Object.values(one.told).filter(Boolean).join('\n'),
      result: one.decided ? `${decisionWord(one.decided.decision)}: ${one.decided.reason}` : null,
      author: `${one.recordedByName}, ${one.recordedByOrganisation}`,
    },
  }))
  const plans = (await listPlans(tx, services.vault, sources)).flatMap((plan) =>
    plan.entries.map((entry) => ({
      ...base,
      id: numberOf(`${plan.id}|${entry.seq}`),
      controllerId: plan.controllerId,
      datasetId: plan.datasetId,
      fieldClass: 'plan',
      sourcePersonId: plan.sourcePersonId,
      sourceKey: `${plan.id}|${entry.seq}`,
      eventAt: entry.at,
      recordedAt: entry.at,
      contentHash: `${plan.id}|${entry.seq}`,
      kind: 'written' as const,
      content: {
        what: kindName(plan.kind),
        statement: textOf(entry.event),
        result: null,
        author: [entry.byName, entry.byOrganisation].filter(Boolean).join(', '),
        ...(isKept(plan.entries, entry.event) ? { keptByTeam: true as const } : {}),
      },
    })),
  )
  const organisations = await namesOfOrganisations(tx)
  const referrals = (await listReferrals(tx, services.vault, sources)).flatMap((referral) =>
    referral.entries.map((entry) => ({
      ...base,
      id: numberOf(`${referral.id}|${entry.seq}`),
      controllerId: referral.controllerId,
      datasetId: referral.datasetId,
      fieldClass: 'referral',
      sourcePersonId: referral.sourcePersonId,
      sourceKey: `${referral.id}|${entry.seq}`,
      eventAt: entry.at,
      recordedAt: entry.at,
      contentHash: `${referral.id}|${entry.seq}`,
      kind: 'written' as const,
      content: {
        what: 'A referral',
        statement: referralText(entry, (id) => organisations.get(id) ?? id),
        result: null,
        author: `${entry.byName}, ${entry.byOrganisation}`,
      },
    })),
  )
  return [...concerns, ...plans, ...referrals]
}
