/**
 * Canonical rows in the mix that an agency sends: four to five facts a person, one row in ten of a special category, whose
 * content is sealed. The same number gives the same rows.
 */
export function* canonicalRows(rows: number): Generator<Record<string, unknown>> {
  let given = 0
  for (let person = 1; given < rows; person++) {
    for (const row of rowsOf(person)) {
      if (given++ >= rows) return
      yield row
    }
  }
}

const given = ['Amina', 'Walter', 'Kayleigh', 'Jayden', 'Ruby', 'Craig', 'Abena', 'Kofi', 'Irene', 'Martin', 'Tomasz', 'Siân']
const family = ['Hussain', 'Prewett', 'Marsden', 'Brightwell', 'Osei', 'Holloway', 'Wrona', 'Locke', 'Goss', 'O’Brien', 'Castle']
const streets = ['Bracken Row', 'Quarry Walk', 'Tannery Lane', 'Mill Bank', 'Lock Terrace', 'Weir Street']
const day = (n: number) =>
  `20${String(10 + (n % 16)).padStart(2, '0')}-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`

function* rowsOf(n: number): Generator<Record<string, unknown>> {
  const person = `B${String(n).padStart(8, '0')}`
  const eventAt = `2026-03-${String(1 + (n % 28)).padStart(2, '0')}T10:${String(n % 60).padStart(2, '0')}:00Z`
  const all = { person, eventAt }
  yield {
    ...all,
    kind: 'identity',
    key: person,
    givenName: given[n % given.length],
    familyName: family[n % family.length],
    dateOfBirth: `${1930 + (n % 95)}-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`,
    sex: n % 2 === 0 ? 'female' : 'male',
  }
  const address = `${1 + (n % 180)} ${streets[n % streets.length]}, Aldermere`
  yield {
    ...all,
    kind: 'residence',
    key: `${person}-${day(n)}`,
    address,
    postcode: `AX${1 + (n % 4)} ${n % 10}BD`,
    uprn: String(999000000000 + n),
    from: day(n),
  }
  yield { ...all, kind: 'household', key: `${person}-T${n >> 1}`, household: `T${n >> 1}` }
  if (n % 2 === 0)
    yield {
      ...all,
      kind: 'contact-point',
      key: `${person}-mobile`,
      system: 'phone',
      value: `07700 900${String(n % 1000).padStart(3, '0')}`,
    }
  if (n % 2 === 1)
    yield { ...all, kind: 'relationship', key: `${person}-next`, other: `B${String(n + 1).padStart(8, '0')}`, type: 'sibling-of' }
  if (n % 3 === 0) {
    yield {
      ...all,
      kind: 'involvement',
      key: `I${person}`,
      service: 'Council housing, north patch',
      openedOn: day(n),
      workerName: 'Amina Hussain',
      workerRef: `ALD${10_000 + (n % 200)}`,
      phone: '01632 960101',
      lastContactOn: '2026-03-18',
    }
  }
  if (n % 2 === 0)
    yield {
      ...all,
      kind: 'event',
      class: 'event',
      key: `E${person}`,
      type: 'rent-arrears',
      occurredAt: eventAt,
      summary: 'First arrears letter sent; no answer yet',
    }
  if (n % 2 === 1)
    yield {
      ...all,
      kind: 'event',
      class: 'health',
      key: `H${person}`,
      type: 'attendance',
      occurredAt: eventAt,
      summary: 'Attended with a chest infection and went home',
    }
}
