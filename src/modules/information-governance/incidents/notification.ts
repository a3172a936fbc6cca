import { type Instant, longTime } from '#platform/dates'
import type { Told } from './incident.repository.ts'
import { awareAt, type EntryKind } from './incident.rules.ts'
import type { Counted } from './incidents.ts'

export type Part = { readonly heading: string; readonly text: string }

/** What the Commissioner's form asks (Article 33(3)), from what was written; empty where nothing was. Numbers of people are the last that were counted. */
export function notificationOf(
  incident: Told,
  {
    organisation,
    contact,
    zone,
    choiceWords,
  }: {
    readonly organisation: string
    readonly contact: string
    readonly zone: string
    readonly choiceWords: Readonly<Record<string, string>>
  },
): Part[] {
  const time = (at: Instant) => longTime(at, zone)
  const all = (kind: EntryKind) => incident.entries.filter((one) => one.kind === kind)
  const said = (kind: EntryKind) =>
    all(kind)
      .map((one) => [...one.chosen.map((chosen) => choiceWords[chosen] ?? chosen), one.said].join('\n'))
      .join('\n\n')
  const counted = all('counted').at(-1)
  const numbers = counted ? (JSON.parse(counted.said) as Counted).shown : []
  return [
    { heading: 'Organisation', text: organisation },
    { heading: 'Contact', text: contact },
    { heading: 'What happened', text: incident.said },
    { heading: 'When it was noticed', text: time(incident.noticedAt) },
    { heading: 'When the organisation became aware', text: `${time(awareAt(incident))}\n${said('aware')}`.trim() },
    { heading: 'Kind of breach, information concerned, and likely consequences', text: said('assessed') },
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
    { heading: 'Measures taken', text: said('contained') },
    { heading: 'Whether the Commissioner is told, and reasons for delay', text: said('regulator') },
    { heading: 'Whether the people are told', text: said('people') },
  ]
}
