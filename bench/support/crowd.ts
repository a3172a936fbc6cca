import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { keyHash, type SourceFacts, searchKeysOf } from '../../src/modules/person-index/testing.ts'
import { Streets } from '../../src/place/addresses.ts'
import { iso, on } from '../../src/place/days.ts'
import { settle } from '../../src/place/world/households.ts'
import { newMaker } from '../../src/place/world/making.ts'
import { currentHome, type Human } from '../../src/place/world/people.ts'

/** A resident as somebody would look for her. */
export type Sought = {
  readonly given: string
  readonly family: string
  readonly dateOfBirth: string
  readonly address: string
  readonly postcode: string
}

const datasets = [
  { dataset: 'nhs-patients', controller: 'GB-NHS-QAL' },
  { dataset: 'council-tax', controller: 'GB-LAE-ALD' },
]

/**
 * Fills the index with so many more people, as it stands after their agencies' files were linked: two source persons each, with
 * their links and search keys. They have no facts: nobody is shown them. Indexes are made anew at the end, as after a restore.
 *
 * @returns a sample of them to look for, evenly drawn
 */
export async function fillIndex(adminUrl: string, secret: Buffer, people: number, sample: number): Promise<Sought[]> {
  const admin = new pg.Client(adminUrl)
  await admin.connect()
  const hash = keyHash(secret)
  const sought: Sought[] = []
  const known = new Map<number, string[]>()
  function* residents(): Generator<{ human: Human; facts: SourceFacts }> {
    const maker = newMaker(20261126, people, on('2026-03-31'), new Streets(people))
    for (let made = 0; made < people; ) {
      for (const human of settle(maker).people) {
        if (made++ < people) yield { human, facts: factsOf(human) }
      }
    }
  }
  function* keyLines(): Generator<string> {
    let at = 0
    for (const { human, facts } of residents()) {
      const sources = datasets.map(() => randomUUID())
      known.set(at, sources)
      if (at++ % Math.ceil(people / sample) === 0) sought.push(soughtOf(human))
      const keys = searchKeysOf(facts, hash)
      yield sources
        .map((source, n) =>
          keys.map((key) => line(key, datasets[n]!.controller, datasets[n]!.dataset, 'general', source)).join(''),
        )
        .join('')
    }
  }
  function* linkLines(): Generator<string> {
    for (const sources of known.values()) {
      const person = randomUUID()
      yield sources
        .map((source, n) =>
          line(
            randomUUID(),
            person,
            datasets[n]!.controller,
            datasets[n]!.dataset,
            'general',
            source,
            'engine',
            '1',
            '{}',
            'now',
            'bench',
          ),
        )
        .join('')
    }
  }
  const copy = (target: string, lines: Generator<string>) =>
    pipeline(Readable.from(lines), admin.query(copyFrom(`copy ${target} from stdin`)))
  try {
    await admin.query(
      `set maintenance_work_mem = '1GB'; alter table person_index.search_key drop constraint search_key_pkey; drop index person_index.search_key_by_source`,
    )
    await copy('person_index.search_key (key, controller_id, dataset_id, regime, source_person_id)', keyLines())
    await copy(
      'person_index.link (id, person_id, controller_id, dataset_id, regime, source_person_id, rule, rules_version, evidence, decided_at, decided_by)',
      linkLines(),
    )
    await admin.query('alter table person_index.search_key add primary key (key, source_person_id)')
    await admin.query('create index search_key_by_source on person_index.search_key (source_person_id)')
    await admin.query('vacuum analyze person_index.search_key')
    await admin.query('vacuum analyze person_index.link')
  } finally {
    await admin.end()
  }
  return sought
}

const line = (...cells: readonly (string | bigint)[]) => `${cells.join('\t')}\n`

function factsOf(human: Human): SourceFacts {
  const home = currentHome(human.household)
  return {
    epoch: 1,
    protected: false,
    names: [{ given: human.given, family: human.family, other: human.middle, use: 'usual' }],
    birthdays: [iso(human.born)],
    homes: [{ address: home.line, postcode: home.postcode, left: false }],
    sexes: [],
    contacts: [],
    identifiers: human.nhs ? [{ scheme: 'nhs-number', value: human.nhs, superseded: false }] : [],
    references: [`B${human.index}`],
  }
}

function soughtOf(human: Human): Sought {
  const home = currentHome(human.household)
  return {
    given: human.given,
    family: human.family,
    dateOfBirth: iso(human.born),
    address: home.line.split(',').slice(0, -1).join(','),
    postcode: home.postcode,
  }
}
