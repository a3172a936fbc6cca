import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { seed } from '#testing/random'
import { MadePlace, type Row, type TrueStory } from '../testing.ts'
import type { Feed } from '../types.ts'

// The smallest place there is: a story is the same at any size.
const place = new MadePlace(300, seed)
after(() => place.remove())
const stories = new Map(place.stories.map((story) => [story.id, story]))
const personas = place.json<{ personas: { id: string; kind: string; bindTo?: unknown }[] }>('place.json').personas

/** A story, opened: what each feed sent of each part in it. */
class Opened {
  readonly story: TrueStory
  constructor(story: TrueStory) {
    this.story = story
  }

  part(part: string): TrueStory['people'][number] {
    const found = this.story.people.find((one) => one.part === part)
    assert.ok(found, `${this.story.id}: ${part}`)
    return found
  }

  rows(part: string, feed: Feed): Row[] {
    return (this.part(part).feeds[feed] ?? []).flatMap((key) => place.rowsOf(feed, key))
  }

  /** Everything that stood in a column, in order, each once. */
  all(part: string, feed: Feed, column: string): (string | undefined)[] {
    return [...new Set(this.rows(part, feed).map((row) => row[column]))]
  }

  /** What stands in a column in the last row. */
  last(part: string, feed: Feed, column: string): string | undefined {
    return this.rows(part, feed).at(-1)?.[column]
  }

  feedsOf(part: string): string[] {
    return Object.keys(this.part(part).feeds).toSorted()
  }
}

/** Each story, and how one sees that the files tell it. */
const opened: Readonly<Record<string, (open: Opened) => void>> = {
  'one-family-five-agencies': (open) => {
    assert.ok(open.feedsOf('mother').length >= 5)
    assert.equal(open.last('mother', 'council-housing', 'Forenames'), 'Kayleigh')
    assert.equal(open.last('mother', 'council-childrens-services', 'full_name'), 'MARSDEN, Kayley')
    assert.equal(open.last('mother', 'police-incidents', 'name.forenames'), 'Kayley')
    assert.ok(open.all('mother', 'council-housing', 'Rent Action').includes('NSP'))
    assert.ok(open.all('son', 'school-census', 'Exclusion Type').includes('SUSP'))
    // Nobody leads: no plan of family help, and each agency has a worker of its own.
    assert.ok(!open.feedsOf('mother').includes('council-early-help'))
  },
  'staff-and-resident': (open) => {
    const staff = place.lines<{ name: string; residentRecord?: { feed: string; person: string } }>('staff.ndjson')
    const own = staff.find(({ residentRecord }) => residentRecord)!
    const [person] = open.part('tenant').feeds['council-housing']!
    assert.deepEqual([own.name, own.residentRecord], ['Grace Adeyemi', { feed: 'council-housing', person }])
    assert.equal(open.last('tenant', 'council-housing', 'Housing Officer'), 'Amina Hussain')
  },
  'merged-forenames': (open) => {
    assert.equal(open.last('person', 'police-incidents', 'name.forenames'), 'Annamarie')
    assert.equal(open.last('person', 'council-homelessness', 'FORENAME'), 'Anna')
    assert.equal(open.last('person', 'nhs-patients', 'entry.0.resource.name.0.given.1'), 'Marie')
  },
  'maiden-name': (open) => {
    assert.equal(open.last('person', 'nhs-patients', 'entry.0.resource.name.0.family'), 'Petty')
    assert.equal(open.last('person', 'council-adult-social-care', 'ClientName'), 'Marianne GOSS')
    assert.equal(open.last('person', 'council-adult-social-care', 'PreviousName'), 'Marianne PETTY')
  },
  'swapped-names': (open) => {
    const [row] = open.rows('person', 'council-homelessness')
    assert.deepEqual([row?.SURNAME, row?.FORENAME], ['TARIQ', 'Aslam'])
    assert.equal(open.last('person', 'nhs-patients', 'entry.0.resource.name.0.family'), 'Aslam')
  },
  'swapped-day-and-month': (open) => {
    assert.equal(open.last('person', 'police-incidents', 'dob'), '19740503')
    assert.equal(open.last('person', 'fire-home-safety', 'Born'), '05.03.1974')
    assert.equal(open.part('person').born, '1974-03-05')
  },
  'baby-of-begum': (open) => {
    assert.equal(open.last('baby', 'nhs-patients', 'entry.0.resource.name.0.text'), 'Baby of Begum')
    assert.equal(open.last('baby', 'charity-family-support', 'Name'), 'Baby Begum')
    assert.equal(open.last('baby', 'nhs-patients', 'entry.0.resource.birthDate'), open.part('baby').born)
  },
  twins: (open) => {
    for (const column of ['Surname', 'Date of Birth', 'Address', 'Gender'])
      assert.deepEqual(open.all('first twin', 'council-housing', column), open.all('second twin', 'council-housing', column))
    assert.equal(open.last('first twin', 'school-census', 'URN'), open.last('second twin', 'school-census', 'URN'))
    assert.notEqual(open.part('first twin').truth, open.part('second twin').truth)
  },
  'superseded-nhs-number': (open) => {
    const old = open.last('person', 'council-adult-social-care', 'NHSNo')
    const person = place.people.find(({ id }) => id === open.part('person').truth)!
    assert.deepEqual([person.oldNhs, person.nhs !== old], [old, true])
    const current = 'entry.0.resource.identifier.0'
    assert.deepEqual(
      [open.last('person', 'nhs-patients', `${current}.value`), open.last('person', 'nhs-patients', `${current}.use`)],
      [person.nhs!, 'official'],
    )
    assert.deepEqual(
      ['use', 'value'].map((what) => open.last('person', 'nhs-patients', `entry.0.resource.identifier.1.${what}`)),
      ['old', old],
    )
  },
  'new-identity': (open) => {
    const child = open.part('child')
    const [before] = child.earlierFeeds['council-childrens-services']!
    const [after] = child.feeds['council-childrens-services']!
    assert.notEqual(before, after)
    assert.deepEqual(
      [...new Set(place.rowsOf('council-childrens-services', before!).map((row) => row.full_name))],
      ['DRAY, Chantelle'],
    )
    assert.deepEqual(open.all('child', 'council-childrens-services', 'full_name'), ['CALLOWAY, Rosie'])
    assert.equal(open.last('child', 'council-childrens-services', 'identity_epoch'), '2')
    // Nothing of the one stands in the other: neither number nor kin.
    const earlier = place.rowsOf('council-childrens-services', before!)
    const numbers = new Set(open.all('child', 'council-childrens-services', 'nhs_number'))
    for (const row of earlier) assert.ok(!numbers.has(row.nhs_number) && !row.related_person_id)
  },
  'step-up-and-step-down': (open) => {
    const events = open.rows('child', 'council-childrens-services').map((row) => row.event_type)
    assert.ok(events.includes('STEPUP') && events.includes('STEPDOWN'))
    const episodes = new Map(open.rows('child', 'council-early-help').map((row) => [row['Episode ID'], row]))
    assert.deepEqual(
      [...episodes.values()].map((row) => [!!row['End Date'], row.Worker]),
      [
        [true, 'Marcus Bell'],
        [false, 'Marcus Bell'],
      ],
    )
  },
  'referral-bounced-twice': (open) => {
    const last = new Map(open.rows('child', 'council-childrens-services').map((row) => [row.event_id, row.event_type]))
    assert.deepEqual([...last.values()], ['REF', 'REFNFA', 'REF', 'REFNFA', 'REF'])
    assert.ok(open.all('child', 'council-early-help', 'Event').includes('REFERRAL DECLINED'))
    assert.equal(open.last('child', 'council-childrens-services', 'allocated_worker'), 'Leanne Foster')
  },
  'missing-last-night': (open) => {
    assert.ok(open.all('child', 'council-childrens-services', 'event_type').includes('MISS'))
    assert.equal(open.last('child', 'police-incidents', 'incident.type'), 'MIS')
    assert.equal(open.last('child', 'police-incidents', 'incident.occurred'), '2026-03-30T22:00:00Z')
  },
  'fifteen-year-old': (open) => {
    assert.deepEqual(open.all('young-person', 'police-incidents', 'incident.type').slice(-2), ['ARR', 'REL'])
    const years = (Date.parse('2026-03-31') - Date.parse(open.part('young-person').born)) / (365.25 * 86_400_000)
    assert.equal(Math.floor(years), 15)
  },
  'two-households': (open) => {
    const [school, health] = [
      open.last('child', 'school-census', 'Address'),
      open.last('child', 'nhs-patients', 'entry.0.resource.address.0.line.0'),
    ]
    assert.deepEqual([school, health], ['31 Bracken Row', '4 Quarry Walk'])
    assert.equal(open.last('mother', 'school-census', 'Address'), school)
    assert.equal(open.last('father', 'school-census', 'Address'), health)
  },
  'couple-at-odds': (open) => {
    for (const part of ['tenant', 'partner']) {
      assert.equal(open.last(part, 'council-housing', 'Address'), '39 Bracken Row, Aldermere')
      assert.equal(open.last(part, 'council-tax', 'Property Address'), '39 BRACKEN ROW ALDERMERE')
    }
    assert.equal(open.last('partner', 'nhs-patients', 'entry.0.resource.address.0.line.0'), '3 Quarry Walk')
    assert.equal(open.last('tenant', 'nhs-patients', 'entry.0.resource.address.0.line.0'), '39 Bracken Row')
  },
  'shared-household': (open) => {
    const parts = open.story.people.map(({ part }) => part)
    assert.equal(new Set(parts.map((part) => open.last(part, 'council-homelessness', 'ADDRESS'))).size, 1)
    const [one, two] = ['first lodger', 'second of that name']
    assert.equal(open.part(one!).name, open.part(two!).name)
    assert.notEqual(open.last(one!, 'council-homelessness', 'DOB'), open.last(two!, 'council-homelessness', 'DOB'))
    for (const part of parts) assert.deepEqual(open.all(part, 'council-homelessness', 'MEMBER'), ['MA'], 'nobody is kin')
  },
  'hospital-discharge': (open) => {
    assert.ok(open.all('patient', 'council-adult-social-care', 'EventType').includes('DISCH'))
    const [patient] = open.part('patient').feeds['council-adult-social-care']!
    assert.ok(open.all('carer', 'council-adult-social-care', 'CarerForClientID').includes(patient))
  },
  'deceased-and-executor': (open) => {
    assert.equal(open.last('deceased', 'council-adult-social-care', 'DeathDate'), '2026-03-02')
    assert.equal(open.last('deceased', 'nhs-patients', 'entry.0.resource.deceasedDateTime'), '2026-03-02')
    for (const [feed, column] of [
      ['council-housing', 'Deceased Date'],
      ['fire-home-safety', 'Died'],
      ['council-tax', 'Deceased'],
    ] as const) {
      assert.ok(open.rows('deceased', feed).length > 0)
      assert.equal(open.last('deceased', feed, column), undefined, `${feed} still writes to him`)
    }
    assert.deepEqual(open.part('executor').feeds, {})
  },
  'sleeping-rough': (open) => {
    assert.equal(open.last('person', 'probation', 'currentAddress.noFixedAbode'), 'true')
    assert.equal(open.last('person', 'council-homelessness', 'ADDRESS'), undefined)
    assert.equal(open.last('person', 'probation', 'orders.0.type'), 'LICENCE')
    assert.ok(open.rows('person', 'drug-and-alcohol').length > 0)
  },
  'before-a-visit': (open) => {
    assert.equal(open.last('occupier', 'police-incidents', 'warnings.0.code'), 'DG')
    assert.equal(open.last('occupier', 'police-incidents', 'warnings.0.told'), 'false')
    assert.ok(open.all('occupier', 'council-housing', 'Alert').includes('TWO'))
    assert.equal(open.last('occupier', 'fire-home-safety', 'Next Visit'), '02.04.2026')
  },
  'moved-address': (open) => {
    assert.equal(open.last('person', 'council-tax', 'Property Address'), '9 WEIR TERRACE ALDERMERE')
    assert.equal(open.last('person', 'nhs-patients', 'entry.0.resource.address.0.line.0'), '9 Weir Terrace')
    assert.equal(open.last('person', 'council-early-help', 'Address'), '21 Mill Bank, Aldermere')
    assert.ok(open.all('person', 'council-tax', 'Property Address').length === 2, 'the old address was sent first')
  },
  'protected-address': (open) => {
    assert.ok(open.feedsOf('mother').length >= 6)
    assert.equal(open.last('mother', 'council-childrens-services', 'address_restricted'), 'Y')
    const safe = 'Flat 3, 8 Foundry Court, Aldermere'
    assert.equal(open.last('mother', 'council-childrens-services', 'address'), safe)
    // The NHS was never told, and has the new address: it sends it unmarked.
    assert.equal(open.last('mother', 'nhs-patients', 'entry.0.resource.address.0.line.0'), 'Flat 3')
    assert.equal(open.last('mother', 'nhs-patients', 'entry.0.resource.meta.security.0.code'), undefined)
    for (const [feed, column] of [
      ['school-census', 'Address Withheld'],
      ['council-homelessness', 'PROTECTED'],
      ['domestic-abuse', 'address_protected'],
    ] as const)
      assert.deepEqual(open.all('mother', feed, column), [undefined], feed)
    assert.deepEqual(open.all('mother', 'police-incidents', 'restricted'), ['false'])
    assert.deepEqual(open.all('mother', 'domestic-abuse', 'existence'), ['SEALED'])
  },
  'abuse-service-brokered': (open) => {
    assert.deepEqual(open.all('survivor', 'domestic-abuse', 'existence'), ['BROKERED'])
    assert.equal(open.last('survivor', 'domestic-abuse', 'adviser'), 'Rosa Delgado')
    assert.ok(!open.feedsOf('partner').includes('domestic-abuse'))
    assert.ok(personas.find(({ id }) => id === 'sofia-kowalczyk')?.bindTo)
  },
  'late-twice-and-at-odds': (open) => {
    const fire = place
      .rows('fire-home-safety')
      .filter(({ row }) => row['Occupier Ref'] === open.part('person').feeds['fire-home-safety']![0])
    const inFile = (sequence: string) => fire.findLast(({ file }) => file.startsWith(sequence))!.row
    assert.ok(inFile('0002').Opened && !inFile('0002').Closed && inFile('0003').Closed, 'closed in the file that arrives first')
    const help = place
      .rows('council-early-help')
      .filter(({ row }) => row['Person ID'] === open.part('person').feeds['council-early-help']![0])
    assert.deepEqual([...new Set(help.map(({ file }) => file.slice(0, 4)))].slice(-2), ['0002', '0003'])
    assert.equal(open.last('person', 'charity-family-support', 'Born'), '14/7/1991')
    assert.equal(open.last('person', 'council-early-help', 'Address'), '8 Tannery Lane, Aldermere')
    assert.equal(open.part('person').born, '1991-07-04')
  },
  'partner-merges-mid-year': ({ story }) => {
    const { organisations } = place.json<{
      organisations: { id: string; from: string; to: string | null; successor: string | null }[]
    }>('place.json')
    const [before, after] = [story.organisations.before, story.organisations.after].map(
      (id) => organisations.find((one) => one.id === id)!,
    )
    assert.deepEqual([before!.to, before!.successor, after!.from, after!.to], ['2025-10-01', after!.id, '2025-10-01', null])
  },
}

test('every story has its test', () => {
  assert.deepEqual(Object.keys(opened).toSorted(), [...stories.keys()].toSorted())
})

for (const [id, look] of Object.entries(opened)) {
  test(`the files tell the story "${id}"`, () => {
    const story = stories.get(id)!
    assert.ok(
      personas.some((persona) => persona.id === story.persona),
      `${story.persona} opens it`,
    )
    look(new Opened(story))
  })
}

test('residents who sign in are tied to their record, but for one who waits for a code', () => {
  const residents = personas.filter(({ kind }) => kind === 'resident')
  assert.deepEqual(
    residents.filter(({ bindTo }) => !bindTo).map(({ id }) => id),
    ['anne-prewett'],
  )
})

test('a story is the same in a place of another size and seed', () => {
  const other = new MadePlace(900, seed + 1)
  try {
    const told = (from: MadePlace) =>
      from.stories.map(({ id, people }) => [id, people.map(({ name, born, feeds }) => [name, born, feeds])])
    assert.deepEqual(told(other), told(place))
  } finally {
    other.remove()
  }
})
