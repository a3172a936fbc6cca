import { type Instant, longTime } from '#platform/dates'
import { govukButton } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import { dataTable, keptCurrent, link, nothingHere, pageHeading, tag } from '#platform/views/page-parts'
import { ownConcernsView, waitingConcernsView } from '../concerns/concern.view.ts'
import { type Contact, type ContactResult, stateOf } from '../contact.rules.ts'
import type { Contacts } from '../read-contacts.ts'

export const resultWords: Record<ContactResult, string> = {
  'rang-back': 'Rang back',
  'passed-on': 'Passed to a service that is helping',
  'nobody-found': 'Nobody was found who fits: rang back to say so',
}

/** "Kayleigh Marsden, about 30, 2 Bracken Row": what was told of who it is. */
export const whoIsMeant = ({ told }: Pick<Contact, 'told'>): string =>
  [told.name, told.born, told.address].filter(Boolean).join(', ')

/** The queue of a front door, or what a worker sent to it. */
export function contactsView(contacts: Contacts, { zone, now, me }: { zone: string; now: Instant; me: string }): Html {
  const at = (contact: Contact) => longTime(contact.receivedAt, zone)
  const who = (contact: Contact) => link(html`<strong>${whoIsMeant(contact)}</strong>`, `/contacts/${contact.id}`)
  const from = ({ way, told, sentByName, sentByOrganisation }: Contact) =>
    way === 'call'
      ? told.caller || 'A caller'
      : way === 'resident'
        ? `${sentByName}, on their own page`
        : `${sentByName}, ${sentByOrganisation}`
  const table = (caption: string, rows: readonly Contact[], state: string | null, empty?: Html) =>
    dataTable<Contact>({
      caption,
      columns: [
        { heading: 'Whom it is about', cell: who },
        { heading: 'Since', cell: at },
        { heading: 'From', cell: from },
        ...(state ? [{ heading: state, cell: ({ takenByName }: Contact) => takenByName ?? '' }] : []),
      ],
      rows,
      empty,
    })
  if (!contacts.atFrontDoor)
    return html`${pageHeading('Contacts')}
${govukButton({ text: 'Describe someone to the front door', href: '/contacts/new' })}
${keptCurrent(
  'contacts',
  html`${ownConcernsView(contacts.recorded, zone)}
${dataTable<Contact>({
  caption: 'What you sent to the front door',
  columns: [
    { heading: 'Whom it is about', cell: who },
    { heading: 'Sent', cell: at },
    { heading: 'What became of it', cell: became },
  ],
  rows: contacts.sent,
  note: 'What was closed more than 14 days ago is no longer listed.',
  empty: nothingHere('You have sent nothing to the front door in the last 14 days.'),
})}`,
)}`
  return html`${pageHeading('Contacts')}
${govukButton({ text: 'Someone has rung: write it down', href: '/contacts/new' })}
${keptCurrent(
  'contacts',
  html`${waitingConcernsView(contacts.concerns, { now, zone, me })}
${table('Waiting, the longest first', contacts.waiting, null, nothingHere('Nobody waits to be rung back.'))}
${contacts.yours.length > 0 && table('With you', contacts.yours, null)}
${contacts.withColleagues.length > 0 && table('With colleagues', contacts.withColleagues, 'Who has it')}`,
)}`
}

const became = (contact: Contact): Part => {
  const state = stateOf(contact)
  if (state === 'waiting') return tag('Waiting', 'yellow')
  if (state === 'taken')
    return html`${tag('Being looked at', 'blue')}<br><span class="govuk-body-s">by ${contact.takenByName}</span>`
  return html`${tag('Closed', 'grey')}<br><span class="govuk-body-s">${contact.result && resultWords[contact.result]}</span>`
}
