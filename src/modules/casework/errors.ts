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
  CONCERN_INCOMPLETE: {
    status: 422,
    sentence: 'The front door needs to know what you saw, how near the danger is, and whether the family knows.',
    whatToDo: 'Answer what is missing. Where they were not asked, or do not agree, say why.',
  },
  CONCERN_BY_CONTACT: {
    status: 409,
    sentence: 'A worry about this person cannot be sent from their record.',
    whatToDo: 'Describe the person to the front door in a contact, and say only what is safe to say.',
  },
  CONCERN_DECIDED: {
    status: 409,
    sentence: 'It has been decided what follows this worry.',
    whatToDo: 'Read what was decided. If something new has happened, record it as a new worry.',
  },
  CONCERN_NOT_YOURS: {
    status: 409,
    sentence: 'This worry is not with you now.',
    whatToDo: 'Take it first: then it stands under your name, and its writer knows whom to ask.',
  },
  CONCERN_REASON_MISSING: {
    status: 422,
    sentence: 'A decision about a worry has its reason.',
    whatToDo: 'Write why this level is met. Whoever sent it reads that.',
  },
  CONCERN_NOT_DECIDED: {
    status: 409,
    sentence: 'A team forms after it was decided that help begins.',
    whatToDo: 'Decide first what follows this worry.',
  },
  PLAN_CHANGED: {
    status: 409,
    sentence: 'Somebody else has changed this plan since you opened it.',
    whatToDo: 'Read what they wrote, below, and send yours again if it still fits. Nothing that you typed is lost.',
  },
  PLAN_NOT_YOURS: {
    status: 403,
    sentence: 'You are not in the team around this person.',
    whatToDo: 'Ask the lead practitioner, whose number is on the plan, to write it in or to bring you into the team.',
  },
  PLAN_FAULT: {
    status: 422,
    sentence: 'That cannot be written into the plan: {why}',
    whatToDo: 'Look at the plan as it stands now.',
  },
  PLAN_TEAM_INCOMPLETE: {
    status: 422,
    sentence: 'A plan has a lead practitioner, and says why it begins.',
    whatToDo: 'Choose who leads, and write why.',
  },
  REFERRAL_INCOMPLETE: {
    status: 422,
    sentence: 'A referral says whom you ask, and what is needed.',
    whatToDo: 'Choose an organisation, and write what they should help with.',
  },
  REFERRAL_NOT_HERE: {
    status: 409,
    sentence: 'This person cannot be referred from their record here.',
    whatToDo: 'Ring the service that could help. Say only what is safe to say.',
  },
  REFERRAL_CHANGED: {
    status: 409,
    sentence: 'Somebody else has answered this referral since you opened it.',
    whatToDo: 'Read what they wrote, and do yours if it is still needed.',
  },
  REFERRAL_FAULT: {
    status: 422,
    sentence: 'That cannot be done with this referral: {why}',
    whatToDo: 'Look at where it stands now.',
  },
  STORY_INCOMPLETE: {
    status: 422,
    sentence: 'The front door needs to know what is going on, and how to reach you.',
    whatToDo: 'Answer these two questions. The others you can leave empty.',
  },
  STORY_SENT: {
    status: 409,
    sentence: 'You have sent your story.',
    whatToDo: 'If something is new, tell the worker who has it.',
  },
  NO_FRONT_DOOR: {
    status: 409,
    sentence: 'No organisation here has a front door yet.',
    whatToDo: 'Ring the duty team. The partnership office can register the council that runs the front door.',
  },
})
