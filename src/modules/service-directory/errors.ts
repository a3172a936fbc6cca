import { defineErrors } from '#platform/errors'

export const errors = defineErrors({
  SERVICE_NOT_FOUND: { status: 404, sentence: 'There is no such service.', whatToDo: 'Look for it from the list of services.' },
  LISTED_THING_NOT_FOUND: {
    status: 404,
    sentence: 'There is nothing with this id in the directory.',
    whatToDo: 'Ask for the list and take an id from it.',
  },
  DIRECTORY_SOURCE_NOT_FOUND: {
    status: 404,
    sentence: 'There is no such source of services.',
    whatToDo: 'Start from the page Directory sources.',
  },
  DIRECTORY_SOURCE_THERE: {
    status: 409,
    sentence: 'Services are read from this address already.',
    whatToDo: 'Find it on the page Directory sources.',
  },
  ADDRESS_NOT_TAKEN: { status: 422, sentence: 'This address cannot be read from: {because}.', whatToDo: 'Give another.' },
  DIRECTORY_UNREADABLE: {
    status: 422,
    sentence: 'No services can be read from it: {because}.',
    whatToDo: 'Send a page of /services of Open Referral UK 3.0, a list of services, or one service, as JSON.',
  },
  NOT_YOUR_SERVICE: {
    status: 403,
    sentence: 'This service is not run by your organisation.',
    whatToDo: 'Ring whoever runs it; they say how many places they have and whether the entry is right.',
  },
  PLACES_UNREADABLE: { status: 422, sentence: 'Say how many places are free, as a number.', whatToDo: 'Say 0 when it is full.' },
  POSTCODE_NOT_KNOWN: {
    status: 400,
    sentence: 'We do not know where {postcode} is.',
    whatToDo: 'Give a postcode at or near which a service is listed with its coordinates.',
  },
})
