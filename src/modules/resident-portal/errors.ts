import { defineErrors } from '#platform/errors'

export const errors = defineErrors({
  CODE_WRONG: {
    status: 422,
    sentence: 'That code is not right, or it has been used, or it is too old.',
    whatToDo: 'Check it with the worker who gave it to you. They can give you a new one.',
  },
})
