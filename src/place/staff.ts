/** People at work: the cast, and as many more as a place of this size employs, in teams from which cases get their worker. */
import { areas, wardName, wardsFor } from './addresses.ts'
import { approvers, workers as cast } from './cast/index.ts'
import type { WorkerPersona } from './cast/persona.ts'
import { type Day, iso } from './days.ts'
import { pickCommunity, pickForename, pickSurname } from './names.ts'
import { clearwater, community, council, fire, haven, lantern, organisationsOn, police, probation } from './organisations.ts'
import { office } from './phones.ts'
import { Dice } from './random.ts'
import { type School, schoolsFor } from './schools.ts'
import type { Team, Worker, WorkerRole } from './types.ts'

/** A worker in a team, as an agency's system names her. */
export type Post = { staffRef: string; name: string; team: Team }

/** A kind of team: its id and name (with the area where there are four), its employer, and how many residents there are for each worker. */
type Plan = {
  id: string
  name: string
  organisation: string
  prefix: string
  residentsEach: number
  byArea: boolean
  job: string
  first: number
}

const plan = (
  id: string,
  name: string,
  organisation: string,
  prefix: string,
  first: number,
  residentsEach: number,
  job: string,
  byArea = false,
): Plan => ({
  id,
  name,
  organisation,
  prefix,
  residentsEach,
  byArea,
  job,
  first,
})

/** `first` starts the staff numbers; the cast's own stand below it. */
const plans: readonly Plan[] = [
  plan('children', 'Children in need team', council, 'ALD', 22000, 1_800, 'Social worker', true),
  plan('family-help', 'Family help team', council, 'ALD', 31000, 3_000, 'Family help worker', true),
  plan('adults', 'Adult locality team', council, 'ALD', 51000, 2_500, 'Adult social worker', true),
  plan('housing-options', 'Housing options', council, 'ALD', 41000, 15_000, 'Housing options officer'),
  plan('youth-justice', 'Youth justice team', council, 'ALD', 61000, 20_000, 'Youth justice officer'),
  plan('revenues', 'Council tax recovery', council, 'ALD', 70001, 60_000, 'Recovery officer'),
  plan('policing', 'neighbourhood policing team', police, 'AP', 5000, 4_300, 'Neighbourhood police officer', true),
  plan('health-visiting', 'Health visiting', community, 'RZC', 51000, 6_500, 'Health visitor', true),
  plan('cmht', 'Community mental health team', community, 'RZC', 52001, 3_000, 'Community psychiatric nurse', true),
  plan('talking-therapies', 'Talking therapies', community, 'RZC', 55001, 9_000, 'Talking therapist', true),
  plan('nursing', 'District nursing', community, 'RZC', 53001, 6_000, 'District nurse', true),
  plan('camhs', 'Child and adolescent mental health', community, 'RZC', 54001, 8_000, 'Child mental health practitioner'),
  plan('fire-prevention', 'Aldermere Central', fire, 'FRS', 7100, 25_000, 'Fire prevention officer'),
  plan('sentence-management', 'Aldermere sentence management', probation, 'PB', 81000, 15_000, 'Probation officer'),
  plan('lantern-families', 'Family workers', lantern, 'LFS-', 10, 25_000, 'Family worker'),
  plan('clearwater-recovery', 'Recovery team', clearwater, 'CLW-', 10, 13_000, 'Recovery worker'),
  plan('haven-advisers', 'Community advisers', haven, 'HAV-', 10, 17_000, 'Independent domestic violence adviser'),
]

const staffRefWidth: Record<string, number> = { 'LFS-': 2, 'CLW-': 2, 'HAV-': 2 }
const domains: Record<string, string> = { [council]: 'council.aldermere.example.org' }
const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1)

/** "Children in need team north", but "North neighbourhood policing team". */
const areaName = (one: Plan, area: string) => (one.id === 'policing' ? `${capital(area)} ${one.name}` : `${one.name} ${area}`)

export const housingTeamId = (ward: number) => `housing-${wardName(ward).toLowerCase().replaceAll(' ', '-')}`
export const patchName = (ward: number) => `${wardName(ward).toLowerCase()} patch`

export class Staff {
  readonly teams = new Map<string, Team>()
  readonly workers = new Map<string, Worker>()
  readonly schools: School[]
  private readonly pools = new Map<string, Post[]>()
  private readonly turn = new Map<string, number>()
  private dice: Dice
  private readonly seed: number
  private readonly asOf: Day

  constructor(seed: number, residents: number, asOf: Day) {
    this.seed = seed
    this.dice = new Dice(seed, 'staff')
    this.asOf = asOf
    this.schools = schoolsFor(residents)
    for (const one of plans) this.addTeams(one)
    for (let ward = 0; ward < wardsFor(residents); ward++)
      this.addTeam(housingTeamId(ward), council, `Housing, ${patchName(ward)}`)
    for (const one of this.schools) this.addTeam(`school-${one.urn}`, one.organisation, `${one.name}, safeguarding`)
    for (const persona of cast) if (!approvers.includes(persona)) this.addPersona(persona)
    for (const one of plans) this.fill(one, residents)
    for (let ward = 1; ward < wardsFor(residents); ward++) this.hire(housingTeamId(ward), `ALD${11000 + ward}`, 'Housing officer')
    for (const one of this.schools) this.addLead(one)
    this.addApprovers()
  }

  /** The worker whose turn it is in this team. */
  next(team: string): Post {
    const pool = this.pools.get(team)
    if (!pool) throw new Error(`No team "${team}" has workers.`)
    const turn = this.turn.get(team) ?? 0
    this.turn.set(team, turn + 1)
    return pool[turn % pool.length]!
  }

  /** A named worker, in her own team. */
  post(staffRef: string): Post {
    const worker = this.workers.get(staffRef)
    if (!worker) throw new Error(`Nobody at work has the reference "${staffRef}".`)
    return { staffRef, name: worker.name, team: this.teams.get(worker.teams[0]!)! }
  }

  /** The designated safeguarding lead of a school. */
  lead(school: School): Post {
    return this.pools.get(`school-${school.urn}`)![0]!
  }

  private addTeam(id: string, organisation: string, name: string): void {
    if (!this.teams.has(id)) this.teams.set(id, { id, organisation, name, phone: office(id) })
  }

  private addTeams(one: Plan): void {
    if (!one.byArea) this.addTeam(one.id, one.organisation, one.name)
    else for (const area of areas) this.addTeam(`${one.id}-${area}`, one.organisation, areaName(one, area))
  }

  private addPersona(persona: WorkerPersona): void {
    const { staffRef, organisation, team, name, jobTitle, roles } = persona
    this.addTeam(team, organisation, capital(team.replaceAll('-', ' ')))
    this.add(staffRef, organisation, team, name, jobTitle, roles)
    if (roles.includes('practitioner')) this.join(team, staffRef, name)
  }

  /** Enough workers for the place, at least two in each kind of team, so that one can take over from another. */
  private fill(one: Plan, residents: number): void {
    const teams = one.byArea ? areas.map((area) => `${one.id}-${area}`) : [one.id]
    const wanted = Math.max(2 * teams.length, Math.ceil(residents / one.residentsEach))
    const present = teams.reduce((sum, team) => sum + (this.pools.get(team)?.length ?? 0), 0)
    for (let n = 0; n < wanted - present; n++) {
      const number = String(one.first + n).padStart(staffRefWidth[one.prefix] ?? 0, '0')
      this.hire(teams[(n + present) % teams.length]!, one.prefix + number, one.job)
    }
  }

  /** Every organisation has somebody who signs for it and answers for its data. Last, with dice of their own: nobody else changes. */
  private addApprovers(): void {
    this.dice = new Dice(this.seed, 'approvers')
    for (const persona of approvers) this.addPersona(persona)
    const organisations = [
      ...organisationsOn(this.asOf),
      ...this.schools.map(({ organisation, name }) => ({ id: organisation, name })),
    ]
    for (const { id, name } of new Map(organisations.map((one) => [one.id, one])).values()) {
      const signs = [...this.workers.values()].some((one) => one.organisation === id && one.roles.includes('agreement-approver'))
      if (signs) continue
      const team = `${id.toLowerCase()}-information`
      this.addTeam(team, id, `${name}, information`)
      this.hire(team, `SIRO-${id}`, 'Senior information risk owner', ['agreement-approver', 'data-owner'])
    }
  }

  private addLead(school: School): void {
    const team = `school-${school.urn}`
    if (!this.pools.has(team)) this.hire(team, `SCH${school.urn}`, `Designated safeguarding lead, ${school.name}`)
  }

  private hire(team: string, staffRef: string, jobTitle: string, roles: WorkerRole[] = ['practitioner']): void {
    const community = pickCommunity(this.dice)
    const sex = this.dice.chance(0.7) ? 'F' : 'M'
    const name = `${pickForename(this.dice, community, sex, 1985)} ${pickSurname(this.dice, community)}`
    this.add(staffRef, this.teams.get(team)!.organisation, team, name, jobTitle, roles)
    if (roles.includes('practitioner')) this.join(team, staffRef, name)
  }

  private join(team: string, staffRef: string, name: string): void {
    const pool = this.pools.get(team) ?? []
    pool.push({ staffRef, name, team: this.teams.get(team)! })
    this.pools.set(team, pool)
  }

  private add(staffRef: string, organisation: string, team: string, name: string, jobTitle: string, roles: WorkerRole[]): void {
    const domain = domains[organisation] ?? `${organisation.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}.example.org`
    const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}.${staffRef.toLowerCase()}@${domain}`
    const phone = office(staffRef)
    this.workers.set(staffRef, {
      staffRef,
      organisation,
      name,
      email,
      phone,
      jobTitle,
      roles,
      teams: [team],
      training: this.training(staffRef),
    })
  }

  /** Every worker has the two courses that sharing needs; one in twenty-five has let the first lapse. The cast never has. */
  private training(staffRef: string): Worker['training'] {
    const inCast = cast.some((one) => one.staffRef === staffRef)
    const lapsed = !inCast && this.dice.chance(0.04)
    const done = this.asOf - (lapsed ? 380 : 20 + this.dice.below(300))
    const course = (code: string, completed: Day) => ({ code, completedOn: iso(completed), expiresOn: iso(completed + 365) })
    const courses = [course('information-sharing', done), course('data-protection', this.asOf - 20 - this.dice.below(300))]
    for (const code of ['safeguarding-children', 'safeguarding-adults', 'domestic-abuse']) {
      if (inCast || this.dice.chance(0.6)) courses.push(course(code, this.asOf - 20 - this.dice.below(300)))
    }
    return courses
  }
}
