// Every attack, and as which of the product's two roles it is tried.
import { feeds } from './attacks/feeds.ts'
import { forgeries } from './attacks/forgeries.ts'
import { functions } from './attacks/functions.ts'
import { insiders } from './attacks/insiders.ts'
import type { Attack, Attacks } from './attacks/means.ts'
import { names } from './attacks/names.ts'
import { powers } from './attacks/powers.ts'
import { reading } from './attacks/reading.ts'
import { replays } from './attacks/replays.ts'
import { tampering } from './attacks/tampering.ts'

type Role = 'app' | 'feed_in'
export type TriedAttack = { readonly name: string; readonly as: readonly Role[]; readonly attack: Attack }

const tried = (attacks: Attacks, ...as: Role[]): TriedAttack[] =>
  Object.entries(attacks).map(([name, attack]) => ({ name, as, attack }))

export const attacks: readonly TriedAttack[] = [
  ...[reading, powers, names, forgeries, functions, replays, insiders].flatMap((some) => tried(some, 'app', 'feed_in')),
  ...tried(feeds, 'feed_in'),
]

/** The ways that lead to the product's bookkeeping as well: to read it, and from inside a context. */
export const attacksOnBookkeeping: readonly TriedAttack[] = [reading, insiders].flatMap((some) => tried(some, 'app', 'feed_in'))

/** Those who would change something, rather than read it. */
export const tamperings: readonly TriedAttack[] = tried(tampering, 'app', 'feed_in')
