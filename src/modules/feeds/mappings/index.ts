import { columnsRead, type FeedMapping } from '../mapping.ts'
import { mapping as charityFamilySupport } from './charity-family-support.ts'
import { mapping as councilAdultSocialCare } from './council-adult-social-care.ts'
import { mapping as councilChildrensServices } from './council-childrens-services.ts'
import { mapping as councilEarlyHelp } from './council-early-help.ts'
import { mapping as councilHomelessness } from './council-homelessness.ts'
import { mapping as councilHousing } from './council-housing.ts'
import { mapping as councilTax } from './council-tax.ts'
import { mapping as domesticAbuse } from './domestic-abuse.ts'
import { mapping as drugAndAlcohol } from './drug-and-alcohol.ts'
import { mapping as fireHomeSafety } from './fire-home-safety.ts'
import { mapping as nhsPatients } from './nhs-patients.ts'
import { mapping as policeIncidents } from './police-incidents.ts'
import { mapping as probation } from './probation.ts'
import { mapping as schoolCensus } from './school-census.ts'
import { mapping as youthJustice } from './youth-justice.ts'

/** The mapping of each feed, by its id. */
export const mappings: ReadonlyMap<string, FeedMapping> = new Map(
  [
    charityFamilySupport,
    councilAdultSocialCare,
    councilChildrensServices,
    councilEarlyHelp,
    councilHomelessness,
    councilHousing,
    councilTax,
    domesticAbuse,
    drugAndAlcohol,
    fireHomeSafety,
    nhsPatients,
    policeIncidents,
    probation,
    schoolCensus,
    youthJustice,
  ].map((mapping) => [mapping.feed, withAllHeadings(mapping)]),
)

/** A file that lacks any column that its mapping reads is not what was agreed: an absent column would look like empty cells. */
function withAllHeadings(mapping: FeedMapping): FeedMapping {
  return mapping.format.kind === 'csv' ? { ...mapping, format: { ...mapping.format, headings: columnsRead(mapping) } } : mapping
}
