/**
 * What happened in the place, counted as it is made, beside what place statistics would expect of its size: truth/rates.json.
 * Counted from the world, not from what agencies wrote down.
 */
import { type Day, minutesADay } from './days.ts'
import type { Cluster, Happening, Human } from './world/people.ts'

/** What is counted, and how much of it 300,000 residents have: published figures, or derived from them for a place of this kind. */
export const expectedIn300000 = {
  households: 125_000,
  'children under 18': 63_000,
  'council homes': 8_000,
  'housing association homes': 13_000,
  'children in need, looked after or protected, on the day': 2_070,
  'children on a protection plan, on the day': 255,
  'children looked after, on the day': 420,
  'children referred in the year': 3_270,
  'children with a section 47 enquiry in the year': 1_160,
  'families with family help, on the day': 1_500,
  'homelessness applications in the year': 1_880,
  'households in temporary accommodation, on the day': 325,
  'anti-social behaviour incidents in the year': 4_900,
  'domestic abuse incidents in the year': 7_350,
  'A&E attendances in the year': 132_000,
} as const
export type Counted = keyof typeof expectedIn300000

export class Tally {
  readonly counts = Object.fromEntries(Object.keys(expectedIn300000).map((what) => [what, 0])) as Record<Counted, number>
  private readonly asOf: Day

  constructor(asOf: Day) {
    this.asOf = asOf
  }

  /** Planted stories are left out: they are the same in a place of any size. */
  add(cluster: Cluster): void {
    if (cluster.story !== null) return
    const { counts } = this
    for (const { tenure } of cluster.households) {
      counts.households++
      if (tenure === 'council') counts['council homes']++
      if (tenure === 'association') counts['housing association homes']++
    }
    counts['children under 18'] += cluster.people.filter((human) => this.isChild(human)).length
    this.addHelp(cluster)
    this.addEvents(cluster)
  }

  /** The counts beside what is expected of a place with so many residents. */
  beside(residents: number): { what: Counted; counted: number; expected: number }[] {
    return (Object.keys(expectedIn300000) as Counted[]).map((what) => ({
      what,
      counted: this.counts[what],
      expected: Math.round((expectedIn300000[what] * residents) / 300_000),
    }))
  }

  private addHelp(cluster: Cluster): void {
    const { counts } = this
    const open = cluster.helps.filter((help) => help.closed === null && help.opened < this.asOf)
    const children = (kinds: readonly string[]) =>
      new Set(
        open.filter((help) => help.feed === 'council-childrens-services' && kinds.includes(help.kind)).flatMap((h) => h.who),
      ).size
    counts['children in need, looked after or protected, on the day'] += children(['CIN', 'CP', 'CLA'])
    counts['children on a protection plan, on the day'] += children(['CP'])
    counts['children looked after, on the day'] += children(['CLA'])
    counts['families with family help, on the day'] += open.filter((help) => help.feed === 'council-early-help').length
    counts['households in temporary accommodation, on the day'] += open.filter((help) => help.kind === 'TEMP').length
  }

  private addEvents(cluster: Cluster): void {
    const { counts } = this
    const year = cluster.happenings.filter((one) => one.at >= (this.asOf - 365) * minutesADay)
    const number = (...kinds: string[]) => year.filter((one) => kinds.includes(one.kind)).length
    const childrenOf = (...kinds: string[]) =>
      year.filter((one) => kinds.includes(one.kind)).reduce((sum, one) => sum + this.childrenWith(one), 0)
    const incidents = (kind: string) => new Set(year.filter((one) => one.kind === kind).map((one) => one.incident)).size
    counts['children referred in the year'] += childrenOf('referral')
    counts['children with a section 47 enquiry in the year'] += childrenOf('s47')
    counts['homelessness applications in the year'] += number('homeless-application')
    counts['anti-social behaviour incidents in the year'] += incidents('asb')
    counts['domestic abuse incidents in the year'] += incidents('domestic')
    counts['A&E attendances in the year'] += number('ae')
  }

  /** Brothers and sisters are referred together. */
  private childrenWith({ who }: Happening): number {
    return who.household.members.filter((human) => this.isChild(human)).length
  }

  private isChild = (human: Human): boolean => this.asOf - human.born < 6575
}
