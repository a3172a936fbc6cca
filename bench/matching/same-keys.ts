import { readFileSync, writeFileSync } from 'node:fs'

/** The blocking rules of `splink_run.py` for the place, rule by rule: field and what is taken of it. */
const rules = [
  ['nhs_number whole'],
  ['email whole'],
  ['dob whole', 'surname whole'],
  ['dob whole', 'forename whole'],
  ['dob whole', 'postcode whole'],
  ['forename whole', 'surname whole', 'dob year'],
  ['forename whole', 'surname whole', 'postcode whole'],
  ['postcode whole', 'forename start3'],
  ['dob whole', 'forename initial'],
  ['dob whole', 'surname initial'],
  ['postcode whole', 'surname start3', 'dob year'],
  ['forename start3', 'surname start3', 'dob year'],
  ['phone whole', 'forename initial'],
] as const

/** Writes the model that we proposed ourselves again, with Splink's keys in place of ours. */
export function writeSameKeys(proposed: string, out: string): void {
  const model = JSON.parse(readFileSync(proposed, 'utf8')) as object
  const keys = rules.map((rule) => ({
    parts: rule.map((part) => {
      const [field, take] = part.split(' ')
      return { field, take }
    }),
  }))
  writeFileSync(out, JSON.stringify({ ...model, keys }))
}
