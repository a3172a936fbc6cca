import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { runs, seed } from '#testing/random'
import { assignPersonIds, type FormerHolding, type Holding } from './stable-ids.ts'

/** "AB C": two people. */
const groups = (text: string): string[][] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((letters) => [...letters])

/** What a sequence of clusterings makes of ids: which record has which, which had which, and which leads where. */
class Register {
  held = new Map<string, Holding>()
  past: FormerHolding[] = []
  led = new Map<string, string>()
  #time = 0
  #count = 0

  /** @param setAside "A": of these records somebody said that they are not the others */
  regroup(now: readonly (readonly string[])[], setAside = '', order: <T>(items: T[]) => T[] = (items) => items): this {
    const former = this.past.filter(({ personId }) => this.led.has(personId))
    const { ids, redirected, revived } = assignPersonIds(
      now,
      order([...this.held.values()]),
      order(former),
      () => `p${++this.#count}`,
      new Set(setAside),
    )
    const since = String(++this.#time).padStart(3, '0')
    const next = new Map<string, Holding>()
    for (const [at, group] of now.entries())
      for (const record of group) {
        const was = this.held.get(record)
        const stays = was?.personId === ids[at]
        if (was && !stays) this.past.push({ record, personId: was.personId })
        next.set(record, stays ? was! : { record, personId: ids[at]!, since })
      }
    for (const [record, was] of this.held) if (!next.has(record)) this.past.push({ record, personId: was.personId })
    this.held = next
    for (const id of revived) this.led.delete(id)
    for (const { from, to } of redirected) this.led.set(from, to)
    return this
  }
  /** "A=p1 B=p1 C=p2, p3→p1". */
  get tells(): string {
    const ids = [...this.held.values()].map(({ record, personId }) => `${record}=${personId}`)
    const led = [...this.led].map(([from, to]) => `${from}→${to}`)
    return [ids.sort().join(' '), led.sort().join(' ')].filter(Boolean).join(', ')
  }
}

// Each row: how the records were clustered, one after the other ("/A": A is set aside); who has which id then, and which id leads on.
const cases: [why: string, steps: string[], tells: string][] = [
  ['everyone new gets an id', ['A B'], 'A=p1 B=p2'],
  ['nothing changes where nothing changed', ['AB C', 'AB C'], 'A=p1 B=p1 C=p2'],
  ['nor in another order', ['AB C', 'C BA'], 'A=p1 B=p1 C=p2'],
  ['a new record takes the id of whom it joins', ['A', 'AB'], 'A=p1 B=p1'],
  ['merged: the side with more records keeps its id', ['A BC', 'ABC'], 'A=p2 B=p2 C=p2, p1→p2'],
  ['merged evenly: the one that had it longer keeps its id', ['B', 'A B', 'AB'], 'A=p1 B=p1, p2→p1'],
  ['merged evenly, both as old: the one with the earliest record', ['B A', 'BA'], 'A=p2 B=p2, p1→p2'],
  [
    'merged twice, both ids lead to the end',
    ['A BC DEFG', 'ABC DEFG', 'ABCDEFG'],
    'A=p3 B=p3 C=p3 D=p3 E=p3 F=p3 G=p3, p1→p3 p2→p3',
  ],
  ['split: the larger side keeps the id', ['ABC', 'A BC'], 'A=p2 B=p1 C=p1'],
  ['split evenly: the side that had it longer', ['B', 'AB', 'A B'], 'A=p2 B=p1'],
  ['split evenly, both as old: the side with the earliest record', ['AB', 'B A'], 'A=p1 B=p2'],
  ['taken apart again, each has the id from before', ['A BC', 'ABC', 'A BC'], 'A=p1 B=p2 C=p2'],
  ['also where only a part of a side comes away', ['AB CDE', 'ABCDE', 'A BCDE'], 'A=p1 B=p2 C=p2 D=p2 E=p2'],
  ['the id stays with those who never had another', ['AB C', 'ABC', 'ABCD', 'AB CD'], 'A=p1 B=p1 C=p2 D=p2'],
  ['even where they are fewer', ['ABC DE', 'ABCDE', 'ADE', 'A DE'], 'A=p1 D=p2 E=p2'],
  [
    'the side with more of them, though the other has more records',
    ['ABC DE FG', 'ABCDEFG', 'AB CDEFG'],
    'A=p1 B=p1 C=p2 D=p2 E=p2 F=p2 G=p2, p3→p2',
  ],
  ['who was set aside leaves the id to the others', ['AB', 'A B/A'], 'A=p2 B=p1'],
  ['the larger side keeps it, though all were set aside', ['ABC', 'A BC/ABC'], 'A=p2 B=p1 C=p1'],
  ['a record that is withdrawn leaves its person', ['AB', 'A'], 'A=p1'],
  ['an id without records is nobody, and leads nowhere', ['AB', ''], ''],
  ['records that change places take no id with them', ['ABC DEF', 'ABD CEF'], 'A=p1 B=p1 C=p2 D=p1 E=p2 F=p2'],
  [
    'an id that nobody kept leads to where most of its records are',
    ['ABC DEF GHIJ', 'ADEF BCGHIJ'],
    'A=p2 B=p3 C=p3 D=p2 E=p2 F=p2 G=p3 H=p3 I=p3 J=p3, p1→p3',
  ],
  ['a group has one id, though two could be revived', ['A B CDE', 'ABCDE', 'AB CDE'], 'A=p1 B=p1 C=p3 D=p3 E=p3, p2→p1'],
  [
    'an id is revived for one group alone, the larger',
    ['ABC DEFG', 'ABCDEFG', 'A BC DEFG'],
    'A=p3 B=p1 C=p1 D=p2 E=p2 F=p2 G=p2',
  ],
]
for (const [why, steps, tells] of cases) {
  test(`${why}: ${steps.join(', then ')}`, () => {
    const register = new Register()
    for (const step of steps) register.regroup(groups(step.split('/')[0]!), step.split('/')[1])
    assert.equal(register.tells, tells)
  })
}

test('new ids are asked for in the order of the groups', () => {
  let count = 0
  assert.deepEqual(
    assignPersonIds([['C'], ['A'], ['B']], [], [], () => `p${++count}`),
    { ids: ['p1', 'p2', 'p3'], redirected: [], revived: [] },
  )
})

const letters = [...'ABCDEFG']
const partitions = fc
  .array(fc.nat(4), { minLength: letters.length, maxLength: letters.length })
  .map((colours) => [...Map.groupBy(letters, (_, at) => colours[at]!).values()])
const histories = fc.array(partitions, { minLength: 1, maxLength: 6 })

test('whatever was before: one id a group, none twice, none that leads on, and what leads on leads to somebody in one step', () => {
  fc.assert(
    fc.property(histories, (steps) => {
      const register = new Register()
      for (const step of steps) {
        register.regroup(step)
        const ids = step.map((group) => new Set(group.map((record) => register.held.get(record)!.personId)))
        assert.ok(ids.every((own) => own.size === 1))
        const used = new Set(ids.flatMap((own) => [...own]))
        assert.equal(used.size, step.length)
        for (const [from, to] of register.led) assert.ok(!used.has(from) && used.has(to), `${from} → ${to}`)
      }
    }),
    { seed, numRuns: runs(500) },
  )
})

test('a person who stays as she is keeps her id', () => {
  fc.assert(
    fc.property(histories, partitions, (steps, last) => {
      const register = new Register()
      for (const step of steps) register.regroup(step)
      const before = new Map(register.held)
      const same = last.filter((group) => steps.at(-1)!.some((was) => was.join() === group.join()))
      register.regroup(last)
      for (const record of same.flat()) assert.equal(register.held.get(record)!.personId, before.get(record)!.personId)
    }),
    { seed, numRuns: runs(500) },
  )
})

test('merging two people and taking them apart again gives back every id (I2)', () => {
  fc.assert(
    fc.property(partitions, fc.nat(), fc.nat(), (before, first, second) => {
      const [one, other] = [before[first % before.length]!, before[second % before.length]!]
      fc.pre(one !== other)
      const register = new Register().regroup(before)
      const was = register.tells
      const merged = [...before.filter((group) => group !== one && group !== other), [...one, ...other].sort()]
      register.regroup(merged)
      assert.equal(register.led.size, 1)
      assert.equal(register.regroup(before).tells, was)
    }),
    { seed, numRuns: runs(500) },
  )
})

test('the order of holdings changes nothing', () => {
  fc.assert(
    fc.property(histories, (steps) => {
      const [register, turned] = [new Register(), new Register()]
      for (const step of steps) register.regroup(step)
      for (const step of steps) turned.regroup(step, '', (items) => items.toReversed())
      assert.equal(turned.tells, register.tells)
    }),
    { seed, numRuns: runs(300) },
  )
})
