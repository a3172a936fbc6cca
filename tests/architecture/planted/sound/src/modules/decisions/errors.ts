export const errors = { DECISION_NOT_FOUND: { status: 404, sentence: 'There is no such decision.' } }
