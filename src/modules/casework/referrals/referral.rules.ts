import type { Instant } from '#platform/dates'

/** How help that was asked for came out. */
export const results = ['helped', 'partly', 'not-taken-up', 'not-possible'] as const
export type Result = (typeof results)[number]

/** What can be written into a referral. `to` is an organisation; each is a fact, and the state is read from them all. */
export type ReferralEvent =
  | { readonly kind: 'sent'; readonly to: string; readonly need: string; readonly agrees: string; readonly safeWay: string }
  /** Something is missing: back to who sent it, with the question. */
  | { readonly kind: 'returned'; readonly words: string }
  | { readonly kind: 'sent-again'; readonly words: string }
  | { readonly kind: 'accepted'; readonly worker: string; readonly phone: string; readonly words: string }
  /** A warm handover: somebody there was spoken with, and it waits for them (no wrong door). */
  | { readonly kind: 'handed-over'; readonly to: string; readonly spokeWith: string; readonly words: string }
  /** Nobody was found who takes it: it goes up to the front door, which must place it. */
  | { readonly kind: 'declined'; readonly frontDoor: string; readonly words: string }
  | { readonly kind: 'withdrawn'; readonly words: string }
  | { readonly kind: 'closed'; readonly result: Result; readonly words: string }

export type ReferralEntry = {
  readonly seq: number
  readonly byName: string
  readonly byOrganisationId: string
  readonly byOrganisation: string
  readonly at: Instant
  readonly event: ReferralEvent
}

export type ReferralState = 'waiting' | 'returned' | 'escalated' | 'accepted' | 'withdrawn' | 'closed'
/** A referral as it stands. */
export type ReferralNow = {
  readonly seq: number
  readonly state: ReferralState
  /** Who sent it, and who has it. */
  readonly from: string
  readonly at: string
  readonly need: string
  readonly agrees: string
  readonly safeWay: string
  readonly since: Instant | null
  readonly acceptedBy: { readonly worker: string; readonly phone: string } | null
  readonly result: Result | null
  /** How often it was sent on or back: each is somebody who was asked to help and did not. */
  readonly bounces: number
}

/** What a referral says now, from its entries in order. Pure. */
export function referralOf(entries: readonly ReferralEntry[]): ReferralNow {
  let now: ReferralNow = {
    seq: 0,
    state: 'waiting',
    from: '',
    at: '',
    need: '',
    agrees: '',
    safeWay: '',
    since: null,
    acceptedBy: null,
    result: null,
    bounces: 0,
  }
  for (const entry of entries) now = { ...after(now, entry), seq: entry.seq, since: entry.at }
  return now
}

function after(now: ReferralNow, { event, byOrganisationId }: ReferralEntry): ReferralNow {
  switch (event.kind) {
    case 'sent': {
      const { kind: _, to, ...said } = event
      return { ...now, ...said, state: 'waiting', from: byOrganisationId, at: to }
    }
    case 'returned':
      return { ...now, state: 'returned', bounces: now.bounces + 1 }
    case 'sent-again':
      return { ...now, state: 'waiting' }
    case 'accepted':
      return { ...now, state: 'accepted', acceptedBy: { worker: event.worker, phone: event.phone } }
    case 'handed-over':
      return { ...now, state: 'waiting', at: event.to, bounces: now.bounces + 1, acceptedBy: null }
    case 'declined':
      return { ...now, state: 'escalated', at: event.frontDoor, bounces: now.bounces + 1 }
    case 'withdrawn':
      return { ...now, state: 'withdrawn' }
    case 'closed':
      return { ...now, state: 'closed', result: event.result }
  }
}

export type ReferralFault = 'OVER' | 'NOT_WITH_YOU' | 'NOT_YOURS' | 'NOT_NOW' | 'TO_ITSELF' | 'BACK_TO_SENDER' | 'CANNOT_GO_UP'

const isOver = ({ state }: ReferralNow) => state === 'withdrawn' || state === 'closed'
/** Whether somebody has to do something with it: so long it waits. */
export const waits = (now: ReferralNow): boolean => !isOver(now) && now.state !== 'accepted'

/**
 * May this organisation write this now? Whoever has it answers; only who sent it sends it again or takes it back; nobody hands it to themselves, or back to who
 * sent it as if that were help; the front door, to which it went up, must place it.
 */
export function faultOf(now: ReferralNow, event: ReferralEvent, organisation: string): ReferralFault | undefined {
  if (event.kind === 'sent') return event.to === organisation ? 'TO_ITSELF' : undefined
  if (isOver(now)) return 'OVER'
  if (event.kind === 'sent-again' || event.kind === 'withdrawn') {
    if (organisation !== now.from) return 'NOT_YOURS'
    return event.kind === 'sent-again' && now.state !== 'returned' ? 'NOT_NOW' : undefined
  }
  if (organisation !== now.at) return 'NOT_WITH_YOU'
  switch (event.kind) {
    case 'closed':
      return now.state === 'accepted' ? undefined : 'NOT_NOW'
    case 'handed-over':
      if (event.to === organisation) return 'TO_ITSELF'
      if (event.to === now.from) return 'BACK_TO_SENDER'
      return now.state === 'returned' ? 'NOT_NOW' : undefined
    case 'declined':
      if (event.frontDoor === organisation || now.state === 'escalated') return 'CANNOT_GO_UP'
      return now.state === 'waiting' ? undefined : 'NOT_NOW'
    case 'returned':
      return now.state === 'waiting' ? undefined : 'NOT_NOW'
    case 'accepted':
      return now.state === 'waiting' || now.state === 'escalated' ? undefined : 'NOT_NOW'
  }
}
