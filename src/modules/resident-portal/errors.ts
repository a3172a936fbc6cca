import { defineErrors } from '#platform/errors'

export const errors = defineErrors({
  CODE_WRONG: {
    status: 422,
    sentence: 'That code is not right, or it has been used, or it is too old.',
    whatToDo:
      'Check it with the worker who gave it to you. They can give you a new one. If that one is not right either, ask them to find out why.',
  },
  FREEZE_NOT_FOUND: {
    status: 404,
    sentence: 'There is no frozen account here that you can see.',
    whatToDo: 'A colleague may have thawed it already: open the list of frozen accounts again.',
  },
  THAW_REASON_MISSING: {
    status: 422,
    sentence: 'To thaw an account, say how you know whose it is.',
    whatToDo: 'Say who met the person, and when, in a sentence that a colleague will understand in a year.',
  },
  HER_OWN_CODE: {
    status: 403,
    sentence: 'One of these accounts was tied with a code that you gave, so someone else decides.',
    whatToDo: 'Ask another lead practitioner or a team manager who works with this person.',
  },
})
