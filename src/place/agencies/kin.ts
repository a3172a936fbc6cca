/** Who is kin of whom, among those whom an agency has on file. */
import type { Human } from '../world/people.ts'
import type { Link, LinkKind, SourceRecord } from './record.ts'

/** Writes the kin of this person among those whom the agency also knows. */
export function relate(record: SourceRecord, records: Map<Human, SourceRecord>): void {
  const { human } = record
  const link = (other: Human, kind: LinkKind) => {
    const theirs = records.get(other)
    if (theirs && other !== human) record.links.push({ key: theirs.key, other, kind, record: theirs } satisfies Link)
  }
  for (const other of records.keys()) {
    if (other.parents.includes(human)) link(other, 'parent')
    else if (human.parents.includes(other)) link(other, 'child')
    else if (other === human.partner) link(other, 'partner')
    else if (other.parents.some((p) => p.parents.includes(human))) link(other, 'grandparent')
    else if (other !== human && human.parents[0] && other.parents.includes(human.parents[0])) link(other, 'sibling')
    else if (human.caresFor === other) link(other, 'carer')
  }
  if (
    human.caresFor &&
    records.has(human.caresFor) &&
    human.caresFor.parents.length === 0 &&
    human.parents.includes(human.caresFor)
  )
    link(human.caresFor, 'carer')
}
