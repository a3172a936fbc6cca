/** What a story is, and the scene on which one is set: its homes, people, help and events. */
import { type Home, storyHome } from '../addresses.ts'
import { type Day, minutesADay, on } from '../days.ts'
import { communities } from '../names.ts'
import type { Feed } from '../types.ts'
import { type Maker, newCluster, newHousehold, newHuman, oldNhsNumber } from '../world/making.ts'
import type { Cluster, Happening, Help, Household, Human, Marker, Spelling, Tenure } from '../world/people.ts'

/** A story as place.json and truth list it. People's keys are known once the agencies have written. */
export type Story = {
  readonly id: string
  readonly title: string
  readonly about: string
  /** Who opens it in a demonstration. */
  readonly persona: string
  readonly people: readonly { readonly part: string; readonly human: Human }[]
  /** Organisations that the story is about, by their part in it. */
  readonly organisations?: Readonly<Record<string, string>>
  readonly cluster: Cluster
}

type Who = {
  readonly part: string
  /** Forename and surname. */
  readonly name: string
  readonly sex: 'F' | 'M'
  readonly born: Day | string
  /** The only feeds that know this person. */
  readonly feeds: readonly Feed[]
  /** How some of them write her down; elsewhere it is as it is. */
  readonly spelt?: Partial<Record<Feed, Spelling>>
  readonly parents?: readonly Human[]
} & Partial<Pick<Human, 'middle' | 'maiden' | 'mobile' | 'email' | 'died' | 'protectedBy' | 'oldNhs' | 'earlierEpoch'>>

const [british] = communities

export class Scene {
  readonly maker: Maker
  readonly asOf: Day
  readonly cluster: Cluster
  private readonly people: Story['people'][number][] = []

  constructor(maker: Maker, id: string) {
    this.maker = maker
    this.asOf = maker.asOf
    this.cluster = newCluster(maker, id)
  }

  /** A home in the north ward; `n` is its own number in the register of addresses, below those of all other homes. */
  home(n: number, line: string, postcode: string, tenure: Tenure, since: Day | string): Household {
    const from = typeof since === 'string' ? on(since) : since
    return newHousehold(this.maker, this.cluster, 0, tenure, storyHome(n, line, postcode), from)
  }

  /** A home to move to, or one that somebody wrote down by mistake. */
  address(n: number, line: string, postcode: string): Home {
    return storyHome(n, line, postcode)
  }

  person(household: Household, who: Who): Human {
    const { part, name, sex, born, feeds, spelt = {}, parents = [], ...more } = who
    const [given, ...family] = name.split(' ')
    const human = newHuman(this.maker, this.cluster, household, {
      given: given!,
      family: family.join(' '),
      sex,
      born: typeof born === 'string' ? on(born) : born,
      community: british!,
    })
    Object.assign(human, more, { parents: [...parents], script: { feeds, spelling: spelt } })
    this.people.push({ part, human })
    return human
  }

  /** Help that an agency gives; from how many days ago, and its last contact so many days ago (null: none yet). */
  help(feed: Feed, kind: string, who: Human[], opened: number, contact: number | null, more: HelpMore = {}): Help {
    const { by, next, closed, ...rest } = more
    const { asOf } = this
    const last = closed === undefined ? contact : closed
    const one: Help = {
      feed,
      kind,
      who,
      opened: asOf - opened,
      closed: closed === undefined ? null : asOf - closed,
      contacts: last === null ? [] : [asOf - last],
      next: next ? [{ recorded: moment(asOf - (contact ?? opened), 15), day: asOf + next[0], what: next[1] }] : [],
      ...(by ? { posts: [{ staffRef: by, from: asOf - opened }] } : {}),
      ...rest,
    }
    this.cluster.helps.push(one)
    return one
  }

  /** A council tenancy, under the housing officer of the north patch. */
  tenancy(household: Household, contact: number, next?: HelpMore['next']): void {
    const opened = this.asOf - household.stays.at(-1)!.from
    this.help('council-housing', 'tenancy', household.members, opened, contact, { by: 'ALD10001', ...(next ? { next } : {}) })
  }

  /** What happened so many days ago, at an hour. */
  happen(daysAgo: number, hour: number, kind: string, who: Human, more: Partial<Happening> = {}): void {
    this.cluster.happenings.push({ at: moment(this.asOf - daysAgo, hour), kind, who, ...more })
  }

  /** What the police were called to. */
  called(daysAgo: number, hour: number, kind: string, who: Human, more: Partial<Happening>): void {
    this.happen(daysAgo, hour, kind, who, { incident: ++this.maker.incidents, ...more })
  }

  warn(feed: Feed, kind: string, who: Human, daysAgo: number, text: string, told: Marker['told']): void {
    this.cluster.markers.push({ feed, kind, who, day: this.asOf - daysAgo, text, told })
  }

  /** An NHS number that was given first and is no longer anyone's. */
  oldNumber(): string {
    return oldNhsNumber(this.maker)
  }

  story(words: Pick<Story, 'title' | 'about' | 'persona' | 'organisations'>): Story {
    return { id: this.cluster.story!, ...words, people: this.people, cluster: this.cluster }
  }
}

/** `by`: the worker's staff reference. `closed`: days ago. `next`: in how many days, and what. */
type HelpMore = { by?: string; closed?: number; next?: readonly [number, string] } & Partial<Pick<Help, 'existence' | 'team'>>

const moment = (day: Day, hour: number) => day * minutesADay + hour * 60
