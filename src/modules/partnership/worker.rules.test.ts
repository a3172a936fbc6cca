import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '#platform/dates'
import { type RoleAssignment, roleChanges, rolesOn, type WorkerRole } from './worker.rules.ts'

const assignment = (line: string): RoleAssignment => {
  const [organisationId = '', role, from = '', to] = line.split(' ')
  return { organisationId, role: role as WorkerRole, from: plainDate(from), to: to ? plainDate(to) : null }
}

const joanne = [
  'Council practitioner 2020-01-06',
  'Council lead-practitioner 2024-04-01 2026-04-01',
  'Council team-lead 2026-04-01',
  'Council front-door 2022-01-01 2022-01-01', // given by mistake, and taken back the same day
  'Trust practitioner 2025-09-01',
  'Council practitioner 2025-01-01 2026-01-01', // told twice: one role
].map(assignment)

// organisation, day, roles
const cases: [string, string, string][] = [
  ['Council', '2019-12-31', ''],
  ['Council', '2020-01-06', 'practitioner'],
  ['Council', '2022-01-01', 'practitioner'],
  ['Council', '2026-03-31', 'lead-practitioner practitioner'],
  ['Council', '2026-04-01', 'practitioner team-lead'],
  ['Trust', '2026-04-01', 'practitioner'], // what she is for one employer, she is not for another
  ['Police', '2026-04-01', ''],
]
for (const [organisation, day, expected] of cases) {
  test(`her roles for ${organisation} on ${day}: ${expected || 'none'}`, () =>
    assert.equal(rolesOn(joanne, organisation, plainDate(day)).join(' '), expected))
}

// held, wanted, end, begin
const changes: [string, string, string, string][] = [
  ['practitioner', 'practitioner', '', ''],
  ['practitioner', 'practitioner lead-practitioner', '', 'lead-practitioner'],
  ['practitioner lead-practitioner', 'practitioner', 'lead-practitioner', ''],
  ['practitioner', 'team-lead', 'practitioner', 'team-lead'],
  ['', 'practitioner practitioner', '', 'practitioner'],
]
const roles = (text: string) => text.split(' ').filter(Boolean) as WorkerRole[]
for (const [held, wanted, end, begin] of changes) {
  test(`from "${held}" to "${wanted}": end "${end}", begin "${begin}"`, () =>
    assert.deepEqual(roleChanges(roles(held), roles(wanted)), { end: roles(end), begin: roles(begin) }))
}
