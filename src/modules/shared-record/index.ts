export { makeList, makeListWhenDue } from './continuity/make-list.ts'
export { answerDisputed, openDispute, readDisputes } from './disputes/open-disputes.ts'
export type { OwnFact, OwnField, OwnKind } from './disputes/own-facts.rules.ts'
export { listOwnServices, type OwnService, ownClasses } from './disputes/own-facts.ts'
export { openInEmergency } from './emergency/open-in-emergency.ts'
export { errors } from './errors.ts'
export { type Described, findDescribed, findPeople } from './find-people.ts'
export type { ListDue } from './my-day.ts'
export { openPerson, type PersonPanel } from './open-person.ts'
export { type DayNotice, type DayNotices, type DescribeAction, type OfferedAction, pagesWith } from './pages.ts'
export type { PersonRecord } from './person.rules.ts'
export { policy } from './policy.ts'
export { answerAbout, sharedUntil } from './requests/answer-about.ts'
export { askAbout } from './requests/ask-about.ts'
export {
  acknowledgePart,
  decidePart,
  finishPart,
  followSubjectRequests,
  liftPart,
  markPart,
  pausePart,
  tellPart,
} from './rights/answer-parts.ts'
export { asItIsNow, type Copy } from './rights/copy.rules.ts'
export { afterCopyView, copyView } from './rights/copy.view.ts'
export { askForPerson, enterRequest } from './rights/enter.ts'
export { openPart, readParts } from './rights/read-parts.ts'
export { putInCopies, type WrittenHere } from './rights/written.ts'
export { routesWith } from './routes.ts'
export type { SafeContact } from './safe-contact.rules.ts'
export { parseBirthday } from './search-query.ts'
export { safeContactsWith, type WorkerInvolved, type WorksWith, whoWorksWith, workersInvolved } from './who-works-with.ts'
