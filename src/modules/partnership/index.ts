// The front door of partnership.
export { changeRoles } from './change-roles.ts'
export { controllerOn } from './controller-on.ts'
export { listDelegations } from './delegation.repository.ts'
export { authorityOf, type Delegation, type DelegationId, mayExercise, whoMayExercise } from './delegation.rules.ts'
export { endEmployment } from './end-employment.ts'
export { errors } from './errors.ts'
export { getOrganisation } from './get-organisation.ts'
export { giveDelegation, type NewDelegation } from './give-delegation.ts'
export { type Loaded, loadPeople } from './load-people.ts'
export {
  findIdentifierHolder,
  findOrganisation,
  listOrganisations,
  listTeams,
  namesOfOrganisations,
} from './organisation.repository.ts'
export { type Lifetime, type Organisation, type OrganisationKind, successorOf } from './organisation.rules.ts'
export { pages } from './pages.ts'
export { passOnDelegation } from './pass-on-delegation.ts'
export { personalData } from './personal-data.ts'
export { policy } from './policy.ts'
export { recordTraining } from './record-training.ts'
export { type NewOrganisation, registerOrganisation } from './register-organisation.ts'
export { registerTeam } from './register-team.ts'
export { registerWorker, type WorkerToRegister } from './register-worker.ts'
export { renameOrganisation } from './rename-organisation.ts'
export { routes } from './routes.ts'
export { succeedOrganisation } from './succeed-organisation.ts'
export {
  type Colleague,
  endTeamAcross,
  findColleagues,
  insertTeamAcross,
  letIntoTeam,
  takeOutOfTeam,
  trainingsOn,
} from './teams-across.repository.ts'
export { withdrawAnyDelegation, withdrawDelegation } from './withdraw-delegation.ts'
export {
  findWorkerBySignIn,
  identifyWorker,
  linkResidentRecords,
  listStaffReferences,
  listTrainings,
  listWorkersReferredTo,
  namesOfWorkers,
  residentRecordsOf,
  type SignedInWorker,
  type StaffReference,
  type Training,
  workersWithRole,
} from './worker.repository.ts'
export { type Team, type TeamId, type Worker, type WorkerId, type WorkerRole, workerRoles } from './worker.rules.ts'
