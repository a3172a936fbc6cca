import { workerRoles } from '#modules/partnership'
import { definePolicy } from '#platform/acts'

const managers = ['team-lead', 'executive', 'steward']

export const policy = definePolicy({
  'multi-agency-teams.read': { roles: workerRoles, says: 'read which teams of several agencies there are, and who is in them' },
  'multi-agency-teams.team.begin': { roles: managers, says: 'begin a team of several agencies, and lead it' },
  'multi-agency-teams.team.change': {
    roles: workerRoles,
    says: 'ask people into a team that she leads, confirm them, and end it; leave a team that she is in, or say who covers for her',
  },
  'multi-agency-teams.member.release': {
    roles: managers,
    says: 'let people of her own organisation into a team of several agencies, confirm them each quarter, and take them back',
  },
})
