/**
 * Which source persons are one human, by exact rules and by people's decisions. Pure: the answer is a function of the set
 * of records alone, so that files arriving in any order end in the same people (I5). Nothing here is a coin toss: where
 * records agree with two different people alike, they are joined to neither.
 *
 * 1. What a person decided (together, apart) holds before every rule.
 * 2. The same valid NHS number, in use in both records, joins: also two records of one agency's system.
 * 3. Else the same full name, date of birth and postcode joins, but never two records that hold different NHS numbers, and
 *    never two of one system: that agency gave them two references and may know why. Twins called Muhammad Ali and
 *    Muhammad Usman, each written "Muhammad Khan", share name, birthday and postcode; what tells them apart is that each
 *    agency holds both. So a description that one system holds twice describes nobody in particular, and joins nobody
 *    elsewhere either, until a number or a person does.
 */

/** One source person with the keys that the exact rules compare. */
export type Member = {
  readonly source: string
  readonly dataset: string
  /** Empty for a first identity. Two identities of different epochs are never one person, whoever says so. */
  readonly epoch: string
  readonly numbers: readonly string[]
  readonly supersededNumbers: readonly string[]
  readonly descriptions: readonly string[]
}
/** `apart`: the source is not the other; it is the source that is set aside. `together` has no direction. */
export type StaffDecision = { readonly kind: 'together' | 'apart'; readonly source: string; readonly other: string }

/** Why a source person stands in a group, strongest first. */
export const grounds = ['decided', 'nhs-number', 'name-birth-postcode'] as const
export type Ground = (typeof grounds)[number]
export type Group = readonly { readonly source: string; readonly agreed: readonly Ground[] }[]

/** A number that one system holds for more of its people than this is a placeholder, and joins nobody. */
const mostHoldersInOneSystem = 8

/** What is joined for certain before descriptions are compared: records of one number, or joined by a person. */
type Block = {
  readonly sources: readonly string[]
  readonly datasets: ReadonlySet<string>
  readonly numbers: ReadonlySet<string>
}

/** The people that these records make. Everyone is in exactly one group; groups and their members are in the order of their ids. */
export function groupsOf(members: readonly Member[], decisions: readonly StaffDecision[]): Group[] {
  const bySource = new Map(members.map((member) => [member.source, member]))
  const held = decisions.filter((decision) => bySource.has(decision.source) && bySource.has(decision.other))
  const apart = new Apart(held.filter((decision) => decision.kind === 'apart'))
  const oneEpoch = (decision: StaffDecision) => bySource.get(decision.source)!.epoch === bySource.get(decision.other)!.epoch
  const together = held.filter((decision) => decision.kind === 'together' && oneEpoch(decision))
  const superseded = new Set(members.flatMap((member) => member.supersededNumbers))
  const numberOf = new Map(members.map((member) => [member.source, numbersInUse(member, superseded)]))
  const consistent = members.filter((member) => numberOf.get(member.source)!.length <= 1)

  const blocks = certainBlocks(members, consistent, together, apart, numberOf).map((sources) =>
    blockOf(sources, bySource, numberOf, superseded),
  )
  const blockOfSource = new Map(blocks.flatMap((block) => block.sources.map((source) => [source, block])))
  const people = joinByDescription(blocks, consistent, blockOfSource, apart)
  return people
    .map((sources) => withGrounds(sources, bySource, numberOf, together))
    .toSorted((a, b) => (a[0]!.source < b[0]!.source ? -1 : 1))
}

type Numbers = ReadonlyMap<string, readonly string[]>

/** The numbers that a record uses. Where it uses two, those count that no other record says were replaced. */
function numbersInUse(member: Member, superseded: ReadonlySet<string>): readonly string[] {
  const own = [...new Set(member.numbers)].filter((number) => !member.supersededNumbers.includes(number))
  return own.length <= 1 ? own : own.filter((number) => !superseded.has(number))
}

/** What a person joined, then what one number joins; where that would join what a person took apart, only the former. */
function certainBlocks(
  members: readonly Member[],
  consistent: readonly Member[],
  together: readonly StaffDecision[],
  apart: Apart,
  numberOf: Numbers,
): string[][] {
  const decided = new Components(members.map((member) => member.source))
  for (const { source, other } of together) decided.join([source, other])
  const blocks = decided.all()
  const blockOfSource = new Map(blocks.flatMap((block) => block.map((source) => [source, block])))

  const certain = new Components(blocks)
  for (const holders of holdersOf(consistent, (member) => numberOf.get(member.source)!)) {
    if (isPlaceholder(holders)) continue
    const held = [...new Set(holders.map((member) => blockOfSource.get(member.source)!))]
    for (const part of apart.parts(held, (block) => block)) certain.join(part)
  }
  return certain.all().flatMap((joined) => (apart.divides(joined.flat()) ? joined : [joined.flat()]))
}

const sourcesIn = (members: readonly Member[]) => members.map((member) => member.source)

/** Those who share a key, for each key that at least two share. */
function holdersOf(members: readonly Member[], keysOf: (member: Member) => readonly string[]): Member[][] {
  const holders = new Map<string, Member[]>()
  for (const member of members) {
    for (const key of new Set(keysOf(member))) {
      const so = holders.get(key)
      if (so) so.push(member)
      else holders.set(key, [member])
    }
  }
  return [...holders.values()].filter((all) => all.length > 1)
}

const isPlaceholder = (holders: readonly Member[]): boolean =>
  [...Map.groupBy(holders, (member) => member.dataset).values()].some((its) => its.length > mostHoldersInOneSystem)

function blockOf(
  sources: readonly string[],
  bySource: ReadonlyMap<string, Member>,
  numberOf: Numbers,
  superseded: ReadonlySet<string>,
): Block {
  return {
    sources,
    datasets: new Set(sources.map((source) => bySource.get(source)!.dataset)),
    numbers: new Set(sources.flatMap((source) => numberOf.get(source)!).filter((number) => !superseded.has(number))),
  }
}

/** Whether these cannot all be one human, as far as rules may say: two numbers, twice one system, or a person said so. */
function contradict(blocks: readonly Block[], apart: Apart): boolean {
  if (blocks.length < 2) return false
  if (new Set(blocks.flatMap((block) => [...block.numbers])).size > 1) return true
  const datasets = blocks.flatMap((block) => [...block.datasets])
  return new Set(datasets).size < datasets.length || apart.divides(blocks.flatMap((block) => block.sources))
}

/**
 * Joins blocks whose records share a description. Set aside, and joined to nobody by description: a description held by
 * records that contradict one another; then a block whose neighbours contradict one another, since it agrees with two
 * different people; then, should a longer chain still contradict itself, the whole chain.
 */
function joinByDescription(
  blocks: readonly Block[],
  members: readonly Member[],
  blockOfSource: ReadonlyMap<string, Block>,
  apart: Apart,
): string[][] {
  const links: Block[][] = []
  for (const holders of holdersOf(members, (member) => member.descriptions)) {
    const held = [...new Set(holders.map((member) => blockOfSource.get(member.source)!))]
    for (const described of apart.parts(held, (block) => block.sources)) {
      if (described.length > 1 && !contradict(described, apart)) links.push(described)
    }
  }
  const neighbours = new Map<Block, Set<Block>>()
  for (const link of links) for (const block of link) neighbours.set(block, new Set([...(neighbours.get(block) ?? []), ...link]))
  const torn = new Set([...neighbours].filter(([, around]) => contradict([...around], apart)).map(([block]) => block))

  const chains = new Components(blocks)
  for (const link of links) chains.join(link.filter((block) => !torn.has(block)))
  return chains
    .all()
    .flatMap((chain) =>
      contradict(chain, apart) ? chain.map((block) => [...block.sources]) : [chain.flatMap((block) => block.sources)],
    )
}

/** What each record of a person shares with another of the same person. */
function withGrounds(
  sources: readonly string[],
  bySource: ReadonlyMap<string, Member>,
  numberOf: Numbers,
  together: readonly StaffDecision[],
): Group {
  const its = sources.map((source) => bySource.get(source)!)
  const here = new Set(sources)
  const agreeing: Record<Ground, Set<string>> = {
    decided: new Set(
      together
        .filter((decision) => here.has(decision.source) && here.has(decision.other))
        .flatMap((decision) => [decision.source, decision.other]),
    ),
    'nhs-number': new Set(holdersOf(its, (member) => numberOf.get(member.source)!).flatMap(sourcesIn)),
    'name-birth-postcode': new Set(holdersOf(its, (member) => member.descriptions).flatMap(sourcesIn)),
  }
  return sources.toSorted().map((source) => ({ source, agreed: grounds.filter((ground) => agreeing[ground].has(source)) }))
}

/** People's decisions that one record is not another. */
class Apart {
  readonly #others = new Map<string, Set<string>>()
  constructor(decisions: readonly StaffDecision[]) {
    for (const { source, other } of decisions) this.#others.set(source, new Set([...(this.#others.get(source) ?? []), other]))
  }

  /** Whether a decision stands between any two of these. */
  divides(sources: readonly string[]): boolean {
    if (this.#others.size === 0) return false
    const here = new Set(sources)
    return sources.some((source) => [...(this.#others.get(source) ?? [])].some((other) => here.has(other)))
  }

  /** Those who share a key, without whoever was said not to be another of them; the set-aside stay with one another. */
  parts<Item>(items: readonly Item[], sourcesOf: (item: Item) => readonly string[]): Item[][] {
    if (!this.divides(items.flatMap(sourcesOf))) return [[...items]]
    const isSetAside = (item: Item) => {
      const others = new Set(items.filter((other) => other !== item).flatMap(sourcesOf))
      return sourcesOf(item).some((source) => [...(this.#others.get(source) ?? [])].some((other) => others.has(other)))
    }
    const [setAside, staying] = [items.filter(isSetAside), items.filter((item) => !isSetAside(item))]
    if (staying.length === 0) return setAside.map((item) => [item]) // each was said not to be another: nothing to go by
    if (setAside.length === 0) return [[...items]]
    return [staying, ...this.parts(setAside, sourcesOf)]
  }
}

/** Who hangs together, by union of whatever is joined. */
class Components<Item> {
  readonly #parent: Map<Item, Item>
  constructor(items: readonly Item[]) {
    this.#parent = new Map(items.map((item) => [item, item]))
  }
  rootOf(item: Item): Item {
    let root = item
    for (let up = this.#parent.get(root)!; up !== root; up = this.#parent.get(root)!) root = up
    for (let at = item; at !== root; ) {
      const next = this.#parent.get(at)!
      this.#parent.set(at, root)
      at = next
    }
    return root
  }
  join(items: readonly Item[]): void {
    for (const item of items.slice(1)) this.#parent.set(this.rootOf(item), this.rootOf(items[0]!))
  }
  all(): Item[][] {
    return [...Map.groupBy(this.#parent.keys(), (item) => this.rootOf(item)).values()]
  }
}
