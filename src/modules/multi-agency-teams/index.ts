// The front door of multi-agency-teams.
export { dayNotices } from './day-notices.ts'
export { errors } from './errors.ts'
export { pages } from './pages.ts'
export { policy } from './policy.ts'
export { routes } from './routes.ts'
export { lacksOf, type Standing, standingOf, type TeamEvent } from './team.rules.ts'
export { beginTeam, changeTeam, colleagueAt, listRunningTeams, readTeam, readTeams, type Team } from './teams.ts'
