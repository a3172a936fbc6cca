/** What is particular to one agency, and the desk at which its clerks sit. */
import { areaOf } from '../addresses.ts'
import { type Day, type Moment, minutesADay } from '../days.ts'
import { Dice } from '../random.ts'
import type { Post, Staff } from '../staff.ts'
import type { Feed } from '../types.ts'
import type { Maker } from '../world/making.ts'
import type { Cluster, Happening, Help, Household, Human, TroubleKind } from '../world/people.ts'
import type { Clerk } from './mistakes.ts'
import type { Noted } from './record.ts'

export type Sight = {
  feed: Feed
  clerk: Clerk
  /** The key of the n-th person, household, work, event and marker in this system. */
  keys: Record<'person' | 'household' | 'work' | 'event' | 'marker', (n: number) => string>
  /** The people it holds records on; helps and happenings decide where this is absent. */
  people?: (cluster: Cluster, desk: Desk) => Human[]
  /** The world's word for what happened → this system's code. */
  events?: Record<string, string>
  /** Happenings make a record by themselves (police, fire), or only add to one. */
  eventsMakeRecords?: boolean
  needs?: Partial<Record<TroubleKind, string>>
  markers?: Record<string, string>
  /** The team that takes on this help. */
  team: (help: Help, household: Household, desk: Desk) => string
  /** Words for the next date, by kind of help. */
  nextEvents: readonly string[]
  /** How often a person is recorded twice. */
  twice?: number
  /** Whether it writes households' members down as kin. */
  kin?: boolean
  /** It asks how somebody may be reached without danger where there is abuse at home. */
  asksSafeContact?: true
  /** What the agency does beyond its helps: tenancies, schools. */
  works?: (human: Human, household: Household, desk: Desk, events: Noted[]) => Help | null
  /** The worker, where the team alone does not say (schools). */
  post?: (human: Human, household: Household, desk: Desk) => Post | null
  /** Days from a happening to its being written down. */
  delay?: number
  /** An event that is not sent any more, such as one that has left the view. */
  dropped?: (happening: Happening, asOf: Day) => boolean
}

/** An agency's clerk's desk: what has been numbered so far. */
export class Desk {
  readonly counters = { person: 0, household: 0, work: 0, event: 0, marker: 0 }
  dice: Dice
  /** The keys and the workers of the households of the cluster at hand. */
  households = new Map<Household, string>()
  workers = new Map<Household, Post>()
  readonly maker: Maker
  readonly staff: Staff
  readonly sight: Sight

  constructor(sight: Sight, maker: Maker, staff: Staff) {
    this.sight = sight
    this.maker = maker
    this.staff = staff
    this.dice = new Dice(maker.seed, sight.feed)
  }

  number(what: keyof Desk['counters']): string {
    return this.sight.keys[what](++this.counters[what])
  }

  householdKey(household: Household): string {
    let key = this.households.get(household)
    if (!key) this.households.set(household, (key = this.number('household')))
    return key
  }

  /** One worker of this team for the whole household. */
  workerFor(household: Household, team: string): Post {
    let post = this.workers.get(household)
    if (!post) this.workers.set(household, (post = this.staff.next(team)))
    return post
  }

  /** The last moment that can be recorded. */
  get end(): Moment {
    return this.maker.asOf * minutesADay
  }
}

/** The team of an area: "children" in the north is "children-north". */
export const inArea = (team: string) => (_help: Help, household: Household) => `${team}-${areaOf(household.ward)}`
