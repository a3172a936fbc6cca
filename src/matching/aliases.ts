/**
 * Names that one person uses for another, learned from what was matched: two forenames that stand in the records of the same people
 * far more often than chance would bring them together (linkage.md, section 9). Proposals for people to look at: what they accept goes into a model's `aliases`.
 */
import { type Duck, named } from './duck.ts'
import type { Model } from './model.ts'
import { jaroWinkler } from './similarity.ts'

export type AliasProposal = {
  readonly one: string
  readonly other: string
  /** How many people have both. */
  readonly people: number
  /** How many times as many as by chance. */
  readonly timesChance: number
}

/** Names that fewer people share are not told: they would be chance, and might tell of somebody. */
const fewestPeople = 5
const leastTimesChance = 20
/** Names that are as like one another as this are one name written differently, which comparing knows anyway. */
const spelledAlike = 0.88
const most = 200

/** Learns from the tables `records` and `clusters` (id, person). None where the model compares no forename. */
export async function proposeAliases(duck: Duck, model: Model): Promise<AliasProposal[]> {
  const field = model.fields.find(({ kind }) => kind === 'forename')
  if (!field) return []
  const forename = named(field.name)
  const rows = await duck.rows<[string, string, number, number]>(`
    with names as (select distinct c.person, r.${forename} as name from clusters c join records r on r.id = c.id where r.${forename} is not null),
    counts as (select name, count(*) as n from names group by name),
    pairs as (select a.name as one, b.name as other, count(*) as n from names a join names b on a.person = b.person and a.name < b.name
      group by 1, 2 having count(*) >= ${fewestPeople})
    select p.one, p.other, p.n::double, (p.n * (select count(distinct person) from names) / (x.n * y.n::double)) as lift
    from pairs p join counts x on x.name = p.one join counts y on y.name = p.other order by p.n desc, p.one, p.other`)
  const known = new Set((model.aliases ?? []).flatMap(([one, other]) => [`${one} ${other}`, `${other} ${one}`]))
  return rows
    .filter(
      ([one, other, , lift]) =>
        lift >= leastTimesChance && !known.has(`${one} ${other}`) && jaroWinkler(one, other) < spelledAlike,
    )
    .slice(0, most)
    .map(([one, other, people, timesChance]) => ({ one, other, people, timesChance: Math.round(timesChance) }))
}
