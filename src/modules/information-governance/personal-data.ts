import { goesBefore } from './retention/erase.ts'
import type { PersonalData } from './retention/interface.ts'
import { eraseRecords, sweepComplaints, sweepIncidents } from './retention/retention.repository.ts'

const record = ['source_person_id'] as const
const andOthers = ['source_person_id', 'also'] as const

const complaint = { byOwnDate: 'complaint' } as const
const incident = { byOwnDate: 'incident' } as const

export const personalData: PersonalData = {
  room: 'information-governance',
  tables: {
    'information_governance.relationship': record,
    'information_governance.own_record': record,
    'information_governance.access_request': andOthers,
    'information_governance.owner_release': record,
    'information_governance.emergency_access': andOthers,
    'information_governance.proxy_right': record,
    'information_governance.proxy_limit': record,
    'information_governance.subject_request_source': record,
    'information_governance.subject_request_mark': record,
    // Each goes with the last record that it is about; a complaint about no record by its own date.
    'information_governance.subject_request': complaint,
    'information_governance.subject_request_part': complaint,
    'information_governance.subject_request_step': complaint,
    'information_governance.subject_request_pack': { stays: 'it goes with the last record that it is about' },
    'information_governance.fact_dispute': record,
    'information_governance.fact_dispute_answer': record,
    'information_governance.fact_dispute_words': record,
    'information_governance.fact_dispute_recipient': record,
    'information_governance.use_limit': record,
    'information_governance.use_limit_recipient': record,
    'information_governance.incident': incident,
    'information_governance.incident_entry': incident,
    'information_governance.incident_notice': incident,
    'information_governance.incident_member': record,
    'information_governance.incident_telling': record,
    'information_governance.erasure_member': record,
    // An odd look is the officer's question to a worker: no copy of a person's data has it. What is found wrong becomes an incident, of which she is told.
    'information_governance.odd_look_source': record,
    'information_governance.odd_look': { stays: 'it goes with the last record that it tells of' },
    'information_governance.odd_look_step': { stays: 'it goes with the look that it is about' },
    'platform.access_entry_source': record,
    'platform.access_entry': { stays: 'it goes with the last record that it tells of' },
  },
  erase: (_services, tx, { sources, at }) => eraseRecords(tx, sources, at),
  sweep: async (_services, tx, now) =>
    (await sweepIncidents(tx, goesBefore('incident', now))) + (await sweepComplaints(tx, goesBefore('complaint', now))),
}
