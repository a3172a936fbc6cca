/** The planted stories: named people, the same at any size, whom a demonstration and a test can open. */
import type { Maker } from '../world/making.ts'
import { beforeAVisit, deceasedAndExecutor, hospitalDischarge, movedAddress, sleepingRough } from './adults.ts'
import {
  bouncedTwice,
  coupleAtOdds,
  fifteenYearOld,
  missingLastNight,
  oneFamily,
  sharedHousehold,
  stepUpAndDown,
  twoHouseholds,
} from './families.ts'
import { nameStories } from './names.ts'
import { lookUpToHide, protectedAddress } from './protected.ts'
import type { Story } from './scene.ts'
import { lateTwiceAndAtOdds, partnerMerges, staffAndResident } from './senders.ts'

export type { Story } from './scene.ts'

const tellers: readonly ((maker: Maker) => Story)[] = [
  oneFamily,
  staffAndResident,
  ...nameStories,
  stepUpAndDown,
  bouncedTwice,
  missingLastNight,
  fifteenYearOld,
  twoHouseholds,
  sharedHousehold,
  hospitalDischarge,
  deceasedAndExecutor,
  sleepingRough,
  beforeAVisit,
  movedAddress,
  protectedAddress,
  lookUpToHide,
  lateTwiceAndAtOdds,
  partnerMerges,
  coupleAtOdds,
]

/** All stories, made before anyone else, so that they are the same people in a place of any size. */
export const tellStories = (maker: Maker): Story[] => tellers.map((tell) => tell(maker))
