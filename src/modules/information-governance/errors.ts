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
  AGREEMENT_NOT_FOUND: {
    status: 404,
    sentence: 'There is no such agreement for you to see.',
    whatToDo: 'Go back to the register of agreements. A draft is seen by its own organisation until it is put to the others.',
  },
  AGREEMENT_INCOMPLETE: {
    status: 422,
    sentence: 'The text is not ready: {faults}.',
    whatToDo: 'Put each right, and try again.',
  },
  AGREEMENT_CLOSED: {
    status: 409,
    sentence: 'This text is closed: it does not change any more.',
    whatToDo: 'Withdraw it and draft the next version from it.',
  },
  TEXT_CHANGED: {
    status: 409,
    sentence: 'Somebody else changed this while you wrote.',
    whatToDo: 'What you wrote stands below and is not saved. Look at what stands now, and save yours if it is still right.',
  },
  AGREEMENT_NOT_CONSULTED: {
    status: 409,
    sentence: 'The parties have not all said what they think, and the day until which you asked them is not over.',
    whatToDo: 'Wait until that day, or for those who are missing.',
  },
  AGREEMENT_NOT_OPEN: {
    status: 409,
    sentence: 'This text is not one to comment on or to sign now.',
    whatToDo: 'Open it again to see where it stands.',
  },
  CONSULTATION_DAY_WRONG: {
    status: 422,
    sentence: 'The parties need a day that is to come, within three months.',
    whatToDo: 'Give another day.',
  },
  COMMENT_MISSING: { status: 422, sentence: 'Write what should be different, and why.', whatToDo: 'All parties read it.' },
  NO_PARTY: {
    status: 403,
    sentence: 'Your organisation is no party to this agreement.',
    whatToDo: 'Ask one of its parties.',
  },
  OWN_DRAFT: {
    status: 403,
    sentence: 'You drafted this text, and nobody signs what she drafted.',
    whatToDo: 'Ask another approver of your organisation.',
  },
  SIGNED_ALREADY: {
    status: 409,
    sentence: 'Your organisation has answered already.',
    whatToDo: 'Open the text again to read its answer.',
  },
  STOP_REASON_MISSING: {
    status: 422,
    sentence: 'Give the reason: all parties read it, and the public register shows it.',
    whatToDo: 'Write it in a sentence.',
  },
  NOTHING_TO_STOP: {
    status: 409,
    sentence: 'The agreement does not stand as this needs it to: it may be over, or stopped, or not stopped by you.',
    whatToDo: 'Open it again to see where it stands.',
  },
  ODRL_UNREADABLE: {
    status: 422,
    sentence: 'This policy says what cannot be kept here as it stands: {faults}.',
    whatToDo: 'Put each right, and send it again. Nothing of it was drafted.',
  },
  AGREEMENT_CODE_TAKEN: {
    status: 409,
    sentence: 'There is an agreement with the short name “{code}” already.',
    whatToDo: 'Draft its next version from its own page, or choose another short name.',
  },
  DRAFT_OPEN_ALREADY: {
    status: 409,
    sentence: 'Somebody is drafting version {version} of “{code}” already.',
    whatToDo: 'Work with them: there is one draft of a version at a time.',
  },
  ASSESSMENT_NOT_FOUND: {
    status: 404,
    sentence: 'There is no such assessment.',
    whatToDo: 'Go back to the list of assessments.',
  },
  ASSESSMENT_CLOSED: {
    status: 409,
    sentence: 'This assessment is approved, or is not your organisation’s: it does not change here.',
    whatToDo: 'Begin its next version.',
  },
  ASSESSMENT_CODE_TAKEN: {
    status: 409,
    sentence: 'There is an assessment with the short name “{code}” already, or its next version is being written.',
    whatToDo: 'Work on that one, or choose another short name.',
  },
  ASSESSMENT_INCOMPLETE: {
    status: 422,
    sentence: 'The assessment is not complete: {missing}.',
    whatToDo: 'Write what is missing first.',
  },
  ADVICE_MISSING: {
    status: 422,
    sentence: 'The data protection officer’s advice is missing.',
    whatToDo: 'Have it written down first: the approver follows it, or says why not.',
  },
  OWN_ASSESSMENT: {
    status: 403,
    sentence: 'You wrote this, or advised on it, and nobody approves her own.',
    whatToDo: 'Ask another approver of your organisation.',
  },
  ASSESSMENT_REVIEW_WRONG: {
    status: 422,
    sentence: 'The review has to be on a day to come, within two years.',
    whatToDo: 'Give another day.',
  },
  PURPOSE_INCOMPLETE: {
    status: 409,
    sentence: 'The purpose “{purpose}” lacks {missing}, and agreements share special category data for it.',
    whatToDo: 'Give the purpose what it lacks in the library of purposes.',
  },
  NOTHING_TO_ASK: {
    status: 404,
    sentence: 'There is nothing here that you can ask for.',
    whatToDo: 'Go back to the person’s page: it says who is involved, whom to ring, and what you can ask.',
  },
  REQUEST_NOT_FOUND: {
    status: 404,
    sentence: 'There is no such request for you to see.',
    whatToDo: 'Go to your requests: it may have been answered by somebody else.',
  },
  EMERGENCY_TOO_OFTEN: {
    status: 403,
    sentence: 'You have opened records in an emergency three times in the last seven days.',
    whatToDo: 'Ring the duty team now: they can look, and tell you what you need. Your governance officer can see this.',
  },
  EMERGENCY_UNREVIEWED: {
    status: 403,
    sentence: 'One of your emergency accesses has waited for its review for more than two days.',
    whatToDo:
      'Ring the duty team now: they can look, and tell you what you need. Ask the reviewing officer to look at the one that waits.',
  },
  EMERGENCY_INCOMPLETE: {
    status: 422,
    sentence: 'Say what the danger is, and why you need to see more now.',
    whatToDo: 'Choose a reason and write a sentence. It is read by a reviewer, not before you see the record.',
  },
  EMERGENCY_NOT_FOUND: {
    status: 404,
    sentence: 'There is no such emergency access for you to review.',
    whatToDo: 'One of your own organisation’s workers is reviewed by another organisation’s officer.',
  },
  REVIEWED_ALREADY: {
    status: 409,
    sentence: 'Somebody has reviewed this already.',
    whatToDo: 'Open it again to read the review.',
  },
  ODD_LOOK_NOT_FOUND: {
    status: 404,
    sentence: 'There is no such look for you here.',
    whatToDo: 'A worker sees her own; an officer those of her organisation’s workers, and never her own.',
  },
  ODD_LOOK_ANSWERED: {
    status: 409,
    sentence: 'You have answered this already, or it is closed.',
    whatToDo: 'Go back to the records you opened. You will see there if you are asked again.',
  },
  ODD_LOOK_WORDS_MISSING: { status: 422, sentence: 'Write it in a sentence.', whatToDo: 'The other side reads it.' },
  ODD_LOOK_DECIDED: {
    status: 409,
    sentence: 'Somebody has decided on this look already.',
    whatToDo: 'Open it again to read the decision.',
  },
  SITTING_NOT_FOUND: {
    status: 404,
    sentence: 'There is no such opening of a continuity list for you to review.',
    whatToDo: 'What your own organisation’s duty team opened is reviewed by another organisation’s officer.',
  },
  JOURNAL_ITEM_NOT_FOUND: {
    status: 404,
    sentence: 'There is nothing of that number for you to review.',
    whatToDo: 'What your own organisation’s workers read is reviewed by another organisation’s officer.',
  },
  INCIDENT_INCOMPLETE: {
    status: 422,
    sentence: 'Say what happened, and when it was noticed: a time that is not to come.',
    whatToDo: 'Write what you know now. More can be added later.',
  },
  INCIDENT_NOT_FOUND: {
    status: 404,
    sentence: 'There is no such incident for you to work on.',
    whatToDo: 'Go back to the incidents of your organisation. Another controller’s incident is worked on by its own officer.',
  },
  INCIDENT_NOT_LEADING: {
    status: 409,
    sentence: 'The organisation to which it was reported tells the others.',
    whatToDo: 'Ask its officer. What you want the others to read, share in an entry.',
  },
  INCIDENT_NOT_COUNTED: {
    status: 409,
    sentence: 'Nobody has counted yet whom it reached.',
    whatToDo: 'First count from the log, so that it is clear which looks are meant.',
  },
  INCIDENT_NO_NOTICE: {
    status: 409,
    sentence: 'What people are told is not written yet.',
    whatToDo: 'Write it first: what happened, what it may mean, what was done, what they can do, and whom to ring.',
  },
  INCIDENT_NOBODY_ON_LIST: {
    status: 404,
    sentence: 'There is nobody here whom you could tell.',
    whatToDo:
      'Go back to the incident. Another organisation’s people are told by its own officer, and you tell nobody of your own household.',
  },
  WRONG_PURPOSE_FOR_INCIDENTS: {
    status: 409,
    sentence: 'Whom an incident reached is seen under the purpose “Telling people that something went wrong”.',
    whatToDo: 'Change your purpose, and come back.',
  },
  TELLING_NOT_SAFE: {
    status: 409,
    sentence: 'This person cannot be told in this way now.',
    whatToDo: 'Read on the person’s page what has to come first: a review, an account, or another way.',
  },
  TELLING_MEANWHILE: {
    status: 409,
    sentence: 'Somebody else wrote of telling people at this moment.',
    whatToDo: 'Nothing of yours was written. Look at what stands now, and write it if it is still right.',
  },
  TELLING_WORDS_MISSING: {
    status: 422,
    sentence: 'Say how it was done, or why.',
    whatToDo: 'Write it in a sentence.',
  },
  TELLING_OWN_LIST: {
    status: 403,
    sentence: 'Whoever froze the list does not say whether telling is safe.',
    whatToDo: 'Ask a colleague who answers for this information to review it.',
  },
  REQUEST_ANSWERED: {
    status: 409,
    sentence: 'Somebody has answered this request already.',
    whatToDo: 'Open it again to read the answer.',
  },
  RELEASE_TOO_WIDE: {
    status: 422,
    sentence: 'Choose at least one kind of information, and none that was not asked for.',
    whatToDo: 'Choose again.',
  },
  ANSWER_REASON_MISSING: {
    status: 422,
    sentence: 'Give the reason: the person who asked reads it.',
    whatToDo: 'Write it in a sentence.',
  },
  NOTHING_RELEASED: {
    status: 409,
    sentence: 'Nothing is shared under this request now.',
    whatToDo: 'There is nothing to take back.',
  },
  WRONG_PURPOSE_TO_ANSWER: {
    status: 409,
    sentence: 'Requests are answered under the purpose “Answering partners who ask”.',
    whatToDo: 'Change your purpose, and come back.',
  },
  WRONG_PURPOSE_FOR_RIGHTS: {
    status: 409,
    sentence: 'What people ask about their own data is answered under the purpose “Answering people about their own data”.',
    whatToDo: 'Change your purpose, and come back.',
  },
  RIGHTS_NOT_FOUND: {
    status: 404,
    sentence: 'There is no such request for you to see.',
    whatToDo: 'Go back to the list of requests.',
  },
  RIGHTS_NOT_TIED: {
    status: 403,
    sentence: 'We do not know yet that you are you, so we cannot do this for you here.',
    whatToDo:
      'Ask a worker who knows you for a code. You can complain without one. Or ask the organisation by telephone or letter.',
  },
  RIGHTS_NOBODY_ASKED: {
    status: 422,
    sentence: 'Choose whom to ask.',
    whatToDo: 'Choose one from the list.',
  },
  RIGHTS_NO_GROUND: {
    status: 422,
    sentence: 'Choose why it should not be used.',
    whatToDo: 'Choose one of the four. They are what the law knows.',
  },
  RIGHTS_NOTHING_HELD: {
    status: 409,
    sentence: 'Your organisation holds nothing of this person here, so there is nothing whose use could be limited.',
    whatToDo: 'Say so in the answer, and decide that it is not.',
  },
  RIGHTS_NO_PURPOSE: {
    status: 422,
    sentence: 'Choose which use stops.',
    whatToDo:
      'An objection lies against what is done for a public task or for legitimate interests. It stops nothing that a law requires, or that keeps somebody safe.',
  },
  RIGHTS_NOT_LIMITED: {
    status: 409,
    sentence: 'Nothing follows from this request that could be lifted.',
    whatToDo: 'Open the request again: somebody may have lifted it already.',
  },
  RIGHTS_NOT_TOLD: {
    status: 409,
    sentence: 'The person has to be told before a restriction is lifted.',
    whatToDo: 'Tell them first. It can be lifted seven days later.',
  },
  RIGHTS_DAY_WRONG: {
    status: 422,
    sentence: 'The day on which it came cannot be in the future.',
    whatToDo: 'Enter the day on which it came.',
  },
  RIGHTS_RECORD_UNKNOWN: {
    status: 422,
    sentence: 'There is no record with this reference in that dataset of your organisation.',
    whatToDo: 'Look the reference up in your own system.',
  },
  RIGHTS_NOTHING_SAID: {
    status: 422,
    sentence: 'Say what it is about.',
    whatToDo: 'Write it in your own words.',
  },
  RIGHTS_NOT_PAUSED: {
    status: 409,
    sentence: 'The clock is not stopped.',
    whatToDo: 'Open the request again: somebody may have answered already.',
  },
  RIGHTS_NO_PAUSE: {
    status: 409,
    sentence: 'The law does not let the clock stop for this.',
    whatToDo:
      'It stops only while you wait for the person to show who they are, or to say what they mean, and only for requests received since 5 February 2026. It cannot stop twice at once.',
  },
  RIGHTS_NO_EXTENSION: {
    status: 409,
    sentence: 'More time can be taken only once, and must be said within the first month.',
    whatToDo: 'Answer with what you have, and say what is still to come.',
  },
  RIGHTS_REASON_MISSING: {
    status: 422,
    sentence: 'Write the reason.',
    whatToDo: 'Write it in a sentence.',
  },
  RIGHTS_GROUND_MISSING: {
    status: 422,
    sentence: 'Choose the law by which it is left out.',
    whatToDo: 'Without one it goes into the copy.',
  },
  RIGHTS_PROFESSIONAL_MISSING: {
    status: 422,
    sentence: 'Health data is left out for serious harm only on the opinion of a health professional.',
    whatToDo: 'Write who said it, and when: it may not be older than six months.',
  },
  RIGHTS_NOT_SILENT: {
    status: 422,
    sentence: 'What is left out on this ground has to be said.',
    whatToDo: 'Choose that the copy says that something was left out.',
  },
  RIGHTS_NOT_LOOKED_AT: {
    status: 409,
    sentence: 'Some facts may be about somebody else, or could harm somebody, and nobody has looked at them.',
    whatToDo: 'Look at each that is marked “Look at this”, and say whether it goes into the copy.',
  },
  DISPUTE_NOT_FOUND: {
    status: 404,
    sentence: 'There is no such fact for you to see.',
    whatToDo: 'Go back to the list: it may have changed since.',
  },
  DISPUTED_ALREADY: {
    status: 409,
    sentence: 'You have said already that this is wrong.',
    whatToDo: 'Open it to see what they answered. If you do not agree with the answer, you can complain.',
  },
  DISPUTE_NOTHING_SAID: {
    status: 422,
    sentence: 'Say what is wrong.',
    whatToDo: 'Write it in your own words.',
  },
  DISPUTE_ANSWERED: {
    status: 409,
    sentence: 'This has been answered already.',
    whatToDo: 'Open it again to see the answer.',
  },
  DISPUTE_DAY_WRONG: {
    status: 422,
    sentence: 'Give the day on which it was put right in your own system.',
    whatToDo: 'Day, month and year, not in the future.',
  },
  DISPUTE_REASON_MISSING: {
    status: 422,
    sentence: 'Say why it is not put right, or not all of it.',
    whatToDo: 'Write it so that the person can understand it. They may complain about it.',
  },
  RIGHTS_ANSWERED: {
    status: 409,
    sentence: 'This has been done already.',
    whatToDo: 'Open the request again to see what was done.',
  },
  PURPOSE_NOT_REVIEWED: {
    status: 409,
    sentence:
      'Visits for the purpose “{purpose}” may not be shown to residents from the first: it is not on the reviewed list under “{gateway}”.',
    whatToDo:
      'Give the purpose a ground for withholding its visits, which someone then reviews; or have the list changed, by a migration that a practitioner has reviewed.',
  },
  ERASURE_NOT_FOUND: {
    status: 404,
    sentence: 'There are no such records of your organisation that are due to be erased.',
    whatToDo: 'Go to “How long records are kept”: it lists what is due.',
  },
  ERASED_ALREADY: {
    status: 409,
    sentence: 'These records were erased already.',
    whatToDo: 'Open them again to see the certificate.',
  },
  APPROVED_ALREADY: {
    status: 409,
    sentence: 'You have approved this already. A second person approves it.',
    whatToDo: 'Ask another governance officer or data owner of your organisation.',
  },
  HOLD_NOT_FOUND: {
    status: 404,
    sentence: 'There is no such hold for you to lift, or somebody asked for it before you.',
    whatToDo: 'Go to “How long records are kept”: it lists what is held.',
  },
  HOLD_INCOMPLETE: {
    status: 422,
    sentence: 'Say why the records are held, and a day after today on which somebody looks at it again.',
    whatToDo: 'Write the reason in a sentence, and choose a day.',
  },
  NOT_YOUR_DATASET: {
    status: 422,
    sentence: 'Choose one of your own organisation’s sets of records.',
    whatToDo: 'Another organisation’s records are held by its own officer: ring them.',
  },
  LIFT_REASON_MISSING: {
    status: 422,
    sentence: 'Say why the hold may be lifted.',
    whatToDo: 'Write it in a sentence: the colleague who lifts it reads it.',
  },
  LIFT_BY_ANOTHER: {
    status: 409,
    sentence: 'You asked for this hold to be lifted, so a colleague lifts it.',
    whatToDo: 'Ask another governance officer of your organisation.',
  },
  PURPOSE_UNKNOWN: {
    status: 409,
    sentence: 'The purpose of your session is not one that is in force.',
    whatToDo: 'Choose another purpose at the top of the page.',
  },
  PROXY_AGE_UNKNOWN: {
    status: 422,
    sentence: 'The records do not agree on a date of birth, so this right cannot be given yet.',
    whatToDo: 'Have the date of birth put right first. If you are choosing your own helper, ask a worker who knows you.',
  },
  PROXY_TOO_YOUNG: {
    status: 422,
    sentence: 'You can choose a helper here when you are 18.',
    whatToDo: 'Before that, ask a worker who knows you.',
  },
  PROXY_TOO_OLD: {
    status: 422,
    sentence: 'From 16 a young person decides alone: no right over a child can be given.',
    whatToDo:
      'They can choose a helper themselves when they are 18. For somebody who cannot decide, enter a deputy or an order of a court.',
  },
  PROXY_END: {
    status: 422,
    sentence: 'The right must end after today, and by {latest} at the latest.',
    whatToDo: 'Choose an earlier day. A new right can be given then.',
  },
  PROXY_NO_EVIDENCE: {
    status: 422,
    sentence: 'Write what you saw that shows this right.',
    whatToDo: 'Name the document and its date: a birth certificate, the registered power of attorney, the sealed order.',
  },
  PROXY_NO_SCOPE: {
    status: 422,
    sentence: 'Choose at least one part of the page that this kind of right can open.',
    whatToDo: 'Choose a part.',
  },
  PROXY_REASON_MISSING: {
    status: 422,
    sentence: 'Write why, so that a colleague understands it in a year.',
    whatToDo: 'Say what happened, and what the person wants.',
  },
  PROXY_NOT_FOUND: {
    status: 404,
    sentence: 'There is no such right here that you can change.',
    whatToDo: 'Somebody may have ended it already. Open the list again.',
  },
})
