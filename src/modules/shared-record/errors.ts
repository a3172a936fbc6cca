import { defineErrors } from '#platform/errors'

export const errors = defineErrors({
  SEARCH_EMPTY: {
    status: 422,
    sentence: 'Nothing was given to search by.',
    whatToDo: 'Give a name, a date of birth, an address or a number.',
  },
  BIRTHDAY_WRONG: {
    status: 422,
    sentence: 'That is not a date of birth.',
    whatToDo: 'Give day, month and year, for example 4 7 1993.',
  },
})
