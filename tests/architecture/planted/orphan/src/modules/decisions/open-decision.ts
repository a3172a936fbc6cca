import type { Tx } from '#platform/database'
import { asDraft } from './draft.rules.ts'

// Written, never wired: nothing imports it, and what it imports hangs on it alone.
export async function openDecision(_tx: Tx<'decision.open'>): Promise<string> {
  return asDraft
}
