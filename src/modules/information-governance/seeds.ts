import { listShownPurposes } from '#platform/access-log'
import { recordAudit } from '#platform/audit'
import type { Tx } from '#platform/database'
import { type PlainDate, plainDate } from '#platform/dates'
import { refusal } from '#platform/errors'
import { newId } from '#platform/ids'
import { listOwnUses } from './agreements/agreement.repository.ts'
import type { Particulars } from './agreements/content.ts'
import { coversOn, insertApproved } from './assessments/assessment.repository.ts'
import { missingConditions } from './assessments/assessment.rules.ts'
import { seededAssessments } from './assessments/seeded.ts'
import { listDatasets } from './decision.repository.ts'
import { errors } from './errors.ts'
import { gateways } from './gateways.ts'
import { type Agreement, purposes } from './library.ts'
import { findNotReviewed } from './log-visibility.rules.ts'
import * as reference from './reference.repository.ts'

const frontLine = ['practitioner', 'lead-practitioner', 'front-door', 'team-lead']
const visiting = ['practitioner', 'lead-practitioner']
const leading = ['lead-practitioner', 'front-door', 'team-lead']
const related = ['allocated-worker', 'team', 'team-around', 'contact-in-hand']
const training = ['information-sharing']
const pathways = [
  'childrens-family-help',
  'homelessness-prevention',
  'tenancy-support',
  'homes-safe-from-fire',
  'hospital-discharge',
  'anti-social-behaviour',
  'safeguarding-children',
  'safeguarding-adults',
  'domestic-abuse',
]

/** Services whose involvement, with worker and phone, partners may see: the pointer that comes before the file. */
const open = [
  'council-housing',
  'council-childrens-services',
  'council-early-help',
  'school-census',
  'council-homelessness',
  'charity-family-support',
  'fire-home-safety',
  'council-adult-social-care',
  'nhs-patients',
]
/**
 * Services whose records a person reads on her own page. Not those that do safeguarding work: that they hold her is told in person, or in a copy that somebody has
 * looked at, since whom they keep her safe from may read the page with her.
 */
const onOwnPage = open.filter((one) => one !== 'council-childrens-services' && one !== 'council-adult-social-care')
/** Services that are only named, with their duty phone. */
const namedOnly = ['police-incidents', 'youth-justice', 'probation']
const withoutSafety = [
  'involvement-exists',
  'involvement',
  'brokered-involvement',
  'identity',
  'identifier',
  'contact',
  'address',
  'household',
  'relationship',
  'event',
  'education',
  'health',
  'policing',
  'need',
  'risk',
  'concern',
  'plan',
  'referral',
]

/** What the place's agreements say alike, besides their lines. */
const particulars = (why: string, necessity: string): Particulars => ({
  why,
  necessity,
  told: 'Each person sees on her own page who looked and why, unless that would put somebody at risk. The public register says what is shared.',
  retention:
    'Nothing is copied: it is read where its owner keeps it, for as long as its owner keeps it. What a worker writes into her own record is kept as her own service’s records are.',
  security:
    'Each worker signs in with her employer’s account and gives her purpose. Each look is decided on and written down where nobody can change it. Special category data is encrypted under a key for each person.',
  rights:
    'The person may ask any party, which passes it on the same day. The council’s data protection officer is the single contact.',
  breach:
    'Whoever notices tells the partnership office and every controller concerned at once. Each controller decides within 72 hours whether the Commissioner is told.',
})
const protocolCode = 'AISP'
/** The principles that every agreement of the place stands on. It shares nothing itself. */
const protocol = (partners: readonly string[]): Agreement => ({
  code: protocolCode,
  version: 1,
  title: 'Information sharing protocol',
  kind: 'protocol',
  purposes: [],
  recipients: partners,
  terms: [],
  particulars: particulars(
    'Residents should not have to tell their story to each of us. We share what helps, no more, and show them that we did.',
    'Each agreement under this protocol says why its purpose cannot be reached with less.',
  ),
  ...dates,
})

const cells = (datasets: readonly string[], classes: readonly string[]) => datasets.map((dataset) => ({ dataset, classes }))
const dates = { signedOn: '2025-03-20', inForceFrom: '2025-04-01', reviewOn: '2027-03-31' } as const

/** What a service that is asked to help sees of whom it is asked about: who and where she is, and what the referral says. */
const referralLine: Agreement['terms'][number] = {
  name: 'A referral, for the service that is asked to help',
  roles: frontLine,
  relationships: ['referral-in-hand'],
  trainings: training,
  cells: cells([...open, ...namedOnly], ['identity', 'contact', 'address', 'referral']),
}
/** Where partners share the same lines: who is involved, what keeps a visitor safe, and how the front door finds whom it was told about. */
const partnersLines: Agreement['terms'] = [
  {
    name: 'Who is involved',
    roles: frontLine,
    relationships: related,
    trainings: training,
    cells: [
      ...cells(open, ['involvement-exists', 'involvement', 'identity', 'contact', 'address', 'household', 'relationship']),
      ...cells(namedOnly, ['involvement-exists']),
    ],
  },
  {
    name: 'Safe visits',
    roles: visiting,
    relationships: related,
    trainings: training,
    cells: cells([...open, 'police-incidents'], ['visit-safety']),
  },
  {
    name: 'Whom a contact is about',
    roles: ['front-door'],
    relationships: ['open-contact'],
    trainings: training,
    // A caller who knows a number gives it: nobody is shown one.
    cells: cells(open, ['identity', 'identifier', 'address']),
  },
  {
    name: 'Worries, for the front door that decides what follows',
    roles: ['front-door'],
    relationships: ['contact-in-hand'],
    trainings: training,
    cells: cells(open, ['concern', 'plan', 'referral']),
  },
  {
    // What a service writes to the front door it reads there, also of a service that is else only named.
    name: 'A worry that was sent to the front door',
    roles: ['front-door'],
    relationships: ['concern-in-hand'],
    trainings: training,
    cells: cells([...open, ...namedOnly], ['identity', 'concern']),
  },
  {
    name: 'The plan, for the team around the person',
    roles: frontLine,
    relationships: ['team-around'],
    trainings: training,
    // Not of services that are else only named: what the team writes does not open them.
    cells: cells(open, ['identity', 'plan', 'referral']),
  },
  referralLine,
]
/** What nobody sees unasked, and its owner may share with somebody who works with the person, when he has read why. */
const onRequestLine: Agreement['terms'][number] = {
  name: 'On request, by the owner’s answer',
  roles: frontLine,
  relationships: ['asked'],
  trainings: training,
  cells: [
    ...cells(namedOnly, ['policing', 'risk', 'visit-safety', 'event']),
    ...cells(open, ['event', 'education', 'need', 'risk', 'health']),
  ],
}
const leadingLine: Agreement['terms'][number] = {
  name: 'What a lead practitioner needs',
  roles: leading,
  relationships: related,
  trainings: training,
  cells: cells(open, ['event', 'education', 'need', 'risk']),
}

/** What the duty team reads when the product is down (practice K7): less than it sees of a contact in hand. */
const continuityLine: Agreement['terms'][number] = {
  name: 'The continuity list, for the duty team when the product is down',
  roles: ['front-door'],
  relationships: ['continuity-list'],
  trainings: [],
  cells: [
    ...cells(open, ['involvement-exists', 'involvement', 'identity', 'contact', 'address']),
    ...cells(['police-incidents'], ['involvement-exists', 'policing']),
  ],
}

const whyNotLess =
  'Each line names the roles, the relationship and the kinds of information that the purpose needs. Whatever else is held has to be asked of its owner, who answers one worker and one question.'

/** The sharing agreements of the four pathways, between the partners of a place. */
function pathwayAgreements(partners: readonly string[]): Agreement[] {
  const agreement = (code: string, title: string, why: string, purposes: string[], terms: Agreement['terms']): Agreement => ({
    code,
    version: 1,
    title,
    kind: 'sharing',
    protocol: protocolCode,
    particulars: particulars(why, whyNotLess),
    purposes,
    recipients: partners,
    terms,
    ...dates,
  })
  return [
    agreement(
      'AFH',
      'Family help sharing agreement',
      'Families who need a little help get it early, from whoever knows them, and say once what they need.',
      ['childrens-family-help'],
      [...partnersLines, leadingLine, onRequestLine],
    ),
    agreement(
      'AHP',
      'Homelessness prevention sharing agreement',
      'People keep their homes, since those who could help know of one another before the notice comes.',
      ['homelessness-prevention', 'tenancy-support'],
      [...partnersLines, leadingLine, onRequestLine],
    ),
    agreement(
      'ACS',
      'Community safety sharing agreement',
      'Trouble between neighbours is settled by those who know both sides, and nobody is visited unsafely.',
      ['anti-social-behaviour'],
      [
        ...partnersLines,
        onRequestLine,
        {
          ...leadingLine,
          name: 'Incidents for case conferences',
          cells: [...cells(['police-incidents'], ['policing']), ...cells(open, ['event', 'risk'])],
        },
      ],
    ),
    agreement(
      'AHD',
      'Hospital discharge sharing agreement',
      'Nobody waits in hospital because the home, the care or the equipment was not ready.',
      ['hospital-discharge'],
      [
        ...partnersLines,
        onRequestLine,
        {
          ...leadingLine,
          name: 'Care at home',
          cells: cells(
            ['nhs-patients', 'council-adult-social-care', 'council-housing', 'fire-home-safety'],
            ['health', 'need', 'risk', 'event'],
          ),
        },
      ],
    ),
    agreement(
      'AFS',
      'Safe and well visits sharing agreement',
      'Homes where a fire would be worst are visited first.',
      ['homes-safe-from-fire'],
      partnersLines,
    ),
    agreement(
      'ASG',
      'Safeguarding sharing agreement',
      'Children and adults at risk are kept safe by agencies that see the same picture.',
      ['safeguarding-children', 'safeguarding-adults'],
      [
        ...partnersLines,
        onRequestLine,
        {
          ...leadingLine,
          name: 'Safeguarding enquiries',
          cells: [...cells(open, ['event', 'education', 'need', 'risk', 'health']), ...cells(['police-incidents'], ['policing'])],
        },
        continuityLine,
      ],
    ),
  ]
}

/**
 * Each service's own use of its own records: no agreement is needed, and it is written down all the same. What keeps a visit
 * safe is for those who visit; a brokered involvement is for those who work in that service, and not for the front door.
 */
function ownServiceAgreements(datasets: readonly { id: string; name: string; controllerId: string }[]): Agreement[] {
  return datasets.map((dataset) => ({
    code: `OWN-${dataset.id}`,
    version: 1,
    title: `${dataset.name}: the service’s own use`,
    kind: 'own-service',
    purposes: [...pathways, 'protected-matching', 'partner-requests', 'subject-rights', 'breach-telling'],
    recipients: [dataset.controllerId],
    terms: [
      {
        name: 'The service’s own workers',
        roles: frontLine,
        relationships: ['allocated-worker', 'team'],
        trainings: [],
        cells: cells([dataset.id], withoutSafety),
      },
      {
        name: 'Safe visits',
        roles: visiting,
        relationships: ['allocated-worker', 'team'],
        trainings: [],
        cells: cells([dataset.id], ['visit-safety']),
      },
      {
        name: 'Those who keep protected people’s records',
        roles: ['protection-key-holder'],
        relationships: ['protected-review-in-hand'],
        trainings: [],
        cells: cells([dataset.id], ['identity', 'identifier', 'contact', 'address']),
      },
      {
        name: 'Those who answer partners for the service',
        roles: ['data-owner', 'information-governance', 'agreement-approver'],
        relationships: ['request-in-hand'],
        trainings: [],
        cells: cells([dataset.id], ['identity']),
      },
      {
        name: 'Those who give people a copy of what the service holds about them',
        roles: ['data-owner', 'information-governance', 'agreement-approver'],
        relationships: ['rights-request-in-hand'],
        trainings: [],
        cells: cells([dataset.id], [...withoutSafety, 'visit-safety']),
      },
      {
        name: 'Those who answer people who say that a fact about them is wrong',
        roles: ['data-owner', 'information-governance', 'agreement-approver'],
        relationships: ['dispute-in-hand'],
        trainings: [],
        cells: cells([dataset.id], ['identity', 'contact', 'address', 'involvement']),
      },
      {
        name: 'Those who tell people that something went wrong',
        roles: ['data-owner', 'information-governance', 'agreement-approver'],
        relationships: ['incident-in-hand'],
        trainings: [],
        // Contact for the safe contact alone: what else there is of it is not on the page.
        cells: cells([dataset.id], ['identity', 'contact', 'involvement']),
      },
      {
        name: 'The front door, with a contact in hand',
        roles: ['front-door'],
        relationships: ['contact-in-hand'],
        trainings: [],
        cells: cells(
          [dataset.id],
          withoutSafety.filter((one) => one !== 'brokered-involvement'),
        ),
      },
    ],
    ...dates,
  }))
}

/**
 * What opens for an hour to somebody who works with a person and says that there is danger. Brokered and sealed services are in no line of it, and could
 * not be: nothing of them leaves under a sharing agreement. No training is asked for: no control stops child protection (practice K7).
 */
const emergencyAccess = (partners: readonly string[]): Agreement => ({
  code: 'AEM',
  version: 1,
  title: 'Emergency access agreement',
  kind: 'sharing',
  protocol: protocolCode,
  particulars: particulars(
    'When somebody is in danger, whoever stands at the door sees what others know.',
    'It opens for an hour, to somebody who works with the person, who says why; another organisation’s officer looks at each.',
  ),
  purposes: pathways.filter((one) => one !== 'domestic-abuse'),
  recipients: partners,
  terms: [
    {
      name: 'In an emergency, for an hour',
      roles: frontLine,
      relationships: ['emergency-access'],
      trainings: [],
      cells: [
        ...cells(open, [
          'involvement-exists',
          'involvement',
          'identity',
          'contact',
          'address',
          'household',
          'relationship',
          'event',
          'education',
          'need',
          'risk',
          'health',
          'visit-safety',
        ]),
        ...cells(namedOnly, ['involvement-exists', 'policing', 'event', 'risk', 'visit-safety']),
      ],
    },
  ],
  ...dates,
})

/** What the reviewers of the steward compare, to say whether two records are one person: who they are about, and nothing else. */
const recordMatching = (steward: string): Agreement => ({
  code: 'ARM',
  version: 1,
  title: 'Record matching sharing agreement',
  kind: 'sharing',
  particulars: particulars(
    'Records are put with the person they are about, and with nobody else.',
    'Reviewers see who two records are about, and nothing that was written of them.',
  ),
  purposes: ['record-matching'],
  recipients: [steward],
  terms: [
    {
      name: 'Whether two records are one person',
      roles: ['matching-reviewer'],
      relationships: ['review-in-hand'],
      trainings: training,
      cells: cells(open, ['identity', 'identifier', 'contact', 'address']),
    },
  ],
  ...dates,
})

/**
 * What key-holders compare, to say whether another agency's record is that of somebody whom they protect: whom it is about, and, until they have
 * said, where it says that she is.
 */
const protectedMatching = (partners: readonly string[]): Agreement => ({
  code: 'APM',
  version: 1,
  title: 'Protected people matching agreement',
  kind: 'sharing',
  protocol: protocolCode,
  particulars: particulars(
    'Whoever hides from somebody stays hidden, whichever agency meets her next.',
    'Only the key-holders of the agency that protects her see the record that may be hers.',
  ),
  purposes: ['protected-matching'],
  recipients: partners,
  terms: [
    {
      name: 'Whether a record is a protected person’s',
      roles: ['protection-key-holder'],
      relationships: ['protected-review-in-hand'],
      trainings: training,
      cells: cells(open, ['identity', 'identifier', 'contact', 'address']),
    },
  ],
  ...dates,
})

/**
 * What a resident sees of her own record in this form: who looked at it, for her or for whoever may act for her; what services hold; and what
 * choosing a helper needs. */
const ownRecord = (datasets: readonly { id: string }[], steward: string): Agreement => ({
  code: 'OWN-RECORD',
  version: 1,
  title: 'Your right to see what is held, and who looked',
  kind: 'subject-rights',
  purposes: ['own-record'],
  recipients: [steward],
  terms: [
    {
      name: 'Who looked',
      roles: ['resident'],
      relationships: ['self'],
      trainings: [],
      cells: cells(
        datasets.map((dataset) => dataset.id),
        ['access-log'],
      ),
    },
    {
      name: 'What services hold about you',
      roles: ['resident'],
      relationships: ['self'],
      trainings: [],
      cells: [
        ...cells(onOwnPage, ['identity', 'contact', 'address', 'plan']),
        // Which clinic she goes to tells of her health: the health service's own copy says it, or a person does.
        ...cells(
          onOwnPage.filter((one) => one !== 'nhs-patients'),
          ['involvement'],
        ),
      ],
    },
    {
      name: 'Who looked, for a helper or parent',
      roles: ['resident'],
      relationships: ['proxy'],
      trainings: [],
      cells: cells(
        datasets.map((dataset) => dataset.id),
        ['access-log'],
      ),
    },
    {
      name: 'Your name and age, when you choose who helps you',
      roles: ['resident'],
      relationships: ['choosing-helper'],
      trainings: [],
      cells: cells(
        datasets.map((dataset) => dataset.id),
        ['identity'],
      ),
    },
  ],
  ...dates,
})

/** Brings what this version knows of law into the place: gateways, and purposes, for which nothing is shared until it is agreed. What is there stays as it is. */
export async function bringLibrary(tx: Tx<'governance.seed'>): Promise<void> {
  await reference.insertGateways(tx, gateways)
  const hasty = findNotReviewed(purposes, await listShownPurposes(tx))
  if (hasty) throw refusal(errors, 'PURPOSE_NOT_REVIEWED', { purpose: hasty.id, gateway: hasty.gateway })
  await reference.insertPurposes(tx, purposes)
}

/**
 * Brings this version's text of what services do with their own records, and of what people may see of themselves, where an earlier version wrote another: no
 * partner agreed on these, so that nobody else could. The new one holds from this day. What somebody stopped or ended stays so. Returns how many.
 */
export async function bringOwnUses(tx: Tx<'governance.seed'>, today: PlainDate): Promise<number> {
  const standing = await listOwnUses(tx, today)
  const steward = standing.find(({ kind }) => kind === 'subject-rights')?.content.recipients[0]
  const datasets = [...(await listDatasets(tx)).values()].map(({ id, plainName: name, controllerId }) => ({
    id,
    name,
    controllerId,
  }))
  const written = [...ownServiceAgreements(datasets), ...(steward ? [ownRecord(datasets, steward)] : [])]
  const classes = await reference.listClassesOfDatasets(tx)
  let brought = 0
  for (const agreement of written) {
    const last = standing.find(({ code }) => code === agreement.code)
    if (!last || last.suspended || last.inForceTo || textOf(last.content, classes) === textOf(agreement, classes)) continue
    const version = last.version + 1
    const reviewOn = today.add({ years: 2 }).toString()
    const dated = { signedOn: today.toString(), inForceFrom: today.toString(), reviewOn }
    await reference.insertAgreement(tx, { ...agreement, ...dated, version, recipients: last.content.recipients })
    await reference.endVersionsBefore(tx, agreement.code, version, today)
    await recordAudit(tx, agreement.code, { version })
    brought++
  }
  return brought
}

/** What a text says, however it is written down, of the kinds of information that there are. */
function textOf(
  { purposes, terms }: Pick<Agreement, 'purposes' | 'terms'>,
  classes: ReadonlyMap<string, ReadonlySet<string>>,
): string {
  const cellsOf = (line: Agreement['terms'][number]) =>
    line.cells.flatMap((cell) =>
      cell.classes.filter((one) => classes.get(cell.dataset)?.has(one)).map((one) => `${cell.dataset} ${one}`),
    )
  const inOrder = (words: readonly string[]) => [...new Set(words)].sort()
  const lines = terms.map((line) =>
    JSON.stringify([
      line.name,
      inOrder(line.roles),
      inOrder(line.relationships),
      inOrder(line.trainings),
      inOrder(cellsOf(line)),
    ]),
  )
  return JSON.stringify([inOrder(purposes), inOrder(lines)])
}

/** Sets up a place: the library of gateways, the purposes, and the agreements between these partners over these datasets. */
export async function seedAgreements(
  tx: Tx<'governance.seed'>,
  place: {
    partners: readonly string[]
    steward: string
    datasets: readonly { id: string; name: string; controllerId: string }[]
  },
): Promise<void> {
  await bringLibrary(tx)
  const agreements = [
    protocol(place.partners),
    ...pathwayAgreements(place.partners),
    recordMatching(place.steward),
    protectedMatching(place.partners),
    emergencyAccess(place.partners),
    ...ownServiceAgreements(place.datasets),
    ownRecord(place.datasets, place.steward),
  ]
  for (const agreement of agreements) await reference.insertAgreement(tx, agreement)
  for (const { purpose, ...facts } of await reference.listConditions(tx)) {
    const missing = missingConditions({ name: purpose, ...facts })
    if (missing.length > 0) throw refusal(errors, 'PURPOSE_INCOMPLETE', { purpose, missing: missing.join(' and ') })
  }
  for (const one of seededAssessments) {
    const covers = await coversOn(tx, one.purposes, plainDate(dates.signedOn), true)
    const { signedOn: approvedOn, reviewOn } = dates
    await insertApproved(tx, {
      id: newId<'assessment'>(),
      version: 1,
      ...one,
      writtenFor: place.steward,
      covers,
      reviewOn,
      approvedOn,
    })
  }
}
