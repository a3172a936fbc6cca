import type { LiveTopics } from '#platform/http/live-stream'

/** The contacts of a front door, or those that one worker sent to it. */
export const contactsOf = (organisationOrWorkerId: string): string => `contacts:${organisationOrWorkerId}`
/** The referrals that an organisation has, and those that it sent. */
export const referralsOf = (organisationId: string): string => `referrals:${organisationId}`
/** What the day of a worker, or of whoever is in a team, says beside contacts and referrals. */
export const topicOfDay = (workerOrTeamId: string): string => `day:${workerOrTeamId}`

/** What a worker's open pages are told of, if she may read it there. */
export const liveTopics: LiveTopics = ({ id, organisationId, teams }, may) => [
  ...(may('casework.contact.read') ? [{ name: 'contacts', topic: contactsOf(id) }] : []),
  ...(may('casework.contact.take') ? [{ name: 'contacts', topic: contactsOf(organisationId) }] : []),
  ...(may('casework.referral.read') ? [{ name: 'referrals', topic: referralsOf(organisationId) }] : []),
  ...(may('casework.plan.read') ? [id, ...teams].map((one) => ({ name: 'day', topic: topicOfDay(one) })) : []),
]
