import { type Instant, longTime } from '#platform/dates'
import { html } from '#platform/views/html'
import type { Opened } from './incident.repository.ts'
import { awareAt, dueFrom, type EntryKind } from './incident.rules.ts'
import type { Counted } from './incidents.ts'
import { formQuestions } from './notification.rules.ts'

export type Part = { readonly heading: string; readonly text: string }
type Around = {
  readonly organisation: string
  readonly contact: string
  /** The other controllers that are concerned. */
  readonly others: readonly string[]
  readonly now: Instant
  readonly zone: string
  readonly choiceWords: Readonly<Record<string, string>>
}

/**
 * What the Commissioner's form asks (Article 33(3)), in its order, from what was written; empty where nothing was. Numbers of people are the last that were
 * counted. It is a first report until the Commissioner has been told, and a follow-up after that.
 */
export function notificationOf(incident: Opened, { organisation, contact, others, now, zone, choiceWords }: Around): Part[] {
  const time = (at: Instant) => longTime(at, zone)
  const all = (kind: EntryKind) => incident.entries.filter((one) => one.kind === kind && (one.ours || kind === 'shared'))
  const said = (kind: EntryKind) =>
    all(kind)
      .map((one) => [...one.chosen.map((chosen) => choiceWords[chosen] ?? chosen), one.said].join('\n'))
      .join('\n\n')
  const counted = all('counted').at(-1)
  const numbers = counted ? (JSON.parse(counted.said) as Counted).shown : []
  const form = all('form').at(-1)
  const given = form ? (JSON.parse(form.said) as Record<string, string>) : {}
  const answer = (id: (typeof formQuestions)[number]['id']): Part => ({
    heading: formQuestions.find((one) => one.id === id)!.label,
    text: given[id] ?? '',
  })
  const reports = all('regulator').filter(({ chosen }) => chosen.includes('reported'))
  const due = dueFrom(awareAt(incident))
  const reportedAt = reports[0]?.happenedAt ?? now
  const isLate = reportedAt.epochMilliseconds > due.epochMilliseconds
  const told = Object.entries(incident.counts).map(([way, people]) => `${tellingWords[way] ?? way}: ${people}`)
  const what = incident.said ?? ''
  return [
    { heading: 'Kind of report', text: reports.length > 0 ? 'A follow-up report' : 'A first report' },
    { heading: 'Reference', text: incident.reference },
    { heading: 'Organisation', text: organisation },
    answer('registration'),
    answer('officer'),
    { heading: 'Who reports', text: contact },
    { heading: 'What happened', text: [what, said('shared')].filter(Boolean).join('\n\n') },
    answer('found'),
    answer('happened'),
    { heading: 'When it was noticed', text: time(incident.firstNoticedAt) },
    {
      heading: 'When the organisation became aware',
      text: `${time(awareAt(incident))}\n${incident.leads ? '' : 'Told by the organisation to which it was reported.\n'}${said('aware')}`.trim(),
    },
    { heading: 'If more than 72 hours after that: why it is late', text: isLate ? delayOf(said('regulator')) : 'Not late' },
    answer('cyber'),
    { heading: 'Kind of breach, information concerned, and likely consequences', text: said('assessed') },
    answer('special'),
    answer('categories'),
    {
      heading: 'Approximate number of people and records',
      text: numbers
        .map((one) =>
          `${one.dataset}, ${one.fieldClass}: ${one.people || 'an unknown number of'} people, ${one.looks} looks`.replaceAll(
            '-',
            ' ',
          ),
        )
        .join('\n'),
    },
    answer('consequences'),
    answer('before'),
    answer('training'),
    { heading: 'Measures taken', text: said('contained') },
    answer('prevent'),
    { heading: 'Whether the people are told', text: [said('people'), ...told].filter(Boolean).join('\n') },
    { heading: 'Other controllers concerned', text: others.join('\n') || 'None that we know of' },
    answer('bodies'),
    { heading: 'Whether the Commissioner is told', text: said('regulator') },
  ]
}

const delayOf = (text: string): string => text.split('Why it is late: ').at(1) ?? ''
/** How people were told, as it is counted. */
export const tellingWords: Readonly<Record<string, string>> = {
  account: 'Told on their own page',
  worker: 'Told by a worker who sees them',
  'safe-contact': 'Told through their safe contact',
  cannot: 'Cannot be told, with the reason',
  waiting: 'Waiting to be told',
}

/** The notification as a document of its own, to keep, to print, or to open in a word processor. */
export const notificationDocument = (reference: string, parts: readonly Part[]): string =>
  html`<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>Notification of a personal data breach, ${reference}</title></head>
<body>
<h1>Notification of a personal data breach</h1>
<p>Under UK GDPR, article 33; for law enforcement, Data Protection Act 2018, section 67. Reference ${reference}.</p>
${parts.map(({ heading, text }) => html`<h2>${heading}</h2>\n${(text || 'Not written yet').split('\n').map((line) => html`<p>${line}</p>\n`)}`)}
</body>
</html>`.toString()
