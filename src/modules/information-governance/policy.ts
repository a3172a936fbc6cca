import { definePolicy } from '#platform/acts'

const everyone = [
  'practitioner',
  'lead-practitioner',
  'front-door',
  'team-lead',
  'information-governance',
  'data-engineer',
  'analyst',
  'matching-reviewer',
  'protection-key-holder',
  'agreement-approver',
  'data-owner',
  'commissioner',
  'finance',
  'executive',
  'scrutiny',
  'steward',
  'provider',
  'auditor',
]

const frontLine = ['practitioner', 'lead-practitioner', 'front-door', 'team-lead']
const leads = ['lead-practitioner', 'team-lead']
const agreeing = ['information-governance', 'agreement-approver']
const owners = ['data-owner', 'information-governance', 'agreement-approver']

const keepers = ['information-governance', 'data-owner']

export const policy = definePolicy({
  'governance.read': { roles: [...everyone], says: 'read the agreements, purposes and gateways in force' },
  'governance.seed': {
    roles: ['founder'],
    says: 'set up a place, and bring what a new version says of law and of services’ own use: purposes, agreements (the product itself, at a start)',
  },
  'governance.bar': {
    roles: ['founder'],
    says: 'close a worker’s own record to her (the product itself, when it learns of one)',
  },
  'governance.desk.read': {
    roles: ['information-governance'],
    says: 'see what waits for an information governance officer of her organisation, and by when',
  },
  'governance.contact.take': {
    roles: ['front-door'],
    says: 'take a contact in hand: a relationship of 24 hours with the person it is about',
  },
  'governance.agreement.draft': {
    roles: ['information-governance'],
    says: 'draft an agreement for her organisation, put it to its parties, close it for signing, or withdraw it',
  },
  'governance.agreement.comment': { roles: agreeing, says: 'say what her organisation thinks of an agreement that is put to it' },
  'governance.agreement.simulate': {
    roles: agreeing,
    says: 'see what an agreement would change: which roles would newly see what of how many people, in rounded counts',
  },
  'governance.agreement.sign': {
    roles: ['agreement-approver'],
    says: 'sign an agreement for her organisation, or decline with the reason, having signed in again; never one that she drafted',
  },
  'governance.agreement.suspend': {
    roles: agreeing,
    says: 'stop an agreement of her organisation at once and for all parties, with the reason, having signed in again',
  },
  'governance.agreement.end': {
    roles: ['agreement-approver'],
    says: 'end an agreement of her organisation, or let one run again that it stopped, with the reason, having signed in again',
  },
  'governance.assessment.write': {
    roles: ['information-governance'],
    says: 'write an assessment for her organisation, and the data protection officer’s advice on it',
  },
  'governance.assessment.approve': {
    roles: ['agreement-approver'],
    says: 'approve an assessment of her organisation, having signed in again; never one that she wrote or advised on',
  },
  'governance.processing.read': {
    roles: ['information-governance', 'agreement-approver', 'auditor'],
    says: 'read the record of processing: who shares what with whom for what, and how often it was looked at',
  },
  'governance.public.freeze': {
    roles: ['clock'],
    says: 'freeze what everyone may read of how data is used (the product itself)',
  },
  'governance.emergency.open': {
    roles: frontLine,
    says: 'open more of the records of somebody she works with for an hour, having signed in again, when there is danger',
  },
  'governance.emergency.review': {
    roles: ['information-governance'],
    says: 'review what workers of other organisations opened in an emergency, and say whether the person may be shown it',
  },
  'governance.odd-look.notice': {
    roles: ['clock'],
    says: 'notice looks that are odd: by who looked at whom, and how (the product itself)',
  },
  'governance.odd-look.answer': {
    roles: frontLine,
    says: 'say why she opened a record, where the product noticed something',
  },
  'governance.odd-look.review': {
    roles: ['information-governance'],
    says: 'see which looks of her organisation’s workers were odd, ask the worker, and decide with reasons whether each was rightful; never her own',
  },
  'governance.continuity.make': {
    roles: ['clock'],
    says: 'write the continuity list: whom the duty team must find when the product is down (the product itself, every two hours)',
  },
  'governance.continuity.read': {
    roles: ['front-door', 'team-lead', 'information-governance'],
    says: 'see when the continuity list was made, how many people are on it, and who of her organisation opened one',
  },
  'governance.continuity.hand-in': {
    roles: ['front-door', 'team-lead', 'information-governance'],
    says: 'hand in the record of who opened a continuity list while the product was down',
  },
  'governance.continuity.merge': {
    roles: ['clock'],
    says: 'put what was looked up on a continuity list into the access log (the product itself)',
  },
  'governance.continuity.review': {
    roles: ['information-governance'],
    says: 'review what another organisation’s duty team looked up on a continuity list',
  },
  'governance.journal.compare': {
    roles: ['clock'],
    says: 'compare what was read while the log was behind with the log (the product itself)',
  },
  'governance.journal.review': {
    roles: ['information-governance'],
    says: 'review what another organisation’s workers read while the log was behind, and what differs between journal and log',
  },
  'governance.incident.report': {
    roles: [...everyone],
    says: 'report that something went wrong with people’s information; her own organisation’s officer reads it',
  },
  'governance.incident.work': {
    roles: ['information-governance'],
    says: 'work on incidents of her organisation: write entries that stay, count from the log how many people it reached, decide who is told, close',
  },
  'governance.incident.tell': {
    roles: ['information-governance'],
    says: 'freeze the list of whom an incident reached, of her own organisation’s information; see it under its purpose, and write down how each was told',
  },
  'governance.incident.review': {
    roles: owners,
    says: 'say whether it is safe to tell somebody of a look that is withheld from her, of her own organisation’s list; never who froze it',
  },
  'governance.incident.read-own': {
    roles: ['resident'],
    says: 'read on her own page what went wrong with information about her',
  },
  'governance.proxy.choose': {
    roles: ['resident'],
    says: 'see whom she chose to help her on her page, choose one for a part of it until a day, and end it at once',
  },
  'governance.proxy.accept': {
    roles: ['resident'],
    says: 'take up, with a code that was handed to her, a right to act for somebody',
  },
  'governance.proxy.use': {
    roles: ['resident'],
    says: 'see the part of somebody’s page for which she has a right that has not ended',
  },
  'governance.proxy.read': {
    roles: leads,
    says: 'see who may act for somebody she works with, by which evidence and until when',
  },
  'governance.proxy.enter': {
    roles: leads,
    says: 'enter, review, stop or end a right to act for somebody she works with, with the reason, having signed in again',
  },
  'governance.request.ask': {
    roles: frontLine,
    says: 'ask the owner of a record of somebody she works with one question, by a deadline',
  },
  'governance.request.read': { roles: frontLine, says: 'read the requests that she made, and their answers' },
  'governance.request.answer': {
    roles: owners,
    says: 'answer what partners ask of her organisation’s records: the data owner at once, the others when nobody answered in time',
  },
  'governance.rights.ask': {
    roles: ['resident'],
    says: 'ask for a copy of what is held about her, object to a use of it or wish that it is kept and not used, complain, and say what she is asked about it',
  },
  'governance.rights.ask-for': {
    roles: frontLine,
    says: 'ask for somebody with whom she works that an organisation keeps what it holds of her and does not use it, or stops a use',
  },
  'governance.rights.enter': {
    roles: owners,
    says: 'write in an objection, or a wish for restriction, that came to her organisation by letter, telephone or in person',
  },
  'governance.rights.read-own': {
    roles: ['resident'],
    says: 'see what became of what she asked, and read the copy made for her',
  },
  'governance.rights.answer': {
    roles: owners,
    says: 'answer what people ask her organisation about their own data: make a copy, decide on an objection or a restriction and lift it again, take up a complaint',
  },
  'governance.dispute.read-own': {
    roles: ['resident'],
    says: 'see who she is, where she lives and who helps her as each service holds it, and what became of what she disputed',
  },
  'governance.dispute.raise': {
    roles: ['resident'],
    says: 'say that a fact about her is wrong, so that whoever may see it knows',
  },
  'governance.dispute.answer': {
    roles: owners,
    says: 'answer people who say that a fact of her organisation about them is wrong',
  },
  'governance.rights.follow': {
    roles: ['clock'],
    says: 'put a request for a copy to a service that has come to hold something since (the product itself)',
  },
  'governance.retention.read': {
    roles: keepers,
    says: 'see how long her organisation’s records are kept, what is due to be erased, what is held, and what was erased: counts, and nobody’s name',
  },
  'governance.retention.hold': {
    roles: keepers,
    says: 'hold records of her organisation for an inquiry, a court or a complaint, so that nothing erases them; and ask that a hold be lifted, or lift one that a colleague asked for',
  },
  'governance.retention.approve': {
    roles: keepers,
    says: 'approve that records of her organisation which are due are erased: two people do',
  },
  'governance.retention.list': {
    roles: ['clock'],
    says: 'find which records are due to be erased (the product itself, each night)',
  },
  'governance.retention.erase': {
    roles: ['clock'],
    says: 'erase what two people approved and nobody holds (the product itself)',
  },
  'governance.retention.sweep': {
    roles: ['clock'],
    says: 'delete what goes by its own date: received files, closed contacts, codes (the product itself)',
  },
  'governance.retention.replay': {
    roles: ['founder'],
    says: 'erase again what came back with an older backup (the product itself, before it opens)',
  },
  'governance.request.climb': { roles: ['clock'], says: 'send requests up that nobody answered in time (the product itself)' },
})
