import { defineErrors } from '#platform/errors'

export const errors = defineErrors({
  NOTHING_TO_SHOW: {
    status: 404,
    sentence: 'There is no record here that you can see.',
    whatToDo:
      'Cannot find someone, or worried now? Ring the duty team, day or night. No result does not mean that no one is involved.',
  },
  OWN_HOUSEHOLD: {
    status: 403,
    sentence: 'This is your own record, or that of someone you live with, and nobody opens those at work.',
    whatToDo:
      'If something must be done for this person, ask your manager to have a colleague do it. To see what is held about you, sign in as a resident.',
  },
  PURPOSE_NOT_REVIEWED: {
    status: 409,
    sentence:
      'Visits for the purpose “{purpose}” may not be shown to residents from the first: it is not on the reviewed list under “{gateway}”.',
    whatToDo:
      'Give the purpose a ground for withholding its visits, which someone then reviews; or have the list changed, by a migration that a practitioner has reviewed.',
  },
  PURPOSE_UNKNOWN: {
    status: 409,
    sentence: 'The purpose of your session is not one that is in force.',
    whatToDo: 'Choose another purpose at the top of the page.',
  },
})
