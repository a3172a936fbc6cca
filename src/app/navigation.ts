import type { Kernel } from '#platform/http/kernel'

/** A main section; `says` is what one can do there, for those who begin there. */
export type Section = Kernel['navigation'][number] & { readonly says?: string }

/** The main sections of each face (screens.md section 7), those whose rooms exist; each is offered to those who may open it. */
export const navigation: readonly Section[] = [
  { face: 'staff', text: 'My day', href: '/my-day', act: 'shared-record.my-day.read' },
  { face: 'staff', text: 'People', href: '/people', act: 'shared-record.person.search' },
  {
    face: 'staff',
    text: 'Contacts',
    href: '/contacts',
    act: 'casework.contact.read',
    says: 'See what people have told the front door, find whom it is about, and ring back.',
  },
  {
    face: 'staff',
    text: 'Desk',
    href: '/governance',
    act: 'governance.desk.read',
    says: 'See what waits for you, by when it is due.',
  },
  {
    face: 'staff',
    text: 'Requests',
    href: '/access-requests',
    act: 'governance.request.read',
    says: 'See what you asked the owners of records, and what they said.',
  },
  {
    face: 'staff',
    text: 'Requests to answer',
    href: '/access-requests/to-answer',
    act: 'governance.request.answer',
    says: 'Answer partners who ask what your organisation knows of somebody they work with.',
  },
  {
    face: 'staff',
    text: 'Access reviews',
    href: '/access-reviews',
    act: 'governance.emergency.review',
    says: 'Look at what workers of other organisations opened in an emergency, and say whether it was right.',
  },
  {
    face: 'staff',
    text: 'Incidents',
    href: '/incidents',
    act: 'governance.incident.work',
    says: 'Work on what went wrong with people’s information, and decide within 72 hours who is told.',
  },
  {
    face: 'staff',
    text: 'Records to compare',
    href: '/match-candidates',
    act: 'person-index.review.read',
    says: 'Compare records that may be about one person, side by side, and say whether they are.',
  },
  {
    face: 'staff',
    text: 'Possible matches',
    href: '/protected-matches',
    act: 'person-index.protected-review.read',
    says: 'Say whether records that other agencies sent are those of people whom your organisation protects.',
  },
  {
    face: 'staff',
    text: 'Feeds',
    href: '/feeds',
    act: 'feeds.read',
    says: 'See what each agency sends, how old it is, and what could not be read.',
  },
  {
    face: 'staff',
    text: 'Matching',
    href: '/matching',
    act: 'person-index.quality.read',
    says: 'See how well agencies’ records are put together, for whom less well, and what the model weighs.',
  },
  {
    face: 'staff',
    text: 'Agreements',
    href: '/sharing-agreements',
    act: 'governance.read',
    says: 'Read what the partners share, with whom, for what, and the law that allows it.',
  },
  {
    face: 'staff',
    text: 'Assessments',
    href: '/assessments',
    act: 'governance.assessment.write',
    says: 'Read and write what was thought through before data is used: risks, measures, advice, approval.',
  },
  {
    face: 'staff',
    text: 'Access log',
    href: '/access-log',
    act: 'log.read',
    says: 'See whether the log of who looked at whom is sealed and witnessed, and take it to check it.',
  },
  {
    face: 'staff',
    text: 'Organisations',
    href: '/organisations',
    act: 'partnership.read',
    says: 'Look up the partners, their teams and whom to ring, and which of them merged.',
  },
  {
    face: 'staff',
    text: 'Something went wrong?',
    href: '/incidents/new',
    act: 'governance.incident.report',
    says: 'Say at once when people’s information got lost, or to somebody who should not have it.',
  },
  { face: 'resident', text: 'Home', cy: 'Hafan', href: '/account' },
  {
    face: 'resident',
    text: 'Who looked',
    cy: 'Pwy edrychodd',
    href: '/account/access-events',
    act: 'resident-portal.access-log.read',
  },
]
