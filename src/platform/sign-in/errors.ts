import { defineErrors } from '../errors.ts'

export const errors = defineErrors({
  SIGN_IN_UNKNOWN: {
    status: 403,
    sentence: 'You signed in, but nobody here is known by that sign-in, so nothing was opened.',
    whatToDo: 'Ask your manager to have you added or, if you do not work here, the worker who helps you.',
  },
  SECOND_FACTOR_NEEDED: {
    status: 403,
    sentence: 'You signed in with one factor only. People at work need a second one here, such as a code or a passkey.',
    whatToDo: 'Set one up with your organisation, then sign in again.',
  },
  SIGN_IN_STALE: {
    status: 400,
    sentence: 'This sign-in took longer than ten minutes, was used already, or began in another browser.',
    whatToDo: 'Sign in again.',
  },
  SIGN_IN_CANCELLED: { status: 400, sentence: 'The sign-in was cancelled.', whatToDo: 'Sign in again when you are ready.' },
  SIGN_IN_NOT_TRUSTED: {
    status: 400,
    sentence: 'The answer from the identity provider did not fit the question that was asked, so it was not believed.',
    whatToDo: 'Sign in again. If it happens twice, tell whoever runs this service.',
  },
  SIGN_IN_UNAVAILABLE: {
    status: 503,
    sentence: 'The identity provider cannot be reached, so nobody can sign in just now.',
    whatToDo: 'Try again in a minute.',
  },
  PURPOSE_NOT_OFFERED: {
    status: 403,
    sentence: 'You cannot work under that purpose in this organisation.',
    whatToDo: 'Choose one of those offered.',
  },
})
