// Made by "npm run types" from the migrations. Do not edit.
import type { Generated, GeneratedAlways } from 'kysely'
import type { Instant, PlainDate } from '#platform/dates'

export type Tables = {
  'information_governance.access_request': {
    id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    also: string[]
    worker_id: string
    worker_name: string
    worker_role: string
    worker_organisation: string
    purpose: string
    relationship: string
    classes: string[]
    asked: Buffer
    asked_at: Instant
    due_at: Instant
  }
  'information_governance.access_request_answer': {
    request_id: string
    answer: string
    ground: string | null
    said: Buffer | null
    answered_by: string
    answered_by_name: string
    answered_at: Instant
  }
  'information_governance.access_request_climb': {
    request_id: string
    step: number
    climbed_at: Instant
  }
  'information_governance.agreement_comment': {
    id: string
    draft_id: string
    organisation_id: string
    stance: string
    said: string
    said_by: string
    said_by_name: string
    said_at: Instant
  }
  'information_governance.agreement_draft': {
    id: string
    code: string
    version: number
    content: unknown
    drafted_for: string
    drafted_by: string
    drafted_by_name: string
    drafted_at: Instant
    changed_at: Instant
    consulted_from: Instant | null
    consulted_until: PlainDate | null
    closed_at: Instant | null
    fingerprint: string | null
    withdrawn_at: Instant | null
    published_as: string | null
  }
  'information_governance.agreement_purpose': {
    agreement_id: string
    purpose_id: string
  }
  'information_governance.agreement_recipient': {
    agreement_id: string
    organisation_id: string
  }
  'information_governance.agreement_signature': {
    draft_id: string
    organisation_id: string
    answer: string
    fingerprint: string
    reason: string | null
    answered_by: string
    answered_by_name: string
    answered_at: Instant
  }
  'information_governance.agreement_stop': {
    id: string
    nth: GeneratedAlways<bigint>
    agreement_id: string
    organisation_id: string
    kind: string
    reason: string
    done_by: string
    done_by_name: string
    done_at: Instant
    on_day: PlainDate
  }
  'information_governance.assessment': {
    id: string
    code: string
    version: number
    kind: string
    title: string
    purposes: string[]
    content: unknown
    written_for: string
    written_by: string | null
    written_by_name: string
    changed_at: Instant
    advice: string | null
    advised_by: string | null
    advised_by_name: string | null
    advised_at: Instant | null
    overruled: string | null
    approved_by: string | null
    approved_by_name: string | null
    approved_at: Instant | null
    review_on: PlainDate | null
    covers: unknown | null
  }
  'information_governance.continuity_list': {
    id: string
    organisation_id: string
    sealed_for: string
    made_at: Instant
    people: number
    requests: string[]
    file: string
    sha256: Buffer
  }
  'information_governance.continuity_merge': {
    opening_id: string
    merged_at: Instant
  }
  'information_governance.continuity_opening': {
    id: string
    record_id: string
    nth: number
    signature: string
    sitting_id: string
    list_id: string
    organisation_id: string
    kind: string
    reader: string
    reason: string
    people: number
    said: Buffer
    opened_at: Instant
    handed_in_by: string
    handed_in_by_name: string
    handed_in_at: Instant
  }
  'information_governance.continuity_review': {
    sitting_id: string
    finding: string
    reasons: string
    reviewed_by: string
    reviewed_by_name: string
    reviewed_at: Instant
  }
  'information_governance.dataset': {
    id: string
    controller_id: string
    name: string
    plain_name: string
    standard: string
    update_frequency: string
    promised_hours: number
    existence: string
    duty_team: string
    duty_phone: string
    regime: string
  }
  'information_governance.dataset_class': {
    dataset_id: string
    field_class: string
    special_category: boolean
    retention: string
  }
  'information_governance.emergency_access': {
    id: string
    reference: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    also: string[]
    person_id: string
    worker_id: string
    worker_name: string
    worker_role: string
    worker_organisation_id: string
    worker_organisation: string
    purpose: string
    reason: string
    said: Buffer
    opened: unknown
    opened_at: Instant
    ends_at: Instant
    recorded_at: Generated<Instant>
  }
  'information_governance.emergency_count': {
    worker_id: string
    nth: number
  }
  'information_governance.emergency_review': {
    access_id: string
    finding: string
    reasons: string
    telling: string
    reviewed_by: string
    reviewed_by_name: string
    reviewed_at: Instant
  }
  'information_governance.erasure_approval': {
    batch_id: string
    approved_by: string
    approved_by_name: string
    approved_as: string
    approved_at: Instant
  }
  'information_governance.erasure_batch': {
    id: string
    dataset_id: string
    controller_id: string
    retention: string
    rule: string
    basis: string
    listed_at: Instant
    due_on: PlainDate
    records: number
    left_out: Generated<number>
    erased: Generated<number>
    counts: Generated<unknown>
    done_at: Instant | null
    certificate: unknown | null
    certificate_hash: string | null
  }
  'information_governance.erasure_member': {
    batch_id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    record_hash: Buffer
    due_on: PlainDate
  }
  'information_governance.fact_dispute': {
    id: string
    controller_id: string
    dataset_id: string
    field_class: string
    regime: string
    source_person_id: string
    fact_key: string
    fact_hash: string
    account_id: string
    share_words: boolean
    disputed_at: Instant
    disputed_on: PlainDate
  }
  'information_governance.fact_dispute_answer': {
    dispute_id: string
    controller_id: string
    dataset_id: string
    field_class: string
    regime: string
    source_person_id: string
    outcome: string
    corrected_on: PlainDate | null
    answered_by: string
    answered_by_name: string
    answered_at: Instant
    answered_on: PlainDate
  }
  'information_governance.fact_dispute_recipient': {
    dispute_id: string
    told_of: string
    organisation_id: string
    controller_id: string
    dataset_id: string
    field_class: string
    regime: string
    source_person_id: string
    last_shown_at: Instant
    told_at: Instant
  }
  'information_governance.fact_dispute_words': {
    dispute_id: string
    part: string
    controller_id: string
    dataset_id: string
    field_class: string
    regime: string
    source_person_id: string
    sealed: Buffer
  }
  'information_governance.gateway': {
    id: string
    statute: string
    provision: string
    kind: string
    bodies: string
    objective: string
    limits: string
    in_force_from: PlainDate | null
    in_force_to: PlainDate | null
    checked_on: PlainDate | null
    read_at_source: Generated<boolean>
  }
  'information_governance.incident': {
    id: string
    reference: string
    controller_id: string
    said: Buffer
    noticed_at: Instant
    going_on: string
    reported_by: string
    reported_by_name: string
    reported_at: Instant
    about: string | null
  }
  'information_governance.incident_entry': {
    id: string
    nth: GeneratedAlways<bigint>
    incident_id: string
    kind: string
    chosen: string[]
    happened_at: Instant | null
    said: Buffer
    written_by: string
    written_by_name: string
    written_at: Instant
    part_id: string
  }
  'information_governance.incident_list': {
    id: string
    nth: GeneratedAlways<bigint>
    part_id: string
    controller_id: string
    people: number
    leaves: Buffer[]
    hash: Buffer
    frozen_at: Instant
    frozen_by: string
    frozen_by_name: string
  }
  'information_governance.incident_member': {
    list_id: string
    part_id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    person_id: string
    classes: string[]
    withheld: boolean
    leaf: Buffer
  }
  'information_governance.incident_notice': {
    id: string
    nth: GeneratedAlways<bigint>
    part_id: string
    controller_id: string
    said: Buffer
    written_by: string
    written_by_name: string
    written_at: Instant
  }
  'information_governance.incident_part': {
    id: string
    incident_id: string
    reference: string
    controller_id: string
    lead_controller_id: string
    hidden: boolean
    noticed_at: Instant
    going_on: string
    told_at: Instant
    told_by_name: string
    looks: unknown | null
  }
  'information_governance.incident_public_notice': {
    part_id: string
    controller_id: string
    content: unknown
    published_at: Instant
    until_day: PlainDate
  }
  'information_governance.incident_telling': {
    id: string
    nth: GeneratedAlways<bigint>
    part_id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    kind: string
    said: Buffer
    by_id: string
    by_name: string
    at: Instant
  }
  'information_governance.journal_comparison': {
    id: string
    nth: GeneratedAlways<bigint>
    compared_at: Instant
    lines: number
    head: string
    digest: Buffer
  }
  'information_governance.journal_item': {
    id: string
    comparison_id: string
    kind: string
    organisation_id: string | null
    reads: number
    from_line: number
    to_line: number
    faults: unknown
    found_at: Instant
  }
  'information_governance.journal_review': {
    item_id: string
    finding: string
    reasons: string
    reviewed_by: string
    reviewed_by_name: string
    reviewed_at: Instant
  }
  'information_governance.legal_hold': {
    id: string
    organisation_id: string
    dataset_id: string | null
    record_hash: Buffer | null
    ground: string
    reason: string
    review_on: PlainDate
    placed_by: string
    placed_by_name: string
    placed_at: Instant
    lift_reason: string | null
    lift_asked_by: string | null
    lift_asked_by_name: string | null
    lift_asked_at: Instant | null
    lifted_by: string | null
    lifted_by_name: string | null
    lifted_at: Instant | null
    covers: number | null
  }
  'information_governance.odd_look': {
    id: string
    reference: string
    entry_id: string
    person_id: string
    worker_id: string
    worker_name: string
    worker_role: string
    worker_organisation_id: string
    worker_organisation: string
    by_others: boolean
    barred: string[]
    purpose: string
    relationship: string
    refused: boolean
    signs: string[]
    told: string[]
    looked_at: Instant
    noticed_at: Instant
  }
  'information_governance.odd_look_run': {
    only_row: Generated<boolean>
    until: Instant
  }
  'information_governance.odd_look_source': {
    odd_look_id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
  }
  'information_governance.odd_look_step': {
    id: string
    nth: GeneratedAlways<bigint>
    odd_look_id: string
    kind: string
    said: Buffer
    by_id: string
    by_name: string
    at: Instant
  }
  'information_governance.own_record': {
    worker_id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
  }
  'information_governance.owner_release': {
    request_id: string
    worker_id: string
    controller_id: string
    dataset_id: string
    field_class: string
    regime: string
    source_person_id: string
    purpose: string
    active_from: Instant
    active_to: Instant
    revoked_at: Instant | null
  }
  'information_governance.proxy_limit': {
    id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    kind: string
    account_id: string | null
    from_at: Instant
    reason: string
    recorded_by: string
    lifted_at: Instant | null
    lifted_by: string | null
    lifted_reason: string | null
  }
  'information_governance.proxy_right': {
    id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    kind: string
    scopes: string[]
    born_on: PlainDate | null
    person_name: string
    called: string
    evidence: string
    granted_by: string
    granted_at: Instant
    until_day: PlainDate
    reviewed_at: Instant | null
    reviewed_by: string | null
    review_said: string | null
    code_hash: string
    code_expires_at: Instant
    account_id: string | null
    proxy_name: string | null
    taken_up_at: Instant | null
    ended_at: Instant | null
    ended_by: string | null
    ended_reason: string | null
    safe_said_at: Instant | null
    safe_said_by: string | null
    safe_said: string | null
  }
  'information_governance.public_register': {
    day: PlainDate
    content: unknown
    frozen_at: Instant
  }
  'information_governance.relationship': {
    id: string
    worker_id: string | null
    team_id: string | null
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    kind: string
    source_room: string
    source_key: string
    active_from: Instant
    active_to: Instant | null
    reason: string | null
  }
  'information_governance.retention_count': {
    dataset_id: string
    controller_id: string
    counted_at: Instant
    records: number
    due: number
    held: number
    undecided: number
    next_due_on: PlainDate | null
  }
  'information_governance.sharing_agreement': {
    id: string
    code: string
    version: number
    title: string
    kind: string
    signed_on: PlainDate
    in_force_from: PlainDate
    in_force_to: PlainDate | null
    review_on: PlainDate
    suspended_at: Instant | null
    protocol: string | null
    particulars: Generated<unknown>
  }
  'information_governance.sharing_purpose': {
    id: string
    name: string
    plain_words_en: string
    plain_words_cy: string | null
    gateway_id: string
    article_6: string
    article_9: string | null
    schedule_1: string | null
    regime: string
    roles: string[]
    log_visibility: string
    withheld_ground: string | null
    withheld_reviewer: string | null
    in_force_from: PlainDate
    in_force_to: PlainDate | null
    shown_gateway: GeneratedAlways<string | null>
    uses_restricted_for: string | null
  }
  'information_governance.sharing_term': {
    id: string
    agreement_id: string
    name: string
    roles: string[]
    relationships: string[]
    trainings: string[]
  }
  'information_governance.subject_request': {
    id: string
    kind: string
    account_id: string
    whole: boolean
    said: Buffer
    received_at: Instant
  }
  'information_governance.subject_request_mark': {
    id: string
    part_id: string
    controller_id: string
    dataset_id: string
    field_class: string
    regime: string
    source_person_id: string
    fact_key: string
    fact_id: bigint
    ground: string | null
    told: boolean
    said: Buffer | null
    marked_by: string
    marked_by_name: string
    marked_at: Instant
    nth: GeneratedAlways<bigint>
  }
  'information_governance.subject_request_pack': {
    part_id: string
    sealed: Buffer
    made_at: Instant
  }
  'information_governance.subject_request_part': {
    id: string
    request_id: string
    kind: string
    account_id: string
    controller_id: string
    hidden: boolean
    received_at: Instant
    received_on: PlainDate
    ground: string | null
    entered_by_name: string | null
  }
  'information_governance.subject_request_source': {
    request_id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
  }
  'information_governance.subject_request_step': {
    id: string
    part_id: string
    kind: string
    reason: string | null
    said: Buffer | null
    at: Instant
    on_day: PlainDate
    by_id: string
    by_name: string
    nth: GeneratedAlways<bigint>
  }
  'information_governance.term_cell': {
    term_id: string
    dataset_id: string
    field_class: string
  }
  'information_governance.use_limit': {
    id: string
    part_id: string
    kind: string
    ground: string
    purpose: string | null
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    since: Instant
    lifted_at: Instant | null
  }
  'information_governance.use_limit_recipient': {
    part_id: string
    told_of: string
    organisation_id: string
    controller_id: string
    dataset_id: string
    field_class: Generated<string>
    regime: string
    source_person_id: string
    last_shown_at: Instant
    told_at: Instant
  }
}
