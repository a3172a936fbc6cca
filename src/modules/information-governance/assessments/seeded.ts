import type { Content, Risk } from './assessment.rules.ts'

/** What one pathway's assessment says that the others' do not. */
type Pathway = {
  readonly code: string
  readonly title: string
  readonly purposes: readonly string[]
  readonly need: string
  readonly scope: string
  readonly context: string
  readonly aims: string
  readonly basis: string
  readonly risk: Risk
}

const looks: Risk = {
  risk: 'A worker looks at somebody whom she has no reason to look at',
  likelihood: 'possible',
  severity: 'significant',
  measure: 'Only who works with a person sees her; each look is written down where nobody can change it, and the person sees it',
  effect: 'reduced',
  residual: 'low',
}
const mixed: Risk = {
  risk: 'Two people’s records are taken for one',
  likelihood: 'possible',
  severity: 'severe',
  measure:
    'Doubtful pairs go to reviewers and are shown to nobody meanwhile; a link is undone with one press, and its data goes back',
  effect: 'reduced',
  residual: 'medium',
}
const found: Risk = {
  risk: 'Somebody who hides is found through what another service shows',
  likelihood: 'remote',
  severity: 'severe',
  measure:
    'One agency’s mark covers all her records at once; services that hide who comes to them are never shown; her own page shows no address',
  effect: 'reduced',
  residual: 'medium',
}

const pathways: readonly Pathway[] = [
  {
    code: 'DPIA-FAMILY',
    title: 'Family help',
    purposes: ['childrens-family-help'],
    need: 'Several agencies see who else helps a family. It is about children, and joins data from many sources.',
    scope:
      'Families open to early help, children’s services, schools, housing or health: about one household in eight. Identity, address, who is involved; needs and events for lead practitioners.',
    context:
      'Children and parents, some of whom fear what a record may lead to. They agree to the help; the data is shared under a public task, and they see who looked.',
    aims: 'A family tells its story once, and gets help before a crisis.',
    basis: 'Children Act 2004, sections 10 and 11. Ringing round each agency tells more people more, and later.',
    risk: {
      risk: 'A parent learns from a page what a child has said',
      likelihood: 'possible',
      severity: 'severe',
      measure: 'A child’s words are in no parent’s view; entries about child protection start withheld',
      effect: 'reduced',
      residual: 'medium',
    },
  },
  {
    code: 'DPIA-HOME',
    title: 'Homelessness prevention and tenancy support',
    purposes: ['homelessness-prevention', 'tenancy-support'],
    need: 'Housing sees needs that other services wrote down, about people who may lose their home.',
    scope:
      'Tenants in arrears and people who ask for help with their home: some thousands a year. Identity, address, who is involved; needs and risks for lead practitioners.',
    context: 'People in debt, often unwell, who depend on the landlord that looks.',
    aims: 'Fewer people lose their home; nobody is evicted beside an offer of help.',
    basis: 'Housing Act 1996, section 213. Asking each service by telephone takes weeks that a notice does not leave.',
    risk: {
      risk: 'What helps is used to evict',
      likelihood: 'remote',
      severity: 'severe',
      measure:
        'The purpose is on each look; income recovery has none of its own here; the person sees the looks and can complain',
      effect: 'reduced',
      residual: 'low',
    },
  },
  {
    code: 'DPIA-FIRE',
    title: 'Safe and well visits',
    purposes: ['homes-safe-from-fire'],
    need: 'The fire service learns who could not get out of a fire, from health and social care.',
    scope: 'Homes where a fire would be worst: some hundreds of visits a month. Identity, address, what keeps a visitor safe.',
    context: 'Older and disabled people, who can refuse the visit.',
    aims: 'Homes are made safe before they burn.',
    basis: 'Fire and Rescue Services Act 2004, section 6. A list of all older people would share far more.',
    risk: {
      risk: 'A visit tells neighbours that somebody is unwell',
      likelihood: 'possible',
      severity: 'minimal',
      measure: 'Visits are offered street by street as well',
      effect: 'reduced',
      residual: 'low',
    },
  },
  {
    code: 'DPIA-HOSPITAL',
    title: 'Hospital discharge',
    purposes: ['hospital-discharge'],
    need: 'Health data is shared with councils and housing each day.',
    scope: 'Inpatients who will need something at home: about two hundred a week. Identity, address, health, needs.',
    context: 'Patients, who are told on the ward and expect it.',
    aims: 'Nobody waits in hospital for a home that is not ready.',
    basis: 'Health and Social Care (Safety and Quality) Act 2015, section 3: direct care.',
    risk: {
      risk: 'More of a patient’s history is seen than the discharge needs',
      likelihood: 'possible',
      severity: 'significant',
      measure: 'The line gives four kinds of four datasets, to lead practitioners alone',
      effect: 'reduced',
      residual: 'low',
    },
  },
  {
    code: 'DPIA-SAFETY',
    title: 'Community safety',
    purposes: ['anti-social-behaviour'],
    need: 'Police data is shared with landlords and the council for case conferences.',
    scope:
      'People named in repeated complaints, as victims or as causing them: some hundreds a year. Incidents, with the role each person had and how it ended.',
    context: 'Two sides, each of whom may be wronged; some are children.',
    aims: 'Trouble is settled by those who know both sides.',
    basis: 'Crime and Disorder Act 1998, section 115: a power, so that a refusal is lawful.',
    risk: {
      risk: 'Somebody is labelled by a call that came to nothing',
      likelihood: 'possible',
      severity: 'significant',
      measure: 'Role and result stand beside each event, and it leaves the view on its date',
      effect: 'reduced',
      residual: 'medium',
    },
  },
  {
    code: 'DPIA-SAFEGUARDING',
    title: 'Safeguarding and domestic abuse',
    purposes: ['safeguarding-children', 'safeguarding-adults', 'domestic-abuse'],
    need: 'The most sensitive data of all, shared fast and without asking.',
    scope: 'Children and adults about whom there is an enquiry: some hundreds at a time.',
    context: 'People at risk from somebody near them, who may read their post or their page.',
    aims: 'Agencies see the same picture in time.',
    basis: 'Children Act 1989, section 47; Care Act 2014, section 42; Domestic Abuse Act 2021. Waiting for agreement would harm.',
    risk: {
      risk: 'That an enquiry runs is learnt by whom it is about',
      likelihood: 'possible',
      severity: 'severe',
      measure: 'Looks are withheld from the page until a named reviewer says that showing them is safe',
      effect: 'reduced',
      residual: 'medium',
    },
  },
  {
    code: 'DPIA-MATCHING',
    title: 'Putting records with the right person',
    purposes: ['record-matching', 'protected-matching'],
    need: 'All records of all partners are compared by a model.',
    scope: 'Every resident whom a partner knows. Names, birthdays, addresses, numbers; nothing that was written of them.',
    context: 'Nobody expects it unless told. People with common names, moved homes or changed names are matched worse.',
    aims: 'Each record is with the person it is about, and with nobody else.',
    basis: 'UK GDPR, Article 5(1)(d): accuracy. Without it a worker would search by name, and see strangers.',
    risk: {
      risk: 'The model is worse for some groups',
      likelihood: 'probable',
      severity: 'significant',
      measure: 'Each run reports its errors by group; doubtful pairs go to people',
      effect: 'reduced',
      residual: 'medium',
    },
  },
  {
    code: 'DPIA-ASKING',
    title: 'Answering partners who ask',
    purposes: ['partner-requests'],
    need: 'A data owner reads whom a question is about, and may share more than agreements give.',
    scope: 'Some questions a day. One worker, one person, one purpose, for 28 days.',
    context: 'People who expect that what they told one service stays there.',
    aims: 'What is needed is shared on the day, and nothing else is.',
    basis: 'Data Protection Act 2018, section 8. A standing agreement would share it with everyone.',
    risk: {
      risk: 'An owner says yes by habit',
      likelihood: 'possible',
      severity: 'significant',
      measure: 'Each answer has its reason and its name; yes and no are counted',
      effect: 'reduced',
      residual: 'low',
    },
  },
]

const nature =
  'Agencies send extracts through signed feeds. Each reads the others’ data here, decided on at each look; nothing is copied out. It is deleted with its source, by each owner’s schedule.'
const dpia = (one: Pathway): Content => ({
  said: {
    need: one.need,
    nature,
    scope: one.scope,
    context: one.context,
    aims: one.aims,
    consultation:
      'The partners’ officers, front-line workers of each, and the residents’ panel, in January 2025. The panel asked to see who looked: they do.',
    basis: one.basis,
    limits:
      'Each line of the agreement names roles, relationship and kinds. Another use is another purpose, with its own law, agreement and assessment.',
    rights:
      'The public register says what is shared; each person’s page says who looked and why. Requests go to any partner and are answered by each controller.',
    processors: 'The partnership office’s host, in the United Kingdom. No transfer abroad.',
  },
  risks: [one.risk, looks, mixed, found],
  commissioner: '',
})

const allPurposes = pathways.flatMap(({ purposes }) => purposes)

/** What the partnership had approved on paper before the product was there: one impact assessment for each pathway, and one equality assessment and policy for all. */
export const seededAssessments: readonly {
  code: string
  kind: 'dpia' | 'eia' | 'apd'
  title: string
  purposes: readonly string[]
  content: Content
  advice: string
}[] = [
  ...pathways.map((one) => ({
    code: one.code,
    kind: 'dpia' as const,
    title: one.title,
    purposes: one.purposes,
    content: dpia(one),
    advice: 'The measures are right for the risks. Look again when a line is added or a new agency sends data.',
  })),
  {
    code: 'EIA-SHARING',
    kind: 'eia',
    title: 'Sharing between the partners',
    purposes: allPurposes,
    content: {
      said: {
        what: 'All sharing under the agreements, and the matching behind it. It touches everyone whom two partners know.',
        evidence:
          'Names from some cultures, people who change their name, and people without a fixed home are matched worse: see the report of each run. Disabled people and children are known to more services than others.',
        effects:
          'Good: help comes sooner to those whom many services know. Bad: being known to many can look like being a risk; a wrong match harms those whose records match worst.',
        mitigation:
          'Errors are reported by group on every run; doubtful pairs go to people; no score decides anything; pages are tested for access, in plain words, and in Welsh as far as they are translated.',
        decision: 'Go on. The figures by group are read twice a year by the partnership board.',
      },
      risks: [],
      commissioner: '',
    },
    advice: 'Content.',
  },
  {
    code: 'APD-SHARING',
    kind: 'apd',
    title: 'Special category data shared between the partners',
    purposes: allPurposes,
    content: {
      said: {
        condition:
          'Article 9(2)(g) with Schedule 1, paragraph 6 (statutory purposes) or 18 (safeguarding), as each purpose says. To be checked by a practitioner.',
        principles:
          'Lawful: each purpose names its law. Fair and open: the register, and who looked. Limited: one purpose for each look. Little: kinds, roles and relationship for each line. Right: disputes and links that can be undone. Kept no longer than its source. Safe: sealed under a key for each person.',
        retention:
          'As each dataset’s schedule says. When it is over, the record and its key are destroyed; the log keeps that there was a look, and not of whom.',
        responsible: 'Each controller for its own data; the council’s data protection officer keeps this document.',
      },
      risks: [],
      commissioner: '',
    },
    advice: 'Content.',
  },
]
