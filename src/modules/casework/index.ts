// The front door of casework.
export { errors } from './errors.ts'
export { describeAction, pages } from './pages.ts'
export { personalData } from './personal-data.ts'
export { policy } from './policy.ts'
export { routes } from './routes.ts'
