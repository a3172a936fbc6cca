import { defineWords } from '#platform/words'

/** What a visit saw, by kind of information, said to the person whose it is. */
const saw: Readonly<Record<string, string>> = {
  identity: 'your name and date of birth',
  contact: 'how to reach you',
  address: 'where you live',
  household: 'who you live with',
  relationship: 'who your family are',
  involvement: 'who is helping you',
  event: 'things that have happened',
  education: 'how school is going',
  health: 'your health',
  policing: 'what the police wrote down',
  need: 'what you need',
  risk: 'risks to you',
  'visit-safety': 'what keeps visits safe',
  'access-log': 'who looked',
}

/** Every word on the residents' pages, written for reading age 9. */
export const portalWords = defineWords('resident portal', {
  en: {
    home: 'Your home page',
    hello: (name: string) => `Hello, ${name}`,
    whoLooked: 'Who looked',
    whoLookedLink: 'See who looked at your record',
    whoLookedIntro:
      'People who work for you can look at your record when they need to. Each time, we write it down. This is the list.',
    noVisits: 'Nobody has looked yet. When someone does, you will see it here.',
    when: 'When',
    who: 'Who',
    why: 'Why',
    what: 'What they saw',
    you: 'You',
    someone: (role: string, organisation: string) => `${role}, ${organisation}`,
    roleWorker: 'A worker',
    roleLead: 'A worker who leads help',
    roleFrontDoor: 'A front door worker',
    roleManager: 'A team manager',
    roleOther: 'Someone at work',
    ask: 'Ask about a visit',
    askText: 'If you do not know why someone looked, ask us. You do not have to say why you ask.',
    ring: (team: string) => `Ring ${team} on`,
    rules: 'How we decide who may look',
    bindTitle: 'Tie this page to you',
    bindText: 'We do not know yet that you are you. Ask a worker who knows you for a code. They give it to you in person.',
    codeLabel: 'Your code',
    codeHint: 'It has 12 letters and numbers, like this: BCDF-2345-GHJK',
    codeButton: 'Carry on',
    codeWrong:
      'That code is not right, or it has been used, or it is too old. Check it with the worker who gave it to you. They can give you a new one. If that one is not right either, ask them to find out why.',
    bound: 'This page is now tied to you.',
    saw: (codes: readonly string[]) => codes.flatMap((code) => saw[code] ?? []).join(', ') || 'that you are known to a service',
    purpose: (words: string) => words,
    atHome: 'What you can do here',
    noWorker: (team: string) => `You have no worker? Ring ${team} on`,
    whatACodeDoes:
      'With the code you can see who looked at your record. Without it we show nothing, so that nobody else can see it as you.',
  },
  cy: {
    home: 'Eich tudalen gartref',
    hello: (name: string) => `Helo, ${name}`,
    whoLooked: 'Pwy edrychodd',
    whoLookedLink: 'Gweld pwy edrychodd ar eich cofnod',
    noVisits: 'Nid oes neb wedi edrych eto. Pan fydd rhywun yn gwneud hynny, byddwch yn ei weld yma.',
    when: 'Pryd',
    who: 'Pwy',
    why: 'Pam',
    what: 'Beth welson nhw',
    you: 'Chi',
    bindTitle: 'Cysylltu’r dudalen hon â chi',
    codeLabel: 'Eich cod',
    codeWrong:
      'Nid yw’r cod hwnnw’n gywir, neu mae wedi’i ddefnyddio, neu mae’n rhy hen. Gwiriwch gyda’r gweithiwr a’i rhoddodd i chi. Gallant roi un newydd i chi. Os nad yw hwnnw’n gywir chwaith, gofynnwch iddynt ddarganfod pam.',
    codeButton: 'Ymlaen',
  },
})
