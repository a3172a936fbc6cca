import { dutyIn, type SharingAdvice } from '#modules/information-governance'
import type { Described } from '#modules/shared-record'
import { type Instant, longDate, longTime } from '#platform/dates'
import { govukButton, govukInsetText, govukNotificationBanner } from '#platform/views/components.generated'
import { type Html, html, type Part } from '#platform/views/html'
import type { PageError } from '#platform/views/layout'
import {
  dataTable,
  factList,
  form,
  link,
  nothingHere,
  pageHeading,
  phoneLink,
  radiosField,
  sectionHeading,
  submitButton,
  tag,
  textArea,
  textField,
} from '#platform/views/page-parts'
import { type Contact, type ContactResult, stateOf } from '../contact.rules.ts'
import type { OtherWords } from '../find-whom.ts'
import type { OpenedContact } from '../read-contacts.ts'
import { resultWords, whoIsMeant } from './contacts.view.ts'
import type { Duty } from './new-contact.view.ts'

export type ContactPage = OpenedContact & {
  readonly csrfToken: string
  readonly zone: string
  readonly duty: Duty
  /** Whom it may be about; undefined where nobody was looked for. */
  readonly found: readonly Described[] | undefined
  readonly words: OtherWords
  readonly errors: readonly PageError[]
}

/** One contact: for the one who sent it, what became of it; at the front door, what to do next. */
export function contactView(page: ContactPage): Html {
  const { contact, atFrontDoor, yours } = page
  return html`${pageHeading(whoIsMeant(contact), 'Contact')}
${atFrontDoor ? html`${told(page)}${yours ? work(page) : take(page)}` : html`${sent(page)}${told(page)}`}`
}

function told({ contact, zone }: ContactPage): Html {
  const { told } = contact
  const from = fromWhom(contact)
  return factList([
    {
      label: contact.way === 'resident' ? 'Their story' : 'What is worrying',
      value: html`<span class="cw-as-typed">${told.worry}</span>`,
    },
    { label: 'Ring back', value: told.phone ? html`${phoneLink(told.phone, from)}, ${from}` : 'As they say in their story' },
    { label: 'Came in', value: longTime(contact.receivedAt, zone) },
    ...(contact.takenByName ? [{ label: 'With', value: contact.takenByName }] : []),
    ...(contact.result ? [{ label: 'Closed', value: resultWords[contact.result] }] : []),
    ...(contact.notShared
      ? [{ label: 'Told nobody else, because', value: html`<span class="cw-as-typed">${contact.notShared}</span>` }]
      : []),
  ])
}

/** Who told it: a caller, the person herself, or a colleague with her organisation. */
const fromWhom = ({ way, told, sentByName, sentByOrganisation }: Contact): string =>
  way === 'call'
    ? told.caller || 'A caller'
    : way === 'resident'
      ? `${sentByName}, on their own page`
      : `${sentByName}, ${sentByOrganisation}`

/** What the sender reads: where it is now. No candidate, no involvement (practice K5). */
function sent({ contact, zone, duty }: ContactPage): Html {
  const state = stateOf(contact)
  const says = {
    waiting: 'The front door has it, and nobody has taken it yet.',
    taken: `${contact.takenByName} has had it since ${contact.takenAt && longTime(contact.takenAt, zone)}, and will ring you back.`,
    closed: contact.result ? `${resultWords[contact.result]}.` : '',
  }
  return govukNotificationBanner({
    titleText: 'Where it is now',
    html: html`<p class="govuk-notification-banner__heading">${says[state]}</p>${state !== 'closed' && duty && html`<p class="govuk-body">Cannot wait? Ring ${duty.team} on ${phoneLink(duty.phone)}, day or night.</p>`}`,
  })
}

function take({ contact, csrfToken }: ContactPage): Part {
  if (stateOf(contact) === 'closed') return null
  const taken = contact.takenByName !== null
  return html`${taken && govukInsetText({ text: `${contact.takenByName} has it. Take it over when their shift has ended.` })}
${form({ action: `/contacts/${contact.id}/take`, csrfToken }, submitButton(taken ? 'Take it over' : 'Take this contact'))}`
}

const work = (page: ContactPage): Html => html`${inHand(page)}${whom(page)}${close(page)}`

function inHand({ inHand: people, zone }: ContactPage): Part {
  if (people.length === 0) return null
  return people.map(
    ({ personId, activeTo }: { personId: string; activeTo: Instant }) =>
      html`<div class="cw-panel"><h2 class="govuk-heading-s">In hand until ${longTime(activeTo, zone)}</h2>
<p class="govuk-body">You see who is involved until then. That you looked is in the access log.</p>
${govukButton({ text: 'Open the person: who is involved', href: `/people/${personId}` })}</div>`,
  )
}

/** Looking: by what was told, or by other words. */
function whom({ contact, found, words, csrfToken }: ContactPage): Html {
  const field = (name: keyof OtherWords, label: string) =>
    textField({ name, label, value: words[name] ?? contact.told[name], autocomplete: 'off' })
  return html`${found && candidates(contact, found, csrfToken)}
<form method="get" action="/contacts/${contact.id}" novalidate>
  ${sectionHeading(found ? 'Look by other words' : 'Look for someone else in the home')}
  <div class="cw-fields">${field('name', 'Name')}${field('born', 'Date of birth')}${field('address', 'Address')}</div>
  ${govukButton({ text: 'Look again', classes: 'govuk-button--secondary' })}
</form>`
}

const candidates = (contact: Contact, found: readonly Described[], csrfToken: string): Html =>
  dataTable<Described>({
    caption: 'Whom it may be about',
    columns: [
      {
        heading: 'Name',
        cell: (person) =>
          html`<strong>${person.name}</strong>${person.otherNames.length > 0 && html`<br><span class="govuk-body-s">also ${person.otherNames.join(', ')}</span>`}`,
      },
      { heading: 'Born', cell: (person) => (person.dateOfBirth ? longDate(person.dateOfBirth) : '') },
      {
        heading: 'Fits',
        cell: (person) =>
          person.match === 'exact'
            ? tag('In all that was told', 'green')
            : html`${tag('Near', 'yellow')}<br><span class="govuk-body-s">${person.why.join(', ')}</span>`,
      },
      {
        heading: 'It is this person',
        cell: (person) =>
          form(
            { action: `/contacts/${contact.id}/in-hand`, csrfToken },
            html`<input type="hidden" name="personId" value="${person.personId}">`,
            govukButton({
              html: html`Take in hand<span class="govuk-visually-hidden"> ${person.name}${person.dateOfBirth && `, born ${longDate(person.dateOfBirth)}`}</span>`,
              classes: 'govuk-button--secondary govuk-!-margin-bottom-0',
              preventDoubleClick: true,
            }),
          ),
      },
    ],
    rows: found,
    note: 'Ask the caller before you choose. Taking someone in hand shows you who is involved for 24 hours; the person can see that the front door looked, unless the purpose you work under withholds it.',
    empty: nothingHere(
      'Nobody fits these words. Try less: a surname alone, or only the address. No result does not mean no one is involved.',
    ),
  })

/** What the law says of telling others, each with its law. */
export const adviceView = (advice: readonly SharingAdvice[]): Html =>
  html`<ul class="govuk-list govuk-list--bullet">${advice.map(
    ({ says, law, gateway }) => html`<li>${says} <span class="govuk-body-s">${link(law, `/gateways#${gateway}`)}</span></li>`,
  )}</ul>`

function close({ contact, csrfToken, errors, advice }: ContactPage): Html {
  const duty = dutyIn(advice)
  const results = Object.entries(resultWords) as [ContactResult, string][]
  return html`${advice.length > 0 && html`${sectionHeading('Who else should know?')}${adviceView(advice)}`}${sectionHeading('When you have rung back')}
${form(
  { action: `/contacts/${contact.id}/close`, csrfToken },
  radiosField({
    name: 'result',
    label: 'How it ended',
    errors,
    choices: results.map(([value, text]) => ({ value, text })),
  }),
  duty
    ? textArea({
        name: 'notShared',
        label: 'If you rang back and told nobody else: why not?',
        hint: 'It is kept with the contact. It is asked for where the law makes you tell those who could help a child.',
        errors,
        rows: 3,
      })
    : html``,
  submitButton('Close this contact'),
)}`
}
