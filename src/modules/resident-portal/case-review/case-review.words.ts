import { defineWords } from '#platform/words'

/** Every word on the page where somebody asks for a case review: reading age 9. */
export const reviewWords = defineWords('ask for a case review', {
  en: {
    title: 'Ask for a case review',
    linkIntro: 'You told us about noise, threats or damage again and again, and it goes on? Ask us all to look at it together.',
    intro:
      'You can ask the police, the council and your landlord to look at your case together. This is your right. They say what they will do, and they tell you.',
    when: 'You can ask when you have told us 3 times in 6 months. Ask even if you are not sure.',
    danger: 'Are you in danger now? Ring 999.',
    what: 'What happens, and what does it do to you?',
    whatHint: 'For example how often, what time, and who is hurt by it.',
    reports: 'Whom did you tell, and when?',
    reportsHint: 'The police, the council, your landlord. A month is enough. If you have a number for it, write it down.',
    reach: 'How and when can we reach you safely?',
    reachHint: 'A phone number, and a good time. Say if we must not leave a message.',
    send: 'Ask for the review',
    missing: (ask: string) => `Write an answer: ${ask}`,
    sentTitle: 'You have asked for a case review',
    waiting: 'The front door has it. Somebody will read it by the next working day.',
    taken: (name: string) => `${name} has read it, and will reach you.`,
    closed: 'The front door has passed it on. If nobody has reached you, ring them.',
    next: 'They tell you if your case is looked at. If it is not, they tell you why. If it is, they ask you what you want to say.',
    ring: (team: string) => `Ring ${team} on`,
  },
  cy: {
    title: 'Gofyn am adolygiad o’ch achos',
    linkIntro:
      'Rydych wedi dweud wrthym am sŵn, bygythiadau neu ddifrod dro ar ôl tro, ac mae’n parhau? Gofynnwch i ni i gyd edrych arno gyda’n gilydd.',
    intro:
      'Gallwch ofyn i’r heddlu, y cyngor a’ch landlord edrych ar eich achos gyda’i gilydd. Dyma eich hawl. Maent yn dweud beth y byddant yn ei wneud, ac yn dweud wrthych.',
    when: 'Gallwch ofyn pan fyddwch wedi dweud wrthym 3 gwaith mewn 6 mis. Gofynnwch hyd yn oed os nad ydych yn siŵr.',
    danger: 'Ydych chi mewn perygl nawr? Ffoniwch 999.',
    what: 'Beth sy’n digwydd, a beth mae’n ei wneud i chi?',
    whatHint: 'Er enghraifft pa mor aml, pa amser, a phwy sy’n cael ei frifo.',
    reports: 'Wrth bwy y dywedoch chi, a phryd?',
    reportsHint: 'Yr heddlu, y cyngor, eich landlord. Mae mis yn ddigon. Os oes gennych rif ar ei gyfer, ysgrifennwch ef.',
    reach: 'Sut a phryd y gallwn eich cyrraedd yn ddiogel?',
    reachHint: 'Rhif ffôn, ac amser da. Dywedwch os na ddylem adael neges.',
    send: 'Gofyn am yr adolygiad',
    missing: (ask: string) => `Ysgrifennwch ateb: ${ask}`,
    sentTitle: 'Rydych wedi gofyn am adolygiad o’ch achos',
    waiting: 'Mae gan y drws blaen ef. Bydd rhywun yn ei ddarllen erbyn y diwrnod gwaith nesaf.',
    taken: (name: string) => `Mae ${name} wedi ei ddarllen, a bydd yn eich cyrraedd.`,
    closed: 'Mae’r drws blaen wedi ei basio ymlaen. Os nad oes neb wedi eich cyrraedd, ffoniwch nhw.',
    next: 'Byddant yn dweud wrthych a edrychir ar eich achos. Os na, byddant yn dweud pam. Os felly, byddant yn gofyn beth rydych am ei ddweud.',
    ring: (team: string) => `Ffoniwch ${team} ar`,
  },
})
