import type { Instant } from '#platform/dates'

/** One frozen account, and of whom it is about. */
export type Frozen = {
  readonly id: string
  readonly accountId: string
  readonly personId: string
  /** The name that its owner signed in with: not checked by anybody. */
  readonly accountName: string
  readonly openedAt: Instant
  readonly wasTied: boolean
  /** The worker whose code tied it, or would have; null where the account came with the place. */
  readonly codeFrom: string | null
  readonly frozenAt: Instant
}

/** That one account of a person was given back: when, by whom, and how she knew. */
export type Thaw = { readonly personId: string; readonly at: Instant; readonly by: string; readonly reason: string }

/** A person with the accounts that are frozen since more than one was hers, and what was last decided about them, if it still answers. */
export type FrozenFor = {
  readonly personId: string
  readonly name: string
  readonly accounts: readonly Frozen[]
  readonly decided: Thaw | null
}

/**
 * One for each person: those that wait for a decision first, then by name. Of her accounts the one that was tied to her stands
 * first. What was decided answers until another of her accounts is frozen.
 */
export function frozenByPerson(
  frozen: readonly Frozen[],
  thaws: readonly Thaw[],
  names: ReadonlyMap<string, string>,
): FrozenFor[] {
  const people = [...Map.groupBy(frozen, (account) => account.personId)].map(([personId, hers]) => ({
    personId,
    name: names.get(personId) ?? '',
    accounts: hers
      .filter((one, at) => hers.findIndex((other) => other.accountId === one.accountId) === at)
      .toSorted((a, b) => Number(b.wasTied) - Number(a.wasTied) || a.accountName.localeCompare(b.accountName)),
    decided: lastAnswer(
      hers,
      thaws.filter((thaw) => thaw.personId === personId),
    ),
  }))
  return people.toSorted(
    (a, b) =>
      Number(a.decided !== null) - Number(b.decided !== null) ||
      a.name.localeCompare(b.name) ||
      a.personId.localeCompare(b.personId),
  )
}

const time = (at: Instant): number => at.epochMilliseconds

/** Whether a decision about one person's accounts came after this freeze, and so answers it. */
export const answers = (thaw: { readonly at: Instant }, freeze: { readonly frozenAt: Instant }): boolean =>
  time(thaw.at) >= time(freeze.frozenAt)

function lastAnswer(hers: readonly Frozen[], thaws: readonly Thaw[]): Thaw | null {
  const last = thaws.toSorted((a, b) => time(b.at) - time(a.at))[0]
  return last && hers.every((account) => answers(last, account)) ? last : null
}

/** Why this worker may not thaw this account; undefined if she may. She who gave one of the codes has a colleague look. */
export function whyNotThaw(workerId: string, codesFrom: readonly (string | null)[]): 'HER_OWN_CODE' | undefined {
  return codesFrom.includes(workerId) ? 'HER_OWN_CODE' : undefined
}
