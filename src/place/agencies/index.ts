/** All agencies, in the order of the feeds. */
import type { Feed } from '../types.ts'
import type { Agency } from './agency.ts'
import { charityFamilySupport } from './charity-family-support.ts'
import { councilAdultSocialCare } from './council-adult-social-care.ts'
import { councilChildrensServices } from './council-childrens-services.ts'
import { councilEarlyHelp } from './council-early-help.ts'
import { councilHomelessness } from './council-homelessness.ts'
import { councilHousing } from './council-housing.ts'
import { councilTax } from './council-tax.ts'
import { domesticAbuse } from './domestic-abuse.ts'
import { drugAndAlcohol } from './drug-and-alcohol.ts'
import { fireHomeSafety } from './fire-home-safety.ts'
import { nhsPatients } from './nhs-patients.ts'
import { policeIncidents } from './police-incidents.ts'
import { probation } from './probation.ts'
import { schoolCensus } from './school-census.ts'
import { youthJustice } from './youth-justice.ts'

export const agencies: Readonly<Record<Feed, Agency>> = {
  'council-housing': councilHousing,
  'council-childrens-services': councilChildrensServices,
  'council-early-help': councilEarlyHelp,
  'school-census': schoolCensus,
  'police-incidents': policeIncidents,
  'nhs-patients': nhsPatients,
  'fire-home-safety': fireHomeSafety,
  'council-homelessness': councilHomelessness,
  'charity-family-support': charityFamilySupport,
  'council-adult-social-care': councilAdultSocialCare,
  'youth-justice': youthJustice,
  probation,
  'drug-and-alcohol': drugAndAlcohol,
  'domestic-abuse': domesticAbuse,
  'council-tax': councilTax,
}
