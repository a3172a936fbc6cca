import { defineErrors } from '#platform/errors'

export const errors = defineErrors({
  LINK_REASON_MISSING: {
    status: 422,
    sentence: 'A decision about records needs its reason.',
    whatToDo: 'Say how you know, in a sentence that a colleague will understand in a year.',
  },
  RECORD_NOT_CHOSEN: {
    status: 422,
    sentence: 'No record of this person was chosen.',
    whatToDo: 'Choose the record that is about someone else.',
  },
  RECORD_STANDS_ALONE: {
    status: 422,
    sentence: 'This person has no other record.',
    whatToDo: 'There is nothing to split.',
  },
  OTHER_PERSON_NOT_CHOSEN: {
    status: 422,
    sentence: 'Nobody else was chosen.',
    whatToDo: 'Choose the person who is the same person.',
  },
  PEOPLE_NOT_JOINED: {
    status: 409,
    sentence: 'These two cannot be joined here.',
    whatToDo: 'If you are sure that they are one person, tell the duty team how you know.',
  },
  REVIEW_NOT_FOUND: {
    status: 404,
    sentence: 'There is no such pair of records to review.',
    whatToDo: 'It may have been settled, or the records have changed: go back to the list.',
  },
  REVIEW_TAKEN: {
    status: 409,
    sentence: 'A colleague has this pair open.',
    whatToDo: 'Take the next one on the list.',
  },
  REVIEW_ANSWER_MISSING: {
    status: 422,
    sentence: 'No answer was given.',
    whatToDo: 'Say whether the records are about one person, or that you cannot say.',
  },
  REVIEW_NEED_MISSING: {
    status: 422,
    sentence: 'What is needed was not said.',
    whatToDo: 'Say what you need to know, and which agency could say it.',
  },
  REVIEW_REASON_MISSING: {
    status: 422,
    sentence: 'It was not said how you know that these are two people.',
    whatToDo: 'Say how you know: then others may see the record that was held. Never write where she is.',
  },
  MATCH_RUN_NOT_FOUND: {
    status: 404,
    sentence: 'There is no such comparison.',
    whatToDo: 'Choose one from the list of comparisons.',
  },
  DECISION_NOT_FOUND: {
    status: 404,
    sentence: 'There is no such decision to take back.',
    whatToDo: 'It may have been taken back already: open the page of linked records again.',
  },
})
