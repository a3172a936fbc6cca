/** The organisations of Aldermere. Every name and identifier is invented; schemes and codes stand outside the ranges in use. */
import { civil, type Day, dayOf, iso } from './days.ts'
import { duty } from './phones.ts'
import type { Feed, Organisation, OrganisationKind } from './types.ts'

const begun = '1998-04-01'

function organisation(
  id: string,
  kind: OrganisationKind,
  name: string,
  dutyTeam: string,
  more: Partial<Organisation> = {},
): Organisation {
  const scheme = id.slice(0, 6)
  return {
    id,
    name,
    kind,
    dutyTeam,
    dutyPhone: duty(id),
    from: begun,
    to: null,
    successor: null,
    identifiers: [{ scheme, value: id.slice(7) }],
    ...more,
  }
}

const voluntary = (code: string, name: string, dutyTeam: string, more: Partial<Organisation> = {}) =>
  organisation(`GB-CHC-Z9000${code}`, 'voluntary', name, dutyTeam, more)

export const council = 'GB-LAE-ALD'
export const lantern = 'GB-CHC-Z900001'
export const clearwater = 'GB-CHC-Z900002'
export const haven = 'GB-CHC-Z900003'
export const community = 'GB-NHS-RZC9'
export const police = 'GB-POL-ALD'
export const fire = 'GB-FRS-ALD'
export const probation = 'GB-GOR-ZPB1'
export const partnershipOffice = 'GB-LAE-ALDPO'
export const northAcademies = 'GB-COH-Z9900001'
export const meadowAcademies = 'GB-COH-Z9900002'

/** A housing association that merges, and what it becomes. */
export const mergingFrom = 'GB-RSH-Z9002'
export const mergingInto = 'GB-RSH-Z9004'

/** The last 1 October before the day: the middle of a financial year. */
function midYear(asOf: Day): Day {
  const { year } = civil(asOf)
  const day = dayOf(year, 10, 1)
  return day < asOf ? day : dayOf(year - 1, 10, 1)
}

/** All but the schools, whose number follows the size of the place. */
export const organisationsOn = (asOf: Day): Organisation[] => [
  organisation(council, 'council', 'Aldermere Council', 'Council duty desk'),
  organisation(partnershipOffice, 'partnership-office', 'Aldermere Partnership Office', 'Partnership office desk'),
  organisation('GB-NHS-QZA9', 'integrated-care-board', 'Vale Integrated Care Board, Aldermere place team', 'Place team'),
  organisation('GB-NHS-RZA9', 'nhs-trust', 'Aldermere Hospitals NHS Trust', 'Hospital safeguarding team'),
  organisation(community, 'nhs-trust', 'Aldermere Community and Mental Health NHS Trust', 'Single point of access'),
  organisation('GB-NHS-YZG9', 'gp-federation', 'Aldermere GP Federation', 'Federation duty line'),
  organisation(police, 'police', 'Aldermere Police, basic command unit', 'Public protection desk'),
  organisation(fire, 'fire', 'Aldermere Fire and Rescue Service', 'Prevention desk'),
  organisation(probation, 'probation', 'Probation Service, Aldermere', 'Duty probation officer'),
  organisation('GB-GOR-ZJC1', 'job-centre', 'Aldermere Job Centre', 'Work coach desk'),
  organisation('GB-RSH-Z9001', 'housing-association', 'Mereside Homes', 'Tenancy desk'),
  organisation(mergingFrom, 'housing-association', 'Foundry Housing', 'Tenancy desk', {
    to: iso(midYear(asOf)),
    successor: mergingInto,
  }),
  organisation('GB-RSH-Z9003', 'housing-association', 'Alder Vale Housing', 'Tenancy desk'),
  organisation(mergingInto, 'housing-association', 'Foundry Mere Homes', 'Tenancy desk', { from: iso(midYear(asOf)) }),
  organisation(northAcademies, 'academy-trust', 'Northgate Academies Trust', 'Safeguarding lead for the trust'),
  organisation(meadowAcademies, 'academy-trust', 'Meadow Learning Trust', 'Safeguarding lead for the trust'),
  voluntary('01', 'Lantern Family Support', 'Family workers'),
  voluntary('02', 'Clearwater Recovery', 'Recovery duty line'),
  voluntary('03', 'Haven Aldermere', 'Helpline'),
  voluntary('04', 'Aldermere Citizens Advice Desk', 'Advice line'),
  voluntary('05', 'Mere Food Pantry', 'Pantry desk'),
  voluntary('06', 'Young Carers of Aldermere', 'Young carers desk'),
  voluntary('07', 'Harbour Night Shelter', 'Shelter desk'),
  voluntary('08', 'Open Door Befriending', 'Befriending desk'),
  voluntary('09', 'Weir Street Mosque Welfare Fund', 'Welfare desk'),
  voluntary('10', 'Aldermere Youth Boxing', 'Club desk'),
  voluntary('11', 'Step Stone Employment', 'Job club'),
  voluntary('12', 'Aldermere Age Friends', 'Welfare calls'),
]

/** The controller of each feed. School rows come from the council for the trusts. */
export const controllers: Readonly<Record<Feed, string>> = {
  'council-housing': council,
  'council-childrens-services': council,
  'council-early-help': council,
  'school-census': council,
  'police-incidents': police,
  'nhs-patients': community,
  'fire-home-safety': fire,
  'council-homelessness': council,
  'charity-family-support': lantern,
  'council-adult-social-care': council,
  'youth-justice': council,
  probation,
  'drug-and-alcohol': clearwater,
  'domestic-abuse': haven,
  'council-tax': council,
}
