export { listAgreementsInForce } from './agreements/agreement.repository.ts'
export {
  answerDraft,
  beginDraft,
  changeDraft,
  closeForSigning,
  comment as commentOnDraft,
  consult,
  readShared,
} from './agreements/agreements.ts'
export type { CountPeople } from './agreements/simulate.ts'
export { barOwnRecord } from './bar-own-record.ts'
export * as continuity from './continuity/continuity.repository.ts'
export { handIn as handInRecord, mergeOpenings } from './continuity/hand-in.ts'
export { listKey, listReceiver, listSealer } from './continuity/keys.ts'
export {
  type Bars,
  type Decision,
  decide,
  decidingScope,
  type Explanation,
  machineEntry,
  onlyClasses,
  type Subject,
} from './decide.ts'
export {
  findPurpose,
  lawsInForce,
  listDatasetIds,
  listDatasets,
  listOnOwnPage,
  listOwnRecords,
  listOwnRelationships,
  listOwnSources,
  listPurposes,
  listPurposeWords,
  type PurposeWords,
} from './decision.repository.ts'
export type { Holding, Limit, LimitGround, Protection, Reader, RelationshipKind } from './disclosure.rules.ts'
export {
  type AnswerWords,
  findAsked as findDispute,
  listAsked as listDisputesAsked,
  listDisputes,
  listTold,
  openAnswerWords,
  openSaidWords,
  type SaidWords,
} from './disputes/dispute.repository.ts'
export {
  answerBy,
  type DisputableFact,
  type Dispute,
  type DisputeFlag,
  type DisputeState,
  flagOf,
  keyOfFact,
  mayDispute,
  type Outcome,
  outcomes,
  stateOfDispute,
} from './disputes/dispute.rules.ts'
export {
  answerDispute,
  type DisputeAnswer,
  raiseDispute,
  requireDispute,
} from './disputes/disputes.ts'
export { isInEmergency } from './emergency/emergency.repository.ts'
export { minutesOpen, type Reason, reasons } from './emergency/emergency.rules.ts'
export { openEmergency, requireMayOpen } from './emergency/emergency.ts'
export { errors } from './errors.ts'
export { holdIncident, type Opened as OpenedIncident } from './incidents/incident.repository.ts'
export {
  countPeople as countForIncident,
  involveOthers,
  lastCounted,
  readIncidents,
  reportIncident,
  writeEntry,
} from './incidents/incidents.ts'
export type { Member, ReachedRecord, Telling } from './incidents/telling.repository.ts'
export {
  isWay,
  needsReview,
  noticeParts,
  type Reached,
  type ReachedState,
  stateOfTelling,
  type TellingKind,
  type Way,
  ways,
  waysFor,
} from './incidents/telling.rules.ts'
export {
  findNotice,
  freezeReached,
  listToReview,
  type Reach,
  readOwnNotices,
  readReach,
  requireReviewing,
  requireTelling,
  reviewTelling,
  tellingPurpose,
  writeNotice,
  writeTelling,
} from './incidents/telling.ts'
export { compareJournal } from './journal/compare.ts'
export type { JournalFault } from './journal/journal.rules.ts'
export type { Agreement } from './library.ts'
export { noticeOddLooks, type Ties, type TiesOf } from './odd-looks/notice.ts'
export { oddLookNotices } from './odd-looks/odd-look.pages.ts'
export { answerOddLook, readOwn as readOwnOddLooks } from './odd-looks/odd-looks.ts'
export { routesWith } from './pages.ts'
export { personalData } from './personal-data.ts'
export { policy } from './policy.ts'
export { type Notice, type NoticePurpose, type NoticeSource, readNotice } from './processing/notice.ts'
export { freezePublicRegister } from './processing/processing.ts'
export * as proxies from './proxies/proxy.repository.ts'
export {
  endAfterReview,
  enteredKinds,
  isPersonal,
  isReviewedAtOnce,
  type LimitKind,
  latestEnd,
  limitKinds,
  mayReview,
  type ProxyKind,
  type ProxyState,
  proxyKinds,
  purposesForProxies,
  type Scope,
  scopesFor,
  stateOfRight,
  type WhyNot,
  whyNotGive,
} from './proxies/proxy.rules.ts'
export { systemPurposes } from './purposes.ts'
export { type Dataset, registerDataset } from './register-dataset.ts'
export { endRelationships, endTeamAround, type NewRelationship, openRelationships, openTeamAround } from './relationships.ts'
export { findRequest, listRequests, openWords } from './requests/request.repository.ts'
export {
  type AccessRequest,
  type Answer,
  type Asked,
  type Deadline,
  deadlines,
  dueAt,
  type Ground,
  grounds,
  mayAnswer,
  stateOf,
} from './requests/request.rules.ts'
export { answerRequest, askOwner, climbRequests, daysShared, requireAnswerable, takeBackRelease } from './requests/requests.ts'
export { approveErasure } from './retention/approve.ts'
export { eraseApproved, goesBefore, replayTombstones, sweep } from './retention/erase.ts'
export { askToLift, type HoldAsked, liftHold, placeHold } from './retention/holds.ts'
export {
  type Counts,
  type HeldRecord,
  type Kept,
  type PersonalData,
  type Records,
  recordHash,
  type Tombstone,
} from './retention/interface.ts'
export { listDue, listDueNightly } from './retention/list-due.ts'
export { erasuresOnDesk } from './retention/read-retention.ts'
export type { RecordFacts } from './retention/retention.rules.ts'
export { forgetTombstones, readTombstones } from './retention/tombstones.ts'
export {
  acknowledge,
  answerPart,
  extend,
  liftLimit,
  markFact,
  type PartAnswer,
  pause,
  requirePart,
  resume,
  rightsPurpose,
  stoppableUses,
  tellBeforeLifting,
} from './rights/answer.ts'
export { type AskingForRights, askForRights, listAddressees, replyToOfficer } from './rights/ask.ts'
export {
  type Clock,
  clockOf,
  dueOn,
  mayExtend,
  mayPause,
  type PartState,
  stateOf as stateOfPart,
} from './rights/clock.rules.ts'
export {
  type PauseReason,
  type RequestKind,
  requestKinds,
  type WithholdingGround,
  withholdingGrounds,
} from './rights/law.rules.ts'
export {
  type LimitNotice,
  listNotices,
  listOwnLimits,
  listStanding,
  listToldOfLimit,
  type OwnLimit,
  type StandingLimit,
  type UsedFor,
} from './rights/limit.repository.ts'
export {
  type LimitState,
  liftFrom,
  limitStateOf,
  lookAgainOn,
  mayLift,
  noticeDays,
  type RestrictionGround,
  restrictionGrounds,
} from './rights/limit.rules.ts'
export {
  type Decided,
  isHidden as isHiddenDataset,
  neverOnPage,
  type Part,
  partsFor,
  recordsOf,
  type Step,
} from './rights/part.rules.ts'
export {
  type DatasetTerms,
  findPart,
  insertParts,
  listAnchors,
  listMade,
  listMarks,
  listOpenWhole,
  listParts,
  listTerms as listDatasetTerms,
  type Made,
  type Mark,
  openAsked,
  openPacks,
  openSteps,
} from './rights/rights.repository.ts'
export { bringLibrary, bringOwnUses, seedAgreements } from './seeds.ts'
export { type About, adviceOn, dutyIn, type SharingAdvice } from './sharing-duties.rules.ts'
export { takeContactInHand } from './take-contact-in-hand.ts'
export { inWords } from './words.rules.ts'
