/** How somebody may be told: on her own page, by a worker who sees her, or by the safe contact that her record names. Never by post: who opens it nobody knows. */
export const ways = ['account', 'worker', 'safe-contact'] as const
export type Way = (typeof ways)[number]
export type TellingKind = 'safe' | 'not-safe' | Way | 'cannot'
export const isWay = (text: string): text is Way => (ways as readonly string[]).includes(text)

/** One person on the list, as far as how she may be told depends on it. */
export type Reached = {
  /** A look that is withheld from her is among what happened. */
  readonly withheld: boolean
  /** An agency keeps where she is from others, or may. */
  readonly isProtected: boolean
  /** One of the services on the list may not be known to be involved. */
  readonly hidden: boolean
  /** She has an account that is tied to her, and not frozen. */
  readonly hasAccount: boolean
  /** What was written of her, the oldest first. */
  readonly tellings: readonly { readonly kind: TellingKind }[]
}

/** Whether a reviewer has to say first that it is safe (practice K1, K3). */
export const needsReview = ({ withheld, isProtected }: Reached): boolean => withheld || isProtected

export type ReachedState = 'told' | 'cannot' | 'to-review' | 'not-safe' | 'waiting'
/** Where telling her stands. Who was told is told; that she cannot be may be put right later. */
export function stateOfTelling(reached: Reached): ReachedState {
  const kinds = reached.tellings.map(({ kind }) => kind)
  if (kinds.some(isWay)) return 'told'
  const review = kinds.findLast((kind) => kind === 'safe' || kind === 'not-safe')
  if (kinds.includes('cannot')) return 'cannot'
  if (!needsReview(reached) || review === 'safe') return 'waiting'
  return review === 'not-safe' ? 'not-safe' : 'to-review'
}

/** The ways that are open now: none before the review, and her page never where it would say that a hidden service knows her. */
export function waysFor(reached: Reached): Way[] {
  const state = stateOfTelling(reached)
  const review = reached.tellings.findLast(({ kind }) => kind === 'safe' || kind === 'not-safe')?.kind
  const isOpen = state === 'waiting' || (state === 'cannot' && (!needsReview(reached) || review === 'safe'))
  return isOpen ? ways.filter((way) => way !== 'account' || (reached.hasAccount && !reached.hidden)) : []
}

/** What people are told, in plain words. */
export const noticeParts = ['happened', 'mean', 'did', 'can', 'ring'] as const
export type Notice = Readonly<Record<(typeof noticeParts)[number], string>>
/** How long a public notice stands. */
export const publicDays = 180
