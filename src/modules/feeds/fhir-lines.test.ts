import assert from 'node:assert/strict'
import { createReadStream, existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { type Mapped, mapRecord } from './map-record.ts'
import { mappings } from './mappings/index.ts'
import { type JsonObject, readRecords, UnreadableFile } from './readers/index.ts'

const mapping = mappings.get('nhs-patients')!

async function mapped(...resources: JsonObject[]): Promise<Mapped[]> {
  const bundle = {
    resourceType: 'Bundle',
    type: 'searchset',
    entry: resources.map((resource) => ({ resource, search: { score: 1 } })),
  }
  const results: Mapped[] = []
  for await (const record of readRecords(Readable.from([Buffer.from(JSON.stringify(bundle, null, 2))]), mapping.format)) {
    results.push(mapRecord(mapping, record))
  }
  return results
}

/** "kind key: some fields" of each row of the only patient. */
async function shown(...resources: JsonObject[]): Promise<string[]> {
  const [result] = await mapped(...resources)
  assert.ok(result && 'rows' in result, JSON.stringify(result))
  return result.rows.map(
    ({ kind, person: _, key, class: _class, ...fields }) => `${kind} ${key}: ${Object.values(fields).join(' · ')}`,
  )
}

const nhsNumber = { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000107' }
const addressKey = (type: string, value: string) => ({
  url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-AddressKey',
  extension: [
    { url: 'type', valueCoding: { system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-AddressKeyType', code: type } },
    { url: 'value', valueString: value },
  ],
})

test('a patient as a national service answers a search', async () => {
  const patient: JsonObject = {
    resourceType: 'Patient',
    id: '9990000107',
    identifier: [nhsNumber],
    meta: { versionId: '2', security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'U' }] },
    name: [
      { id: '123', use: 'usual', period: { start: '2020-01-01' }, given: ['Jane', 'Marie'], family: 'Smith', prefix: ['Mrs'] },
      { id: '124', use: 'maiden', given: ['Jane'], family: 'Jones' },
    ],
    gender: 'female',
    birthDate: '2010-10-22',
    multipleBirthInteger: 1,
    deceasedDateTime: '2020-10-22T00:00:00+00:00',
    address: [
      {
        use: 'home',
        period: { start: '2020-01-01', end: '2021-12-31' },
        line: ['1 Bracken Row', '', 'Aldermere'],
        postalCode: 'ax1 2bd',
        extension: [addressKey('PAF', '12345678'), addressKey('UPRN', '000123456789')],
      },
      { use: 'temp', period: { start: '2020-01-01' }, line: ['Ward 4'], text: 'Student accommodation' },
      { use: 'billing', line: ['PO Box 9'] },
    ],
    telecom: [
      { system: 'phone', value: '01632960587', use: 'home', period: { start: '2020-01-01' } },
      { system: 'email', value: 'jane.smith@example.org' },
      { system: 'other', value: '01632960588', extension: [] },
    ],
    generalPractitioner: [
      { type: 'Organization', identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'Y12345' } },
    ],
  }
  assert.deepEqual(await shown(patient), [
    'identity 9990000107: Jane · Smith · Marie · usual · 2010-10-22 · female · 2020-10-22',
    'identity 9990000107-2: Jane · Jones · former · 2010-10-22 · female · 2020-10-22',
    'identifier 9990000107-nhs-9990000107: nhs-number · 9990000107',
    'residence 9990000107-2020-01-01: 2020-01-01 · 2021-12-31 · 1 Bracken Row, Aldermere · AX1 2BD · 123456789',
    'residence 9990000107-2020-01-01-temp: 2020-01-01 · Ward 4',
    'contact-point 9990000107-phone-01632960587: phone · 01632960587',
    'contact-point 9990000107-email-jane.smith@example.org: email · jane.smith@example.org',
  ])
})

test('what a patient’s record may leave out', async () => {
  const cases: [name: string, patient: JsonObject, expected: string[]][] = [
    ['nothing but an id', { id: 'P1' }, ['identity P1:  ·  · usual · unknown']],
    [
      'a birth date of which only the year is known',
      { id: 'P1', name: [{ family: 'Smith' }], birthDate: '1950' },
      ['identity P1:  · Smith · usual · unknown'],
    ],
    [
      'a very sensitive record',
      { id: 'P1', name: [{ family: 'Smith', given: ['Jo'] }], meta: { security: [{ code: 'V' }] } },
      ['identity P1: Jo · Smith · usual · unknown · true'],
    ],
    [
      'no id but the sender’s own number',
      { identifier: [nhsNumber, { system: 'https://example.org/number', value: 'X9' }], name: [{ family: 'Smith' }] },
      ['identity X9:  · Smith · usual · unknown', 'identifier X9-nhs-9990000107: nhs-number · 9990000107'],
    ],
    [
      'lists where FHIR wants lists of objects',
      { id: 'P1', name: ['Smith'], telecom: 'none', address: [null] },
      ['identity P1:  ·  · usual · unknown'],
    ],
  ]
  for (const [name, patient, expected] of cases) {
    assert.deepEqual(await shown({ resourceType: 'Patient', ...patient }), expected, name)
  }
})

test('a patient whose record cannot be used, among others whose can', async () => {
  const person = (more: JsonObject): JsonObject => ({ resourceType: 'Patient', id: 'P1', name: [{ family: 'Smith' }], ...more })
  const results = await mapped(
    person({}),
    person({ id: '', identifier: [nhsNumber] }),
    person({ id: 'P3', identifier: [{ ...nhsNumber, value: '9990000108' }] }),
    person({ id: 'P4', birthDate: '1950-02-30' }),
    person({ id: 'P5', gender: 'F' }),
  )
  assert.deepEqual(
    results.map((result) => ('rows' in result ? 'used' : `${result.failure.row} ${result.failure.field} ${result.failure.rule}`)),
    ['used', '2 id value-missing', '3 nhsNumber nhs-number-wrong', '4 birthDate date-impossible', '5 gender code-unknown'],
  )
})

const folder = join(process.env.COMMONWEAL_DATA ?? '../shared/data', 'standards/fhir-nhs-pds')

test('the national service’s own examples', { skip: !existsSync(folder) && 'skipped: needs the acceptance data' }, async () => {
  const files = globSync('**/*.json', { cwd: folder })
  assert.ok(files.length > 0)
  let patients = 0
  for (const file of files) {
    for (const result of await outcomes(join(folder, file))) {
      if (result.hasId) {
        assert.ok('rows' in result.mapped, `${file}: ${JSON.stringify(result.mapped)}`)
        assert.ok(
          result.mapped.rows.some((row) => row.kind === 'identity'),
          file,
        )
      } else assert.ok('failure' in result.mapped && result.mapped.failure.rule === 'value-missing', file)
      patients++
    }
  }
  assert.ok(patients > 0)
})

/** Each Patient of a file; none where it holds other resources, or is no FHIR at all: a request, or a pointer to another file. */
async function outcomes(path: string): Promise<{ hasId: boolean; mapped: Mapped }[]> {
  const given: { hasId: boolean; mapped: Mapped }[] = []
  try {
    for await (const record of readRecords(createReadStream(path), mapping.format)) {
      if (!('value' in record) || record.failures) continue
      const [patient] = record.value.Patient as JsonObject[]
      given.push({ hasId: patient!.id !== undefined, mapped: mapRecord(mapping, record) })
    }
  } catch (error) {
    assert.ok(error instanceof UnreadableFile, `${path}: ${error}`)
  }
  return given
}
