import { z } from 'zod'
import { refusal } from '#platform/errors'
import { callerOf, type RoomRoutes } from '#platform/http/kernel'
import { inTransaction } from '#platform/transactions'
import type { At } from '../at.ts'
import { errors } from '../errors.ts'
import { roundedCount } from '../words.rules.ts'
import { beginDraftWith, readAgreement, readDraft, readShared } from './agreements.ts'
import { AgreementContent } from './content.ts'
import { fromOdrl, OdrlUnreadable, toOdrl } from './odrl.ts'
import type { CountPeople } from './simulate.ts'
import { simulateDraft } from './simulate.ts'

const [read, drafts] = ['governance.read', 'governance.agreement.draft'] as const
const params = z.object({ id: z.uuid() })
const tags = ['information-governance']
const Code = z.string().regex(/^[A-Z][A-Z0-9-]{1,19}$/)
const AgreementResponse = z
  .object({
    id: z.string(),
    code: z.string(),
    version: z.number(),
    state: z.enum(['in-force', 'suspended', 'without-protocol', 'to-come', 'ended', 'review-overdue']),
    signedOn: z.string(),
    parties: z.array(z.string()),
    content: AgreementContent,
  })
  .meta({ id: 'SharingAgreement' })
const DraftResponse = z
  .object({
    id: z.string(),
    code: z.string(),
    version: z.number(),
    state: z.enum(['draft', 'consulted', 'to-sign', 'declined', 'withdrawn', 'signed']),
    parties: z.array(z.string()),
    signed: z.array(z.string()),
    fingerprint: z.string().nullable(),
    faults: z.array(z.object({ section: z.string(), says: z.string() })),
    content: AgreementContent,
  })
  .meta({ id: 'SharingAgreementDraft' })
const Drafted = z.object({ id: z.uuid() })

/** The register of agreements, and drafting, for other systems. Signing is for people. */
export const agreementRoutes =
  (count: CountPeople): RoomRoutes =>
  (app, { house, place }) => {
    const at = (): At => ({ now: house.now(), zone: place.zone })

    app.get(
      '/api/v1/sharing-agreements',
      {
        config: { act: read },
        schema: {
          tags,
          summary: 'The agreements between partners',
          response: { 200: z.object({ agreements: z.array(AgreementResponse) }) },
        },
      },
      async (request) => {
        const { agreements } = await inTransaction(house, callerOf(request), read, (tx) => readShared(tx, at()))
        return { agreements: agreements.map((one) => ({ ...one, signedOn: one.signedOn.toString(), parties: [...one.parties] })) }
      },
    )
    app.get(
      '/api/v1/sharing-agreements/:id',
      { config: { act: read }, schema: { tags, summary: 'One agreement', params, response: { 200: AgreementResponse } } },
      async (request) => {
        const { agreement, state } = await inTransaction(house, callerOf(request), read, (tx) =>
          readAgreement(tx, request.params.id, at()),
        )
        return { ...agreement, state, signedOn: agreement.signedOn.toString(), parties: [...agreement.parties] }
      },
    )
    app.get(
      '/api/v1/sharing-agreements/:id/odrl',
      {
        config: { act: read },
        schema: { tags, summary: 'One agreement as ODRL 2.2', params, response: { 200: z.record(z.string(), z.unknown()) } },
      },
      async (request) => {
        const { agreement, gateways } = await inTransaction(house, callerOf(request), read, (tx) =>
          readAgreement(tx, request.params.id, at()),
        )
        return toOdrl(`urn:uuid:${agreement.id}`, agreement.content, {
          version: `${agreement.code} version ${agreement.version}`,
          controllers: agreement.controllers,
          laws: gateways.map((one) => ({
            purpose: one.purposeId,
            basis: one.article6,
            gateway: `${one.statute}, ${one.provision}`,
          })),
        })
      },
    )
    app.get(
      '/api/v1/sharing-agreements/drafts/:id',
      {
        config: { act: read },
        schema: { tags, summary: 'One draft, with what is wrong with it', params, response: { 200: DraftResponse } },
      },
      async (request) => {
        const { draft, state, parties, faults } = await inTransaction(house, callerOf(request), read, (tx) =>
          readDraft(tx, request.params.id, at()),
        )
        return { ...draft, state, parties, faults, signed: [...draft.signed] }
      },
    )
    app.get(
      '/api/v1/sharing-agreements/drafts/:id/changes',
      {
        config: { act: 'governance.agreement.simulate' },
        schema: {
          tags,
          summary: 'What a draft would change: who would see what of how many people',
          params,
          response: {
            200: z.object({
              on: z.string(),
              changes: z.array(
                z.object({
                  change: z.enum(['sees', 'asks', 'loses-sight', 'may-no-longer-ask']),
                  organisation: z.string(),
                  roles: z.array(z.string()),
                  purposes: z.array(z.string()),
                  datasets: z.array(z.string()),
                  classes: z.array(z.string()),
                  relationships: z.array(z.string()),
                  people: z.string().nullable().describe('Rounded; null where it could be anybody'),
                }),
              ),
            }),
          },
        },
      },
      async (request) => {
        const { on, changes } = await inTransaction(house, callerOf(request), 'governance.agreement.simulate', (tx) =>
          simulateDraft(tx, request.params.id, at(), count),
        )
        const plain = changes.map(({ people, ...one }) => ({
          ...one,
          roles: [...one.roles],
          purposes: [...one.purposes],
          datasets: [...one.datasets],
          classes: [...one.classes],
          relationships: [...one.relationships],
          people: people === null ? null : roundedCount(people),
        }))
        return { on: on.toString(), changes: plain }
      },
    )
    app.post(
      '/api/v1/sharing-agreements/drafts',
      {
        config: { act: drafts },
        schema: {
          tags,
          summary: 'Draft an agreement',
          body: z.object({ code: Code, content: AgreementContent }),
          response: { 201: Drafted },
        },
      },
      async (request, reply) => {
        const { code, content } = request.body
        const id = await inTransaction(house, callerOf(request), drafts, (tx) => beginDraftWith(tx, code, content, at()))
        return reply.status(201).send({ id })
      },
    )
    app.post(
      '/api/v1/sharing-agreements/drafts/odrl',
      {
        config: { act: drafts },
        schema: {
          tags,
          summary: 'Draft an agreement from an ODRL 2.2 policy; what cannot be kept as it stands is refused whole',
          querystring: z.object({ code: Code }),
          body: z.record(z.string(), z.unknown()),
          response: { 201: Drafted },
        },
      },
      async (request, reply) => {
        const content = readOdrl(request.body)
        const id = await inTransaction(house, callerOf(request), drafts, (tx) =>
          beginDraftWith(tx, request.query.code, content, at()),
        )
        return reply.status(201).send({ id })
      },
    )
  }

function readOdrl(policy: unknown): AgreementContent {
  try {
    return fromOdrl(policy)
  } catch (error) {
    if (error instanceof OdrlUnreadable) throw refusal(errors, 'ODRL_UNREADABLE', { faults: error.faults.join('; ') })
    throw error
  }
}
