import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { runs, seed } from '#testing/random'
import { type CurrentLink, changesOf, type FormerLink, type LinkedMember } from './person-ids.rules.ts'

/** "AB C": two people. What joined them does not matter, since this is about ids alone. */
const groups = (text: string): LinkedMember[][] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((letters) => [...letters].map((source) => ({ source, ground: letters.length > 1 ? ('matched' as const) : null })))

/** What a sequence of groupings makes of ids: who has which, and what leads where, as the tables would hold it. */
class Register {
  current: CurrentLink[] = []
  redirects = new Map<string, string>()
  #ended: { personId: string; source: string }[] = []
  #count = 0

  regroup(now: readonly (readonly LinkedMember[])[]): this {
    const former: FormerLink[] = this.#ended.filter((link) => this.redirects.has(link.personId))
    const changes = changesOf(now, this.current, former, () => `p${++this.#count}`)
    const ended = new Set(changes.ended.map((one) => one.linkId))
    this.#ended.push(...this.current.filter((link) => ended.has(link.id)))
    const started = changes.started.map(({ personId, source, rule }, at) => ({
      id: `${this.#count}-${at}-${source}-${this.#ended.length}`,
      personId,
      source,
      rule,
      decidedAt: String(this.#ended.length).padStart(6, '0'),
    }))
    this.current = [...this.current.filter((link) => !ended.has(link.id)), ...started]
    for (const id of changes.revived) this.redirects.delete(id)
    for (const { from, to } of changes.redirected) this.redirects.set(from, to)
    return this
  }
  /** "A=p1 B=p1 C=p2". */
  get ids(): string {
    return this.current
      .map((link) => `${link.source}=${link.personId}`)
      .sort()
      .join(' ')
  }
  get led(): string {
    return [...this.redirects]
      .map(([from, to]) => `${from}→${to}`)
      .sort()
      .join(' ')
  }
}

// Each row: how the records were grouped, one after the other; who has which id then; which id leads on to which.
const cases: [why: string, steps: string[], ids: string, led: string][] = [
  ['everyone new gets an id', ['A B'], 'A=p1 B=p2', ''],
  ['nothing changes where nothing changed', ['AB C', 'AB C'], 'A=p1 B=p1 C=p2', ''],
  ['a new record takes the id of whom it joins', ['A', 'AB'], 'A=p1 B=p1', ''],
  ['merged: the side with more records keeps its id', ['A BC', 'ABC'], 'A=p2 B=p2 C=p2', 'p1→p2'],
  ['merged evenly: the one linked longer keeps its id', ['A', 'A B', 'AB'], 'A=p1 B=p1', 'p2→p1'],
  ['taken apart again, each has the id from before', ['A BC', 'ABC', 'A BC'], 'A=p1 B=p2 C=p2', ''],
  ['taken apart evenly, each has the id from before', ['A B', 'AB', 'A B'], 'A=p1 B=p2', ''],
  ['the id stays with those who never had another', ['AB C', 'ABC', 'ABCD', 'AB CD'], 'A=p1 B=p1 C=p2 D=p2', ''],
  [
    'though only one of three stayed, she keeps her id, and the others go back to theirs',
    ['ABC DE', 'ABCDE', 'ADE', 'A DE'],
    'A=p1 D=p2 E=p2',
    '',
  ],
  ['split off for the first time: the larger side keeps the id', ['ABC', 'AB C'], 'A=p1 B=p1 C=p2', ''],
  ['a record that is withdrawn leaves its person', ['AB', 'A'], 'A=p1', ''],
  ['one whose records are all withdrawn has no links', ['AB', ''], '', ''],
]
for (const [why, steps, ids, led] of cases) {
  test(`${why}: ${steps.join(', then ')}`, () => {
    const register = new Register()
    for (const step of steps) register.regroup(groups(step))
    assert.deepEqual({ ids: register.ids, led: register.led }, { ids, led })
  })
}

// Each row: how A and B were linked, and why; how they stand now, and on what ground; what ends and what begins.
type Reason = [why: string, rule: string, now: LinkedMember[], ended: string, started: string]
const member = (source: string, ground: LinkedMember['ground'] = null): LinkedMember => ({ source, ground })
const reasons: Reason[] = [
  ['as before', 'matched', [member('A'), member('B', 'matched')], '', ''],
  ['somebody says so now', 'matched', [member('A'), member('B', 'decided')], 'B other-evidence-now', 'B decided'],
  ['nobody says so any more', 'decided', [member('A'), member('B', 'matched')], 'B other-evidence-now', 'B matched'],
  ['the first record stays the first, whatever joins it', 'matched', [member('A', 'matched'), member('B', 'matched')], '', ''],
  ['withdrawn', 'matched', [member('A')], 'B record-withdrawn', ''],
  ['one more', 'matched', [member('A'), member('B', 'matched'), member('C', 'matched')], '', 'C matched'],
]
for (const [why, rule, now, ended, started] of reasons)
  test(`a link stands while its ground does: ${why}`, () => {
    const link = (source: string, its: string): CurrentLink => ({ id: source, personId: 'p1', source, rule: its, decidedAt: '1' })
    const changes = changesOf([now], [link('A', 'first-record'), link('B', rule)], [], () => 'p2')
    assert.equal(changes.ended.map((one) => `${one.source} ${one.reason}`).join(), ended)
    assert.equal(changes.started.map((one) => `${one.source} ${one.rule}`).join(), started)
  })

test('a record alone is its person’s first, and one that goes to another person says so', () => {
  const link = (source: string): CurrentLink => ({ id: source, personId: 'p1', source, rule: 'first-record', decidedAt: '1' })
  const changes = changesOf([[member('A')], [member('B')]], [link('A'), link('B')], [], () => 'p2')
  assert.deepEqual(changes.ended, [{ linkId: 'B', source: 'B', reason: 'now-another-person' }])
  assert.deepEqual(changes.started, [{ personId: 'p2', source: 'B', rule: 'first-record' }])
})

const partitions = fc
  .array(fc.nat(3), { minLength: 5, maxLength: 5 })
  .map((colours) => [...Map.groupBy([...'ABCDE'], (_, at) => colours[at]!).values()].map((letters) => letters.join('')).join(' '))

test('ids follow the groups, whatever was before: one id a group, none twice, and no id that is in use leads on', () => {
  fc.assert(
    fc.property(fc.array(partitions, { minLength: 1, maxLength: 6 }), (steps) => {
      const register = new Register()
      for (const step of steps) {
        register.regroup(groups(step))
        const ids = step.split(' ').map((letters) => {
          const own = new Set(register.current.filter((link) => letters.includes(link.source)).map((link) => link.personId))
          assert.equal(own.size, 1, step)
          return [...own][0]!
        })
        assert.equal(new Set(ids).size, ids.length)
        for (const id of ids) assert.ok(!register.redirects.has(id), `${id} is in use and leads on`)
      }
    }),
    { seed, numRuns: runs(300) },
  )
})

test('merging two people and taking them apart again gives back every id (I2)', () => {
  fc.assert(
    fc.property(partitions, fc.nat(4), fc.nat(4), (before, first, second) => {
      const people = before.split(' ')
      const [one, other] = [people[first % people.length]!, people[second % people.length]!]
      fc.pre(one !== other)
      const register = new Register().regroup(groups(before))
      const { ids } = register
      const merged = [...people.filter((letters) => letters !== one && letters !== other), one + other].join(' ')
      register.regroup(groups(merged)).regroup(groups(before))
      assert.deepEqual({ ids: register.ids, led: register.led }, { ids, led: '' })
    }),
    { seed, numRuns: runs(300) },
  )
})
