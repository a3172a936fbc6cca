import type { PlaceFile } from './place-file.ts'
import type { Tour } from './public-pages.ts'

/** The ways into the demonstration whose rooms exist (practice K25). One appears when its rooms do. */
export function tours(file: PlaceFile): Tour[] {
  const all: Tour[] = [
    {
      title: 'One family, five agencies, nobody leading',
      text: 'Amina is a housing officer. One of her tenants is known to five agencies, under two spellings of her name. See who is involved, with a phone number for each; then choose “Your service alone” to see what Amina had before.',
      as: 'amina-hussain',
      to: '/people?name=Kayleigh+Marsden',
      also: [
        { text: 'the police', as: 'daniel-whitmore', to: '/people?name=Kayleigh+Marsden' },
        { text: 'her children’s social worker', as: 'joanne-tully', to: '/people?name=Marsden' },
        { text: 'the health visitor', as: 'ngozi-eze', to: '/people?name=Marsden' },
        { text: 'the front door, where Amina’s worry about her waits', as: 'raymond-cole', to: '/contacts' },
      ],
    },
    {
      title: 'The answer is no',
      text: 'Amina asked the police for more than she needed. Colin said no, with the reason and what to do; to a smaller question he said yes, for 28 days and to her alone. Another waits for him.',
      as: 'amina-hussain',
      to: '/access-requests',
      also: [{ text: 'Colin, who answers for the police', as: 'colin-mabey', to: '/access-requests/to-answer' }],
    },
    {
      title: 'She can see we looked',
      text: 'Kayleigh is that tenant. On her own phone she sees who looked at her record, when, and why, in plain words.',
      as: 'kayleigh-marsden',
      to: '/account/access-events',
      also: [
        { text: 'Deborah, who has a plan with her helpers and has not agreed yet', as: 'deborah-castle', to: '/account/plan' },
        { text: 'Marcus, who leads the team around her', as: 'marcus-bell', to: '/plans' },
      ],
    },
    {
      title: 'One person, or two?',
      text: 'Priya compares records that may be about one person. She sees who they are about and nothing else, and learns what the computer worked out only after she has answered.',
      as: 'priya-nair',
      to: '/match-candidates',
    },
    {
      title: 'Is this the woman whose address we keep private?',
      text: 'The fire service has sent a record that may be hers. Nobody else sees it until Judith has said. Reviewers are never shown such a pair.',
      as: 'judith-marlowe',
      to: '/protected-matches',
    },
  ]
  const known = new Set(file.personas.map((persona) => persona.id))
  return all.filter((tour) => known.has(tour.as))
}
