/** What this room keeps of residents, as `PersonalData` of information-governance has it, which stands above: that room's function erases it with its own. */
export const personalData = {
  room: 'partnership',
  tables: { 'partnership.worker_resident_record': ['source_record_id'] },
} as const
