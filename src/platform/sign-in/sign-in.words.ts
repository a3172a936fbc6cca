import { defineWords } from '../words.ts'
import { errors } from './errors.ts'

const said = (code: keyof typeof errors) => `${errors[code].sentence} ${errors[code].whatToDo}`

/** What sign-in says to someone who is not signed in: a resident, perhaps. Its refusals by their codes. */
export const signInWords = defineWords('sign-in', {
  en: {
    title: 'You are not signed in',
    again: 'Sign in again',
    worried: (team: string) => `Worried about someone now? Ring ${team}, day or night, on`,
    reference: 'If you ring someone about this, the reference is',
    SIGN_IN_UNKNOWN: said('SIGN_IN_UNKNOWN'),
    SECOND_FACTOR_NEEDED: said('SECOND_FACTOR_NEEDED'),
    SIGN_IN_STALE: said('SIGN_IN_STALE'),
    SIGN_IN_CANCELLED: said('SIGN_IN_CANCELLED'),
    SIGN_IN_NOT_TRUSTED: said('SIGN_IN_NOT_TRUSTED'),
    SIGN_IN_UNAVAILABLE: said('SIGN_IN_UNAVAILABLE'),
  },
  cy: {
    title: 'Nid ydych wedi mewngofnodi',
    again: 'Mewngofnodi eto',
    worried: (team: string) => `Yn poeni am rywun nawr? Ffoniwch ${team}, ddydd neu nos, ar`,
    reference: 'Os byddwch yn ffonio rhywun am hyn, y cyfeirnod yw',
    SIGN_IN_UNKNOWN:
      'Fe wnaethoch fewngofnodi, ond nid oes neb yma yn hysbys wrth y mewngofnodiad hwnnw, felly ni agorwyd dim. Gofynnwch i’r gweithiwr sy’n eich helpu, neu i’ch rheolwr os ydych yn gweithio yma, eich ychwanegu.',
    SIGN_IN_STALE:
      'Cymerodd y mewngofnodi hwn fwy na deng munud, neu cafodd ei ddefnyddio eisoes, neu dechreuodd mewn porwr arall. Mewngofnodwch eto.',
    SIGN_IN_CANCELLED: 'Cafodd y mewngofnodi ei ganslo. Mewngofnodwch eto pan fyddwch yn barod.',
    SIGN_IN_UNAVAILABLE:
      'Ni ellir cyrraedd y gwasanaeth mewngofnodi, felly ni all neb fewngofnodi ar hyn o bryd. Rhowch gynnig arall arni mewn munud.',
  },
})
