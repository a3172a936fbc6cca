// The front door of casework.
export { errors } from './errors.ts'
export { describeAction, pages, personActions } from './pages.ts'
export { personalData } from './personal-data.ts'
export { answerOwnPlan, type OwnPlan, readOwnPlans } from './plans/own-plans.ts'
export { herself, planKinds } from './plans/plan.rules.ts'
export { plansPanel } from './plans/plans-on-person.ts'
export { policy } from './policy.ts'
export { routes } from './routes.ts'
