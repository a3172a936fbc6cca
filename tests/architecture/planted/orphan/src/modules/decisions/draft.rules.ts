export const asDraft = 'draft'
