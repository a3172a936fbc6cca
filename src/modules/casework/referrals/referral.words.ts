import type { ReferralEntry, Result } from './referral.rules.ts'

/** Words that the page of a referral and a copy of it both say. */
export const resultWords: Readonly<Record<Result, string>> = {
  helped: 'Helped with what was asked',
  partly: 'Helped with a part of it',
  'not-taken-up': 'The person did not take it up',
  'not-possible': 'It was not possible',
}
/** What an entry is; `nameOf` says an organisation's name. */
export function entryTitle({ event }: ReferralEntry, nameOf: (id: string) => string): string {
  switch (event.kind) {
    case 'sent':
      return `Sent to ${nameOf(event.to)}`
    case 'returned':
      return 'Sent back with a question'
    case 'sent-again':
      return 'Sent again'
    case 'accepted':
      return `Accepted: ${event.worker} helps`
    case 'handed-over':
      return `Handed over to ${nameOf(event.to)}, after speaking with ${event.spokeWith}`
    case 'declined':
      return 'Declined, with nobody to take it: it went up to the front door'
    case 'withdrawn':
      return 'Taken back'
    case 'closed':
      return `Closed: ${resultWords[event.result].toLowerCase()}`
  }
}

/** What an entry says, in one line: for a copy. */
export const referralText = (entry: ReferralEntry, nameOf: (organisationId: string) => string): string => {
  const said = entry.event.kind === 'sent' ? entry.event.need : entry.event.words
  return [entryTitle(entry, nameOf), said].filter(Boolean).join(': ')
}
