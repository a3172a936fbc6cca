import { type JsonObject, type JsonValue, rowFailure, type SourceRecord } from './record.ts'

/**
 * One record for each Patient of a Bundle (or for a Patient alone): `{ timestamp, Patient: […one], <Type>: […] }`, with
 * those other resources that are about this patient or about nobody. Mappings name resources by their type.
 */
export function splitByPatient(document: JsonObject, firstRow: number): SourceRecord[] {
  const resources = resourcesOf(document)
  const patients = resources.filter((resource) => resource.resourceType === 'Patient')
  if (patients.length === 0) {
    // An empty answer to a search is no mistake.
    if (document.resourceType === 'Bundle' && resources.length === 0) return []
    const type = typeof document.resourceType === 'string' ? 'a resource of another type' : 'JSON that is not FHIR'
    return [{ row: firstRow, value: document, failures: [rowFailure(firstRow, 'resourceType', type, 'patient-missing')] }]
  }
  return patients.map((patient, index) => ({
    row: firstRow + index,
    value: {
      ...(typeof document.timestamp === 'string' ? { timestamp: document.timestamp } : {}),
      ...byType(resources.filter((resource) => resource === patient || isAbout(resource, patient, patients.length === 1))),
    },
  }))
}

function resourcesOf(document: JsonObject): JsonObject[] {
  if (document.resourceType !== 'Bundle') return [document]
  const entries = Array.isArray(document.entry) ? document.entry : []
  return entries.map((entry) => (isObject(entry) ? entry.resource : undefined)).filter(isObject)
}

function byType(resources: readonly JsonObject[]): JsonObject {
  const record: Record<string, JsonObject[]> = {}
  for (const resource of resources) {
    if (typeof resource.resourceType !== 'string' || !/^[A-Z][A-Za-z]+$/.test(resource.resourceType)) continue
    const same = (record[resource.resourceType] ??= [])
    same.push(resource)
  }
  return record
}

/** Whether a resource is about this patient; where there is only one, or it points at none, it is. */
function isAbout(resource: JsonObject, patient: JsonObject, only: boolean): boolean {
  if (only) return true
  if (resource.resourceType === 'Patient') return false
  const references = [...referencesToPatients(resource)]
  return (
    references.length === 0 ||
    references.some(
      (reference) => reference === `Patient/${String(patient.id)}` || reference.endsWith(`/Patient/${String(patient.id)}`),
    )
  )
}

function* referencesToPatients(resource: JsonObject): Generator<string> {
  const participants = Array.isArray(resource.participant) ? resource.participant : []
  const actors = participants.map((participant) => (isObject(participant) ? participant.actor : undefined))
  for (const target of [resource.patient, resource.subject, resource.beneficiary, ...actors]) {
    if (isObject(target) && typeof target.reference === 'string' && target.reference.includes('Patient/')) yield target.reference
  }
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
