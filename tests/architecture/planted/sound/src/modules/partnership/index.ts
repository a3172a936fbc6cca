export { findOrganisation } from './find-organisation.ts'
export type { OrganisationRow } from './organisation.repository.ts'
