import { personalData as casework } from '#modules/casework'
import { personalData as feeds, records } from '#modules/feeds'
import { personalData as governance, type Kept } from '#modules/information-governance'
import { personalData as partnership } from '#modules/partnership'
import { personalData as personIndex } from '#modules/person-index'
import { personalData as residentPortal } from '#modules/resident-portal'

/** Everything that is kept of people, room by room: what erasing has to reach. */
export const kept: Kept = { rooms: [feeds, personIndex, casework, residentPortal, partnership, governance], records }
