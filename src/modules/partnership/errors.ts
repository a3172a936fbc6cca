import { defineErrors } from '#platform/errors'

export const errors = defineErrors({
  ORGANISATION_NOT_FOUND: {
    status: 404,
    sentence: 'No organisation is registered as {organisationId}.',
    whatToDo: 'Look it up in the list of organisations.',
  },
  ORGANISATION_TAKEN: {
    status: 409,
    sentence: 'An organisation is already registered as {taken}.',
    whatToDo: 'Check the identifier, or open the organisation that has it.',
  },
  ORGANISATION_NOT_ACTIVE: {
    status: 409,
    sentence: '{organisationId} is not active on {day}.',
    whatToDo: 'Choose the organisation that has taken its place, or another day.',
  },
  SUCCESSION_NOT_POSSIBLE: {
    status: 409,
    sentence: '{organisationId} cannot hand over to {successorId} from {day}: {because}.',
    whatToDo: 'Check both organisations and the day.',
  },
  TEAM_TAKEN: {
    status: 409,
    sentence: '{organisationId} already has a team called {name}.',
    whatToDo: 'Give the new team another name.',
  },
  TEAM_OF_ANOTHER: {
    status: 409,
    sentence: 'A person joins teams of her own employer, {organisationId}.',
    whatToDo: "Choose among that organisation's teams. A team across employers is made in its own room.",
  },
  WORKER_NOT_FOUND: {
    status: 404,
    sentence: 'Nobody at work is registered here by that id.',
    whatToDo: 'Look the person up by organisation.',
  },
  STAFF_REFERENCE_TAKEN: {
    status: 409,
    sentence: 'The staff reference {staffRef} of {organisationId} belongs to someone at work.',
    whatToDo: 'Check the reference, or end the other employment first.',
  },
  SIGN_IN_TAKEN: {
    status: 409,
    sentence: 'This sign-in belongs to another person.',
    whatToDo: 'Check the subject with the identity provider.',
  },
  NOT_EMPLOYED: {
    status: 409,
    sentence: 'This person does not work for {organisationId} on {day}.',
    whatToDo: 'Choose the organisation that employs her, or another day.',
  },
  ROLE_NEEDED: {
    status: 422,
    sentence: 'A person at work has at least one role.',
    whatToDo: 'Choose one, or end the employment.',
  },
  OTHER_EMPLOYER: {
    status: 403,
    sentence: 'Only {organisationId} itself, or the partnership office, says who works for it.',
    whatToDo: 'Ask a manager there.',
  },
  DELEGATION_NOT_FOUND: {
    status: 404,
    sentence: 'There is no such delegation.',
    whatToDo: "Look at the organisation's scheme of delegation.",
  },
  DELEGATION_ENDED: { status: 409, sentence: 'This delegation has already ended.', whatToDo: 'There is nothing to withdraw.' },
  DELEGATION_TO_ONESELF: { status: 409, sentence: 'Nobody delegates to herself.', whatToDo: 'Choose someone else.' },
  DELEGATION_NOT_PASSED_ON: {
    status: 409,
    sentence: 'This delegation cannot be passed on so: {because}.',
    whatToDo: 'Ask whoever gave it to you to delegate directly.',
  },
  DELEGATION_NOT_YOURS: {
    status: 403,
    sentence: 'A delegation is passed on by its holder, and withdrawn by its giver or by the office that it came from.',
    whatToDo: 'Ask one of them.',
  },
  PEOPLE_FILE_WRONG: {
    status: 422,
    sentence: 'The file of people at work is wrong: {detail}.',
    whatToDo: 'Correct the file and load it again; nothing of it was kept.',
  },
})
