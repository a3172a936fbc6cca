import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Actor } from '#platform/acts'
import type { ReadTx } from '#platform/database'
import { instantOf } from '#platform/dates'
import { readJournal } from '#platform/log/read-journal'
import { vaultFrom } from '#platform/vault'
import { isBehind, readsGoOn } from './reads-go-on.ts'

const folder = mkdtempSync(join(tmpdir(), 'commonweal-journal-'))
after(() => rmSync(folder, { recursive: true }))
const vault = vaultFrom(Buffer.alloc(32, 7))
const minute = 60_000
const noon = 1_800_000_000_000

// What waits and since when, when that was last seen, and whether the log is behind. In minutes before now.
const states: [waiting: number | null, seen: number, behind: boolean][] = [
  [null, 0, false],
  [1, 0, false],
  [15, 0, false],
  [16, 0, true],
  [null, 14, false],
  [null, 16, true], // nobody has looked: it may be
  [3, 16, true],
]
for (const [waiting, seen, behind] of states)
  test(`${waiting === null ? 'nothing waits' : `something waits for ${waiting} minutes`}, seen ${seen} minutes ago: ${behind ? 'behind' : 'good'}`, () => {
    const state = { waitingSince: waiting === null ? null : noon - waiting * minute, seenAt: noon - seen * minute }
    assert.equal(isBehind(state, noon), behind)
  })

const someone = (role: string, purpose: string, kind: Actor['kind'] = 'worker', act = 'shared-record.person.read') =>
  ({
    act,
    requestId: 'request-1',
    actor: { kind, id: role, organisationId: 'council', roles: role.split(' and '), purpose },
  }) as unknown as ReadTx
const never = async () => false
const readers: [role: string, purpose: string, kind: Actor['kind'], goesOn: boolean, isWritten: boolean][] = [
  ['practitioner', 'tenancy-support', 'worker', false, false],
  ['lead-practitioner', 'childrens-family-help', 'worker', false, false],
  ['resident', 'own-record', 'resident', false, false],
  ['lead-practitioner', 'safeguarding-children', 'worker', true, true],
  ['team-lead', 'safeguarding-adults', 'worker', true, true],
  ['front-door', 'childrens-family-help', 'worker', true, true],
  ['team-lead and front-door', 'childrens-family-help', 'worker', true, true],
  ['matcher', 'running-the-product', 'system', true, false],
]
for (const [role, purpose, kind, goesOn, isWritten] of readers)
  test(`while the log is behind, a ${role} for ${purpose} ${goesOn ? 'goes on' : 'stops'}${isWritten ? ', and it is written down beside the log' : ''} (K7)`, async () => {
    const journal = readJournal(join(folder, role + purpose), vault)
    const state = { waitingSince: noon - 16 * minute, seenAt: noon }
    const ask = () => readsGoOn({ state: () => state }, journal, () => instantOf(noon), never)(someone(role, purpose, kind))
    if (goesOn) await ask()
    else await assert.rejects(ask, { code: 'LOG_BEHIND', status: 503 })
    assert.equal(journal.lines().length, isWritten ? 1 : 0)
  })

test('while the log is behind, whoever opens in an emergency goes on, and so does all that she reads until its hour is over (K7)', async () => {
  const journal = readJournal(join(folder, 'emergency'), vault)
  const state = () => ({ waitingSince: noon - 16 * minute, seenAt: noon })
  const ask = (act: string, isOpen: boolean) =>
    readsGoOn(
      { state },
      journal,
      () => instantOf(noon),
      async () => isOpen,
    )(someone('practitioner', 'tenancy-support', 'worker', act))
  await ask('governance.emergency.open', false)
  await ask('shared-record.person.read', true)
  await assert.rejects(() => ask('shared-record.person.read', false), { code: 'LOG_BEHIND' })
  assert.equal(journal.lines().length, 2)
})

test('what goes on is written down before anything is decided, and once more with how much was shown', async () => {
  const journal = readJournal(join(folder, 'shown'), vault)
  const state = () => ({ waitingSince: noon - 16 * minute, seenAt: noon })
  const goesOn = await readsGoOn({ state }, journal, () => instantOf(noon), never)(someone('front-door', 'tenancy-support'))
  goesOn!.shown(3)
  const said = { requestId: 'request-1', actorId: 'front-door', organisationId: 'council', purpose: 'tenancy-support' }
  assert.partialDeepStrictEqual(journal.lines(), [
    { kind: 'began', ...said, entries: 0 },
    { kind: 'shown', ...said, entries: 3 },
  ])
})

test('while it is sealed in time, everybody goes on and nothing is written', async () => {
  const journal = readJournal(join(folder, 'good'), vault)
  const state = () => ({ waitingSince: noon - minute, seenAt: noon })
  await readsGoOn({ state }, journal, () => instantOf(noon), never)(someone('practitioner', 'x'))
  assert.deepEqual(journal.lines(), [])
})

test('a read that cannot be written into the journal is not shown', async () => {
  const journal = { write: () => assert.fail('the disk is full'), lines: () => [], beginAnew: () => {} }
  const state = () => ({ waitingSince: noon - 20 * minute, seenAt: noon })
  const ask = readsGoOn({ state }, journal, () => instantOf(noon), never)
  await assert.rejects(() => ask(someone('front-door', 'x')), /the disk is full/)
})

test('a line of the journal that was changed, taken out or put elsewhere is seen', () => {
  const path = join(folder, 'chain')
  const line = (nth: number) =>
    ({ kind: 'began', requestId: `r${nth}`, actorId: 'a', organisationId: 'o', purpose: 'p', entries: 0 }) as const
  for (let nth = 0; nth < 4; nth++) readJournal(path, vault).write(line(nth)) // each time as a process that has just started
  const file = join(path, 'reads-while-behind.ndjson')
  const text = readFileSync(file, 'utf8')
  const good = () =>
    readJournal(path, vault)
      .lines()
      .map(({ isGood }) => isGood)
  assert.deepEqual(good(), [true, true, true, true])
  writeFileSync(file, text.replace('"r1"', '"r9"'))
  assert.deepEqual(good(), [true, false, true, true])
  writeFileSync(file, text.split('\n').filter(Boolean).toSpliced(1, 1).join('\n'))
  assert.deepEqual(good(), [true, false, true])
})
