import { defineErrors } from '#platform/errors'

export const errors = defineErrors({
  TEAM_FAULT: {
    status: 422,
    sentence: 'This cannot be written of the team: {why}',
    whatToDo: '',
  },
  TEAM_CHANGED: {
    status: 409,
    sentence: 'Somebody else has changed this team since you opened it.',
    whatToDo: 'Read what they wrote, and send yours again if it still fits.',
  },
  NO_SUCH_COLLEAGUE: {
    status: 422,
    sentence: 'Nobody who works for a partner has this e-mail address.',
    whatToDo: 'Check the address. It is the one that they have at work.',
  },
})
