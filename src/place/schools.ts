/** The schools of Aldermere: forty at full size, four at least, each with a designated safeguarding lead. */

import { meadowAcademies, northAcademies } from './organisations.ts'
import { duty } from './phones.ts'
import type { Organisation } from './types.ts'

export type School = {
  urn: string
  number: number
  name: string
  phase: 'primary' | 'secondary'
  trust: string | null
  organisation: string
}

const stems = (
  'Bracken Row,Aldermere North,St Wilfrid,Tannery Lane,Lock Side,Foundry,Weir Street,Quarry Hill,Abbey,Harbour,Meadow View,Hilltop,' +
  'Priory,Orchard,Moorside,Canal Bank,Parkfields,Bridgegate,Eastmere,Westmere,Fairfield,Saltings,Castle,Riverside,Station Road,' +
  'Heron,Lapwing,Plover,Curlew,Kingfisher,Swan Lane,Cedar,Holly Bank,Rowan,Willow Brook,Elm Park,Ash Grove,Silk Street,Stone Bridge,Market Hill'
).split(',')

/** Every third school is a secondary. Most belong to one of the two academy trusts, some to the council. */
function school(index: number): School {
  const phase = index % 3 === 1 ? 'secondary' : 'primary'
  const urn = String(990001 + index)
  const round = Math.floor(index / stems.length)
  const stem = stems[index % stems.length]! + (round === 0 ? '' : ` ${round + 1}`)
  const trust = [meadowAcademies, northAcademies, northAcademies, null][index % 4]!
  const name = `${stem} ${phase === 'primary' ? 'Primary School' : trust ? 'Academy' : 'High School'}`
  return { urn, number: index + 1, name, phase, trust, organisation: `GB-EDU-${urn}` }
}

export function schoolsFor(residents: number): School[] {
  const number = Math.min(999, Math.max(4, Math.round((residents * 40) / 300_000)))
  return Array.from({ length: number }, (_, i) => school(i))
}

export const schoolOrganisation = ({ urn, name, organisation }: School): Organisation => ({
  id: organisation,
  name,
  kind: 'school',
  dutyTeam: 'Designated safeguarding lead',
  dutyPhone: duty(organisation),
  from: '2004-09-01',
  to: null,
  successor: null,
  identifiers: [{ scheme: 'GB-EDU', value: urn }],
})

/** The school of a child of this age, in this ward: the same for brothers and sisters of one phase. */
export function schoolFor(schools: readonly School[], years: number, ward: number, wards: number, household: number): School {
  const phase = years < 11 ? 'primary' : 'secondary'
  const near = schools.filter((s) => s.phase === phase)
  const inWard = Math.max(1, Math.ceil(near.length / wards))
  return near[(ward + wards * (household % inWard)) % near.length]!
}
