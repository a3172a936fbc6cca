import { defineWords } from '#platform/words'

/** Every word around a copy of what is held, for the person who reads it: reading age 9. What is in it is as it was written down. */
export const copyWords = defineWords('copy of what is held', {
  en: {
    nothing: 'There is nothing that we can put here.',
    about: 'What it is',
    says: 'What it says',
    when: 'When',
    written: (day: string) => `Written ${day}`,
    received: (day: string) => `We got it ${day}`,
    disputed: (day: string) => `You said on ${day} that this is wrong.`,
    uses: 'What it is used for',
    noUses: 'Only for the work of this service.',
    sharedWith: 'Who it may be shared with',
    noSharing: 'Nobody else.',
    kept: 'How long it is kept',
    from: 'Where it came from',
    fromService: (name: string) => `${name} wrote it down or was told it.`,
    law: 'The law that gives you this',
    leftOut: 'What is not here',
    leftOutAlways:
      'A copy on a page never says where somebody is kept safe, and the law lets us leave out what could put somebody in danger. If you think that something is missing, ask us, in person if you can.',
    rights: 'If something is wrong',
    rightsText:
      'You can ask us to put it right, and you can complain: to us first, or to the Information Commissioner, who makes sure that we keep to the law (ico.org.uk, 0303 123 1113).',
    made: (day: string) => `Made on ${day}.`,
  },
  cy: {
    nothing: 'Nid oes dim y gallwn ei roi yma.',
    about: 'Beth ydyw',
    says: 'Beth mae’n ei ddweud',
    when: 'Pryd',
    written: (day: string) => `Ysgrifennwyd ${day}`,
    received: (day: string) => `Cawsom ef ${day}`,
    uses: 'I beth y caiff ei ddefnyddio',
    noUses: 'Dim ond ar gyfer gwaith y gwasanaeth hwn.',
    sharedWith: 'Gyda phwy y gellir ei rannu',
    noSharing: 'Neb arall.',
    kept: 'Am ba hyd y caiff ei gadw',
    from: 'O ble y daeth',
    fromService: (name: string) => `Ysgrifennodd ${name} ef, neu dywedwyd wrthynt.`,
    law: 'Y gyfraith sy’n rhoi hwn i chi',
    leftOut: 'Beth nad yw yma',
    rights: 'Os oes rhywbeth o’i le',
    made: (day: string) => `Gwnaed ar ${day}.`,
  },
})
