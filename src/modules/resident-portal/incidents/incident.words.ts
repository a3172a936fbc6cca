import { defineWords } from '#platform/words'

/** Every word around what a resident is told when something went wrong with her data: reading age 9. What happened stands in the organisation's own words. */
export const incidentWords = defineWords('something went wrong', {
  en: {
    title: 'Something went wrong with information about you',
    link: 'Did something go wrong with information about you?',
    linkIntro: 'If information about you got lost, or someone got it who should not have it, we tell you here.',
    banner: 'We have something to tell you',
    bannerLink: 'Something went wrong with information about you. Read what happened.',
    none: 'We know of nothing that went wrong with information about you.',
    safe: 'Can somebody else read this page with you? Then wait, or ask a worker to read it with you.',
    told: (organisation: string, day: string) => `${organisation} told you on ${day}`,
    happened: 'What happened',
    mean: 'What it may mean for you',
    did: 'What we did',
    can: 'What you can do',
    ring: 'Who to ring',
    more: 'If you are not happy with what we did',
    complain: 'You can complain to us',
    commissioner:
      'You can also tell the Information Commissioner, who makes sure that we keep to the law: ico.org.uk, 0303 123 1113.',
  },
  cy: {
    title: 'Aeth rhywbeth o’i le gyda gwybodaeth amdanoch',
    link: 'A aeth rhywbeth o’i le gyda gwybodaeth amdanoch?',
    none: 'Ni wyddom am ddim a aeth o’i le gyda gwybodaeth amdanoch.',
    told: (organisation: string, day: string) => `Dywedodd ${organisation} wrthych ar ${day}`,
    happened: 'Beth ddigwyddodd',
    mean: 'Beth allai ei olygu i chi',
    did: 'Beth wnaethom ni',
    can: 'Beth allwch chi ei wneud',
    ring: 'Pwy i’w ffonio',
    complain: 'Gallwch gwyno wrthym',
  },
})
