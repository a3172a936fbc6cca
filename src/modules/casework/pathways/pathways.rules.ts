import type { Clock, Pathway, Question, Step } from './pathway.rules.ts'

// The pathways of the place, as data: change a line here, and every page, clock and form follows. Periods and their sources are those in force in England; what
// the law leaves open is the partnership's own standard, and says so. Nobody but the law's own text decides: a duty is met by doing it, not by writing it here.

const yesNo = { yes: 'Yes', no: 'No' }
const words = (key: string, ask: string, hint?: string): Question => ({ key, ask, ...(hint ? { hint } : {}) })
const maybe = (key: string, ask: string, hint?: string): Question => ({ ...words(key, ask, hint), optional: true })
const choose = (key: string, ask: string, choices: Readonly<Record<string, string>>, hint?: string): Question => ({
  ...words(key, ask, hint),
  choices,
})
const after = (step: string, within: Clock['within'], rule: string, more: Partial<Clock> = {}): Clock => ({
  after: step,
  within,
  rule,
  from: '2000-01-01',
  ...more,
})
/** What a meeting decides is written once: each line becomes an action with a press, not by typing it again (practice K10). */
const decisions: Question = {
  ...maybe(
    'decisions',
    'What will be done?',
    'One line for each. It waits in the plan until somebody is named who does it, and a day',
  ),
  decides: true,
}
const workingTogether = 'Working Together to Safeguard Children'
const localStandard = 'The partnership’s own standard'

// What any pathway has.
const supervision: Step = {
  key: 'supervision',
  name: 'Supervision or management decision',
  about: 'What was thought through with a manager, and what the manager decided, with the reason.',
  questions: [
    words('who', 'Who supervised, or decided?'),
    words('thought', 'What was thought through?', 'What the work is for, what has changed, what worries you, how you are'),
    words('decided', 'What was decided, and why?'),
    decisions,
  ],
  clocks: [],
}
const challenge: Step = {
  key: 'challenge',
  name: 'Challenge to a decision',
  about:
    'Anybody in the team can challenge a threshold, a closure or a decision of this plan. The reasons stand where both sides read them.',
  questions: [
    words('decision', 'Which decision do you challenge?'),
    words('why', 'Why?', 'What you see, what the risk is, and what you ask for'),
    choose('level', 'To whom does it go?', {
      practitioner: 'The practitioner who decided',
      manager: 'Their manager',
      'designated-lead': 'The designated lead',
      partners: 'The safeguarding partners',
    }),
  ],
  clocks: [],
}
const challengeAnswered: Step = {
  key: 'challenge-answered',
  name: 'Answer to a challenge',
  about: 'The written answer of whoever was challenged. If it does not settle it, challenge again, one level up.',
  questions: [
    words('answer', 'What is the answer, and why?'),
    choose('result', 'What comes of it?', {
      changed: 'The decision is changed',
      stands: 'The decision stands',
      up: 'It goes one level up',
    }),
  ],
  clocks: [after('challenge', { workingDays: 2 }, `${localStandard}: each level answers a challenge within two working days`)],
}
const common = [supervision, challenge, challengeAnswered]

// Children.
const childSeen = (within: Clock['within'], rule: string): Step => ({
  key: 'child-seen',
  name: 'Visit to the child',
  about: 'Who was seen, where, alone or not, and what the child said or did.',
  questions: [
    choose('seen', 'Was the child seen?', yesNo),
    choose('alone', 'Seen alone?', yesNo),
    words('where', 'Where, and who else was there?'),
    words(
      'said',
      'What did the child say or do?',
      'In the child’s own words. For a baby or a child who does not speak, what you saw',
    ),
  ],
  countsWhere: { step: 'child-seen', question: 'seen', is: ['yes'] },
  clocks: [after('begun', within, rule), after('child-seen', within, rule)],
})
const assessment: Step = {
  key: 'assessment',
  goesOn: true,
  name: 'Assessment',
  about:
    'One assessment of strengths and needs. Whoever leads writes it, everybody who works with the family adds to it, and nobody asks again what is in it.',
  questions: [
    words('well', 'What goes well?', 'What the family does, and who helps them already'),
    words('worry', 'What is worrying?', 'Development, health, parenting, home and money, harm that happened'),
    words('voice', 'What does the child say?', 'In their own words'),
    words('parents', 'What do the parents say, each of them?'),
    words('analysis', 'What does it mean for the child?'),
    choose('outcome', 'What follows?', {
      'no-more': 'Services that everybody can use',
      'family-help': 'Family help',
      'child-in-need': 'Child in need (section 17)',
      'strategy-discussion': 'Strategy discussion: significant harm is suspected',
    }),
  ],
  clocks: [
    after(
      'begun',
      { workingDays: 45 },
      `${workingTogether}: an assessment takes no longer than 45 working days from the referral`,
      { from: '2013-04-15' },
    ),
  ],
}
const familyMeeting: Step = {
  key: 'family-meeting',
  name: 'Family group decision-making',
  about: 'The family’s own meeting, to make their own plan. It never holds up an emergency order or police protection.',
  questions: [
    choose('outcome', 'What happened?', {
      held: 'It was held',
      accepted: 'Offered, and they want it',
      refused: 'Offered, and they do not want it',
      'not-in-interest': 'Not offered: it is not in the child’s best interests',
    }),
    words('why', 'What did the family say or decide; or why was it not offered?'),
    decisions,
  ],
  clocks: [],
}
const strategyDiscussion: Step = {
  key: 'strategy-discussion',
  name: 'Strategy discussion',
  about:
    'Children’s social care, police, health and whoever referred share what they know, and decide whether there is an enquiry under section 47.',
  questions: [
    words('who', 'Who took part, of which agency?', 'Social care, police and health at least'),
    words('shared', 'What did each of them tell?'),
    choose('section47', 'Is there an enquiry under section 47?', {
      joint: 'Yes, jointly with the police',
      single: 'Yes, by social care alone',
      no: 'No: the threshold is not met',
    }),
    choose('medical', 'Is a medical examination needed?', yesNo),
    words('decided', 'What is done now to keep the child safe, by whom, and why so?'),
    decisions,
  ],
  clocks: [],
}
const section47: Step = {
  key: 'section-47',
  name: 'Enquiry under section 47',
  about: 'Whether the child is suffering, or likely to suffer, significant harm. Children Act 1989, section 47.',
  questions: [
    words('found', 'What was found?'),
    choose('outcome', 'What is the outcome?', {
      'at-risk': 'Concerns are substantiated, and the child is at continuing risk: a conference',
      'not-at-risk': 'Substantiated, and the child is not at continuing risk',
      'not-substantiated': 'Not substantiated',
    }),
    words('child', 'What did the child say?'),
  ],
  clocks: [
    after(
      'strategy-discussion',
      { workingDays: 15 },
      `${workingTogether}: in time for a conference within 15 working days of the strategy discussion`,
      {
        where: { step: 'strategy-discussion', question: 'section47', is: ['joint', 'single'] },
        from: '2010-04-01',
      },
    ),
  ],
  needs: ['strategy-discussion'],
}
const conferenceQuestions = (outcome: Question): readonly Question[] => [
  words('attended', 'Who was there, and who sent apologies?', 'With their agency. The family, and how the child took part'),
  words('agenda', 'What was on the agenda?'),
  words('family', 'What did the family say? What do they not agree with?'),
  words('minutes', 'What was said?'),
  decisions,
  outcome,
]
const initialConference: Step = {
  key: 'initial-conference',
  name: 'Initial child protection conference',
  about: 'Family and agencies together decide whether there is a child protection plan.',
  questions: conferenceQuestions(
    choose('outcome', 'What was decided?', { plan: 'A child protection plan', need: 'A child in need plan', none: 'No plan' }),
  ),
  clocks: [
    after(
      'strategy-discussion',
      { workingDays: 15 },
      `${workingTogether}: within 15 working days of the strategy discussion that began the enquiry`,
      {
        where: { step: 'section-47', question: 'outcome', is: ['at-risk'] },
        from: '2010-04-01',
      },
    ),
  ],
  needs: ['section-47'],
  notice: 5,
}
const coreGroup: Step = {
  key: 'core-group',
  name: 'Core group',
  about: 'The family and those who do the work make the plan detailed, and see that it is done.',
  questions: [
    words('attended', 'Who was there?'),
    words('progress', 'What has been done, and what changed for the child?'),
    words('family', 'What did the family say?'),
    decisions,
  ],
  clocks: [
    after(
      'initial-conference',
      { workingDays: 10 },
      `${workingTogether}: first within 10 working days of the initial conference`,
      {
        where: { step: 'initial-conference', question: 'outcome', is: ['plan'] },
      },
    ),
    after('core-group', { weeks: 6 }, `${localStandard}: each six weeks`),
  ],
}
const reviewConference: Step = {
  key: 'review-conference',
  name: 'Review child protection conference',
  about: 'Whether the child is still at risk of significant harm, and whether the plan goes on.',
  questions: conferenceQuestions(
    choose('outcome', 'What was decided?', {
      goes: 'The child protection plan goes on',
      ends: 'It ends: a child in need plan',
      'ends-all': 'It ends: family help',
    }),
  ),
  clocks: [
    after('initial-conference', { months: 3 }, `${workingTogether}: the first within three months of the initial conference`, {
      where: { step: 'initial-conference', question: 'outcome', is: ['plan'] },
    }),
    after('review-conference', { months: 6 }, `${workingTogether}: then within six months of the one before`, {
      where: { step: 'review-conference', question: 'outcome', is: ['goes'] },
    }),
  ],
  notice: 5,
}
const childReview = (rule: string): Step => ({
  key: 'review',
  name: 'Review with the family',
  about: 'What has changed, what the family says, and what goes on.',
  questions: [
    words('changed', 'What has changed for the child?'),
    words('family', 'What does each of the family say?'),
    decisions,
    choose('outcome', 'What follows?', {
      goes: 'It goes on',
      less: 'Less is needed',
      more: 'More is needed',
      ends: 'It can end',
    }),
  ],
  clocks: [after('begun', { weeks: 12 }, rule), after('review', { weeks: 12 }, rule)],
})

const familyHelp: Pathway = {
  kind: 'family-help',
  name: 'Family help plan',
  law: `${workingTogether}; the family takes part by agreement`,
  agreedWith: true,
  onOwnPage: true,
  begunBy: 'anybody',
  goals: ['We know whom to ring when it gets hard'],
  steps: [
    assessment,
    childSeen({ weeks: 6 }, `${localStandard}: at least each six weeks`),
    familyMeeting,
    childReview(`${localStandard}: each 12 weeks`),
    strategyDiscussion,
    ...common,
  ],
  ways: [
    {
      to: 'child-in-need',
      direction: 'up',
      where: { step: 'assessment', question: 'outcome', is: ['child-in-need', 'strategy-discussion'] },
    },
    {
      to: 'child-in-need',
      direction: 'up',
      where: { step: 'strategy-discussion', question: 'section47', is: ['joint', 'single'] },
    },
  ],
}
const childInNeed: Pathway = {
  kind: 'child-in-need',
  name: 'Child in need plan',
  law: 'Children Act 1989, section 17',
  agreedWith: true,
  onOwnPage: true,
  begunBy: 'front-door',
  goals: ['Home is safe for each of us'],
  steps: [
    assessment,
    childSeen({ weeks: 4 }, `${localStandard}: at least each four weeks`),
    strategyDiscussion,
    section47,
    initialConference,
    familyMeeting,
    childReview(`${localStandard}: each 12 weeks`),
    ...common,
  ],
  ways: [
    { to: 'child-protection', direction: 'up', where: { step: 'initial-conference', question: 'outcome', is: ['plan'] } },
    { to: 'family-help', direction: 'down', where: { step: 'review', question: 'outcome', is: ['less', 'ends'] } },
  ],
}
const childProtection: Pathway = {
  kind: 'child-protection',
  name: 'Child protection plan',
  law: 'Children Act 1989, section 47',
  agreedWith: false,
  onOwnPage: true,
  begunBy: 'front-door',
  goals: ['Nobody at home hurts the child'],
  steps: [
    strategyDiscussion,
    section47,
    childSeen({ workingDays: 10 }, `${localStandard}: at least each 10 working days`),
    assessment,
    initialConference,
    coreGroup,
    reviewConference,
    familyMeeting,
    ...common,
  ],
  ways: [
    { to: 'child-in-need', direction: 'down', where: { step: 'review-conference', question: 'outcome', is: ['ends'] } },
    { to: 'child-in-need', direction: 'down', where: { step: 'initial-conference', question: 'outcome', is: ['need'] } },
    {
      to: 'child-in-need',
      direction: 'down',
      where: { step: 'section-47', question: 'outcome', is: ['not-at-risk', 'not-substantiated'] },
    },
    { to: 'family-help', direction: 'down', where: { step: 'review-conference', question: 'outcome', is: ['ends-all'] } },
  ],
}

// Adults.
const careAct = 'Care Act 2014, section 42'
const adultSafeguarding: Pathway = {
  kind: 'adult-safeguarding',
  name: 'Safeguarding plan',
  law: careAct,
  agreedWith: true,
  onOwnPage: true,
  begunBy: 'front-door',
  goals: ['I am safe, in the way that I want'],
  steps: [
    {
      key: 'section-42',
      name: 'Decision under section 42',
      about:
        'Whether the duty to make enquiries is met: care needs, at risk of abuse or neglect, and unable to protect themselves because of those needs.',
      questions: [
        choose('met', 'Is the duty met?', { yes: 'Yes', no: 'No', other: 'No, and enquiries are made all the same' }),
        words('why', 'Why?'),
        words('wishes', 'What does the person want to come of it?', 'Their own outcomes, in their own words'),
      ],
      clocks: [after('begun', { workingDays: 2 }, `${localStandard}: the decision within two working days. The Act says no day`)],
    },
    {
      key: 'capacity',
      name: 'Capacity for this decision',
      about:
        'Whether the person can decide this matter at this time. Mental Capacity Act 2005, sections 2 and 3. One decision each: it says nothing of another.',
      questions: [
        words('decision', 'Which decision?'),
        words('help', 'What was done to help them decide?'),
        choose('has', 'Can they decide it?', { yes: 'Yes', no: 'No', fluctuates: 'It changes: decide later, if it can wait' }),
        words('why', 'Why? What can they not understand, keep in mind, weigh or say, and because of what?'),
        maybe('interests', 'If not: what is in their best interests, and who was asked?'),
      ],
      clocks: [],
    },
    {
      key: 'advocate',
      name: 'Advocate',
      about:
        'Who speaks with the person. Care Act 2014, section 68: an independent advocate where they have substantial difficulty and nobody suitable.',
      questions: [
        choose('who', 'Who supports them?', {
          nobody: 'They need nobody',
          friend: 'A suitable relative or friend',
          advocate: 'An independent advocate',
          waits: 'An advocate was asked for, and is not there yet',
        }),
        maybe('name', 'Name and telephone'),
      ],
      clocks: [],
    },
    {
      key: 'enquiry',
      name: 'Enquiry',
      about: 'What was found out, by whom, and what the person says of it.',
      questions: [
        words('made', 'Who made enquiries, and what did they find?'),
        words('person', 'What does the person say?'),
        choose('risk', 'What became of the risk?', { removed: 'It is removed', reduced: 'It is reduced', remains: 'It remains' }),
        choose('outcomes', 'Did they get what they wanted?', {
          fully: 'Yes',
          partly: 'Partly',
          not: 'No',
          'not-said': 'They did not say what they wanted',
        }),
      ],
      clocks: [
        after(
          'section-42',
          { workingDays: 28 },
          `${localStandard}: within 28 working days of the decision. The Act says no day`,
          {
            where: { step: 'section-42', question: 'met', is: ['yes', 'other'] },
          },
        ),
      ],
      needs: ['section-42'],
    },
    ...common,
  ],
  ways: [],
}
const antiSocial = 'Anti-social Behaviour, Crime and Policing Act 2014'
const antiSocialBehaviour: Pathway = {
  kind: 'anti-social-behaviour',
  name: 'Anti-social behaviour plan',
  law: antiSocial,
  agreedWith: true,
  onOwnPage: true,
  begunBy: 'anybody',
  goals: ['It stops, and I can sleep'],
  steps: [
    {
      key: 'harm',
      name: 'Risk to the victim',
      about: 'How much it harms, how vulnerable the person is, and whether this victim or this place comes up again and again.',
      questions: [
        words('what', 'What happens, how often, since when?'),
        choose('repeat', 'Is it a repeat?', {
          victim: 'The same victim again',
          place: 'The same place again',
          both: 'The same victim and place again',
          no: 'No',
        }),
        choose('level', 'How high is the risk?', { high: 'High', medium: 'Medium', standard: 'Standard' }),
        words('impact', 'What does it do to them?', 'In their own words'),
      ],
      clocks: [after('begun', { workingDays: 1 }, `${localStandard}: within one working day`)],
    },
    {
      key: 'contact',
      name: 'Told the victim how it stands',
      about: 'What was done since, and what comes next. By the way of contact that they chose.',
      questions: [words('told', 'What were they told?'), maybe('said', 'What did they say?')],
      clocks: [
        after('harm', { workingDays: 5 }, `${localStandard}: where the risk is high, each five working days`, {
          where: { step: 'harm', question: 'level', is: ['high'] },
        }),
        after('harm', { workingDays: 10 }, `${localStandard}: each 10 working days`, {
          where: { step: 'harm', question: 'level', is: ['medium', 'standard'] },
        }),
        after('contact', { workingDays: 10 }, `${localStandard}: each 10 working days`),
      ],
    },
    {
      key: 'tool',
      name: 'Action against the behaviour',
      about: 'What was done about whoever does it: early first, and by law where that does not help.',
      questions: [
        choose('which', 'What was done?', {
          warning: 'Warning, or a letter',
          mediation: 'Mediation',
          agreement: 'Acceptable behaviour agreement',
          support: 'Support for whoever does it',
          protection: 'Community protection warning or notice (section 43)',
          injunction: 'Civil injunction (section 1)',
          order: 'Criminal behaviour order (section 22)',
          closure: 'Closure notice or order (section 76)',
          possession: 'Possession of the home (section 94)',
        }),
        words('why', 'Why this, and is it proportionate?', 'A disability or a child’s needs may call for another way'),
      ],
      clocks: [],
    },
    {
      key: 'review-asked',
      name: 'Case review asked for',
      about: `The victim, or somebody for them, asks the agencies to look at their case together: the case review (“community trigger”) of ${antiSocial}, section 104.`,
      questions: [
        words('who', 'Who asks?'),
        words(
          'reports',
          'Which reports did they make in the last six months?',
          'Three or more about qualifying behaviour meet the local threshold at the most that the law allows',
        ),
        choose('threshold', 'Is the threshold met?', { yes: 'Yes', no: 'No' }),
        words('why', 'Why?', 'Persistence, harm, and how the reports were answered'),
      ],
      clocks: [],
    },
    {
      key: 'case-review',
      name: 'Case review',
      about: 'The agencies share what they know, recommend, and tell the person who asked what they decided. Who asked is heard.',
      questions: [
        words('attended', 'Who took part?'),
        words('heard', 'What did the person who asked say?'),
        words('recommended', 'What is recommended, and to whom?'),
        decisions,
        words('told', 'What was the person who asked told?'),
      ],
      clocks: [
        after('review-asked', { workingDays: 20 }, `${localStandard}, published as section 104 asks: within 20 working days`, {
          where: { step: 'review-asked', question: 'threshold', is: ['yes'] },
          from: '2014-10-20',
        }),
      ],
      needs: ['review-asked'],
      notice: 5,
    },
    ...common,
  ],
  ways: [],
}
const housingAct = 'Housing Act 1996'
const reductionAct = { from: '2018-04-03' }
const homelessness: Pathway = {
  kind: 'homelessness',
  name: 'Personalised housing plan',
  law: `${housingAct}, part 7, as the Homelessness Reduction Act 2017 changed it`,
  agreedWith: true,
  onOwnPage: true,
  begunBy: 'anybody',
  goals: ['We stay here, or have another home before we have to go'],
  steps: [
    {
      key: 'housing-assessment',
      goesOn: true,
      name: 'Assessment of housing needs',
      about: `Why they lose, or have lost, their home; what home they need; what support. ${housingAct}, section 189A.`,
      questions: [
        choose('reason', 'Why do they lose their home?', {
          'tenancy-ended': 'End of a private tenancy',
          arrears: 'Rent arrears',
          family: 'Family or friends no longer accommodate them',
          relationship: 'A relationship ended',
          abuse: 'Domestic abuse',
          institution: 'Left hospital, prison, care or asylum accommodation',
          other: 'Another reason',
        }),
        choose('eligible', 'Are they eligible for help?', yesNo),
        choose('duty', 'Which duty is owed?', {
          prevention: 'Prevention: homeless within 56 days (section 195)',
          relief: 'Relief: homeless now (section 189B)',
          none: 'None',
        }),
        words('need', 'What home do they need, and what support?'),
        words(
          'steps',
          'What will they do, and what will the council do?',
          'These are the steps of the plan: write them as actions too',
        ),
      ],
      closesPage: { step: 'housing-assessment', question: 'reason', is: ['abuse'] },
      clocks: [after('begun', { workingDays: 10 }, `${localStandard}: within 10 working days. The Act says no day`)],
    },
    {
      key: 'prevention-ended',
      name: 'Prevention duty ended',
      about: `How it ended: ${housingAct}, section 195(8).`,
      questions: [
        choose('how', 'How?', {
          stayed: 'They stay, for at least six months',
          moved: 'They have another home, for at least six months',
          homeless: 'They became homeless: the relief duty begins',
          '56-days': '56 days have ended',
          refused: 'They refused a suitable home',
          contact: 'Contact was lost, or they withdrew',
        }),
        words('why', 'What happened?'),
      ],
      clocks: [
        after('housing-assessment', { days: 56 }, `${housingAct}, section 195: the council may end it when 56 days have passed`, {
          ...reductionAct,
          where: { step: 'housing-assessment', question: 'duty', is: ['prevention'] },
        }),
      ],
      needs: ['housing-assessment'],
    },
    {
      key: 'interim-home',
      name: 'Temporary accommodation',
      about: `Where somebody may be in priority need they have a roof at once: ${housingAct}, section 188.`,
      questions: [
        words('where', 'Where, from which day, and is it suitable for each of them?'),
        choose('kind', 'What is it?', {
          home: 'A self-contained home',
          hostel: 'A hostel or refuge',
          bb: 'Bed and breakfast',
          outside: 'In another council’s area: that council was told',
        }),
        choose('children', 'Are there children, or is somebody pregnant?', yesNo),
      ],
      clocks: [],
    },
    {
      key: 'left-bb',
      name: 'Out of bed and breakfast',
      about: 'A family with children is not in bed and breakfast for longer than six weeks.',
      questions: [words('where', 'Where are they now?')],
      clocks: [
        after(
          'interim-home',
          { weeks: 6 },
          'Homelessness (Suitability of Accommodation) (England) Order 2003: six weeks at most',
          {
            from: '2004-04-01',
            where: { step: 'interim-home', question: 'kind', is: ['bb'] },
          },
        ),
      ],
    },
    {
      key: 'relief-ended',
      name: 'Relief duty ended',
      about: `How it ended: ${housingAct}, section 189B(7).`,
      questions: [
        choose('how', 'How?', {
          home: 'They have a home, for at least six months',
          '56-days': '56 days have ended',
          refused: 'They refused a suitable home',
          contact: 'Contact was lost, or they withdrew',
        }),
        words('why', 'What happened?'),
      ],
      clocks: [
        after('housing-assessment', { days: 56 }, `${housingAct}, section 189B: 56 days`, {
          ...reductionAct,
          where: { step: 'housing-assessment', question: 'duty', is: ['relief'] },
        }),
        after('prevention-ended', { days: 56 }, `${housingAct}, section 189B: 56 days`, {
          ...reductionAct,
          where: { step: 'prevention-ended', question: 'how', is: ['homeless'] },
        }),
      ],
    },
    {
      key: 'main-decision',
      name: 'Decision on the main duty',
      about: `Priority need, intentional or not, local connection: ${housingAct}, sections 184 and 193. The letter says how to ask for a review within 21 days.`,
      questions: [
        choose('decision', 'What is decided?', {
          owed: 'The main duty is owed',
          'no-priority': 'Not in priority need',
          intentional: 'Intentionally homeless',
          referred: 'Another council has the local connection',
          'not-homeless': 'Not homeless any more',
        }),
        words('why', 'Why?'),
        choose('letter', 'Has the letter gone, with how to ask for a review?', yesNo),
      ],
      clocks: [
        after(
          'relief-ended',
          { workingDays: 15 },
          'Homelessness code of guidance, chapter 18: within 15 working days after 56 days of relief',
          {
            ...reductionAct,
            where: { step: 'relief-ended', question: 'how', is: ['56-days'] },
          },
        ),
      ],
      needs: ['relief-ended'],
    },
    {
      key: 'decision-review-asked',
      name: 'Review of a decision asked for',
      about: `${housingAct}, section 202: within 21 days of the letter.`,
      questions: [words('which', 'Which decision, and why?')],
      clocks: [],
    },
    {
      key: 'decision-reviewed',
      name: 'Decision reviewed',
      about: 'By somebody senior who did not decide it.',
      questions: [
        choose('result', 'What is the result?', { stands: 'It stands', changed: 'It is changed' }),
        words('why', 'Why?'),
      ],
      clocks: [
        after(
          'decision-review-asked',
          { weeks: 8 },
          'Homelessness (Review Procedure etc.) Regulations 2018: eight weeks for most decisions',
          reductionAct,
        ),
      ],
      needs: ['decision-review-asked'],
    },
    ...common,
  ],
  ways: [],
}
const dischargeGuidance = 'Hospital discharge and community support guidance'
const hospitalDischarge: Pathway = {
  kind: 'hospital-discharge',
  name: 'Discharge plan',
  law: `${dischargeGuidance}; Care Act 2014, section 74`,
  agreedWith: true,
  onOwnPage: true,
  begunBy: 'anybody',
  goals: ['I am at home again, with the help that I need'],
  steps: [
    {
      key: 'planned',
      goesOn: true,
      name: 'Discharge planned',
      about: 'From the first day: when is it expected, which way home, and what do the person and their carer say?',
      questions: [
        words('expected', 'When is it expected?'),
        choose('pathway', 'Which way home?', {
          '0': 'Pathway 0: home, with no new help',
          '1': 'Pathway 1: home, with help',
          '2': 'Pathway 2: a bed for recovery',
          '3': 'Pathway 3: a care home, with complex needs',
        }),
        words('person', 'What does the person want?'),
        maybe('carer', 'What does their carer say, and can they do it?'),
      ],
      clocks: [
        after(
          'begun',
          { workingDays: 2 },
          `${dischargeGuidance}: planning begins on admission. Two working days are ${localStandard.toLowerCase()}`,
        ),
      ],
    },
    {
      key: 'ready',
      name: 'Ready for discharge',
      about:
        'The day on which they no longer meet the criteria to reside in hospital. From here every day is counted, with who waits for whom.',
      questions: [words('who', 'Who decided it, and what do they still need?')],
      clocks: [],
    },
    {
      key: 'waits',
      name: 'Waits in hospital: for whom?',
      about: 'Why somebody who is ready is still there. One reason, and whose it is to end it.',
      questions: [
        choose('for', 'For whom does it wait?', {
          hospital: 'The hospital: medicines, transport, papers',
          hub: 'The transfer of care hub',
          community: 'Community health: equipment, nursing, therapy',
          care: 'Adult social care: assessment, home care, a care home',
          housing: 'Housing: repairs, adaptation, a home',
          family: 'The person or their family',
        }),
        words('why', 'What exactly is missing, and who was rung?'),
      ],
      clocks: [after('ready', { days: 1 }, `${localStandard}: whoever is ready for a day has a reason`, { until: 'home' })],
    },
    {
      key: 'home',
      name: 'Discharged',
      about: 'Where they went, and with what.',
      questions: [
        choose('where', 'Where to?', {
          home: 'Home',
          'home-help': 'Home, with help',
          bed: 'A bed for recovery',
          'care-home': 'A care home',
          died: 'They died',
        }),
        words('with', 'With which help, from when, by whom?'),
      ],
      clocks: [
        after('ready', { days: 1 }, `${dischargeGuidance}: as soon as possible, on the day that they are ready or the next`),
      ],
      needs: ['ready'],
    },
    {
      key: 'assessed-at-home',
      name: 'Assessed at home',
      about:
        'What they need for good is found out at home and not in hospital. Care Act 2014, section 9; NHS continuing healthcare where it may be met.',
      questions: [
        words('need', 'What do they need, and what do they want?'),
        choose('follows', 'What follows?', {
          nothing: 'Nothing more',
          reablement: 'Reablement',
          care: 'Care and support',
          chc: 'NHS continuing healthcare is assessed',
        }),
      ],
      clocks: [
        after(
          'home',
          { weeks: 6 },
          `${dischargeGuidance}: within the weeks of short-term help. Six weeks are the most that is free`,
          {
            where: { step: 'home', question: 'where', is: ['home-help', 'bed'] },
          },
        ),
      ],
      needs: ['home'],
    },
    ...common,
  ],
  ways: [],
}
const tenancySupport: Pathway = {
  kind: 'tenancy-support',
  name: 'Tenancy support plan',
  law: 'The landlord’s own support, by agreement',
  agreedWith: true,
  onOwnPage: true,
  begunBy: 'anybody',
  goals: ['We keep our home'],
  steps: [
    {
      key: 'support-assessment',
      goesOn: true,
      name: 'Assessment of support',
      about: 'What goes well in the home, what is hard, and what would help.',
      questions: [
        words('well', 'What goes well?'),
        words('hard', 'What is hard?', 'Money, repairs, neighbours, health'),
        words('wants', 'What do they want?'),
      ],
      clocks: [after('begun', { workingDays: 10 }, `${localStandard}: within 10 working days`)],
    },
    ...common,
  ],
  ways: [{ to: 'homelessness', direction: 'up' }],
}

/** The pathways of the place, by kind. */
export const pathways: Readonly<Record<string, Pathway>> = Object.fromEntries(
  [
    familyHelp,
    childInNeed,
    childProtection,
    adultSafeguarding,
    antiSocialBehaviour,
    homelessness,
    hospitalDischarge,
    tenancySupport,
  ].map((one) => [one.kind, one]),
)
/** The pathway of a kind that is in the data. Throws for another: no plan has one. */
export function pathwayOf(kind: string): Pathway {
  const found = pathways[kind]
  if (!found) throw new Error(`there is no pathway "${kind}"`)
  return found
}
/** Those that a worker may begin herself: what follows a statutory decision begins at the front door. */
export const openPathways = Object.values(pathways).filter(({ begunBy }) => begunBy === 'anybody')
