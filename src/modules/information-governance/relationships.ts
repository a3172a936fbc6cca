export {
  endRelationships,
  endTeamAround,
  insertTeamAround as openTeamAround,
  type NewRelationship,
  upsertRelationships as openRelationships,
} from './relationship.repository.ts'
