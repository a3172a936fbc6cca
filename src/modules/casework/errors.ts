import { defineErrors } from '#platform/errors'

export const errors = defineErrors({
  CONTACT_INCOMPLETE: {
    status: 422,
    sentence: 'The front door needs to know whom it is about, what is worrying, and how to ring back.',
    whatToDo: 'Give at least a name, an age or an address; say what worries you; and give a telephone number.',
  },
  CONTACT_CLOSED: {
    status: 409,
    sentence: 'This contact has been closed.',
    whatToDo: 'If something new has happened, send the front door a new contact.',
  },
  CONTACT_NOT_YOURS: {
    status: 409,
    sentence: 'This contact is not with you now.',
    whatToDo: 'Take it first: then it stands under your name, and its reader knows whom to ask.',
  },
  SHARE_OR_SAY_WHY: {
    status: 422,
    sentence: 'Those who could help this child have to be told, unless that would do the child more harm than good ({law}).',
    whatToDo: 'Pass it on, or write down why not.',
  },
  NO_FRONT_DOOR: {
    status: 409,
    sentence: 'No organisation here has a front door yet.',
    whatToDo: 'Ring the duty team. The partnership office can register the council that runs the front door.',
  },
})
