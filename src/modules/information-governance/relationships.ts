export { endRelationships, type NewRelationship, upsertRelationships as openRelationships } from './relationship.repository.ts'
