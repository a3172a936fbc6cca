import type { DatasetFacts, Flag, Protection, Reader, RelationshipKind, SubjectFacts, Term, Use } from './disclosure.rules.ts'

/**
 * The disclosure question answered a second time, in plain words and without Cedar: what the policies are held against
 * in differential tests. It is written from `governance.md`, not from the policies.
 */
export function referenceAnswer(
  reader: Reader,
  use: Use,
  now: number,
  term: Term,
  relationship: RelationshipKind,
  flags: readonly Flag[],
): boolean {
  const says = (list: readonly string[], one: string) => list.some((other) => other === one)
  if (term.suspended) return false
  if (now < term.from || now >= term.to) return false
  if (!says(term.purposes, use.id)) return false
  if (!says(term.recipients, reader.organisationId)) return false
  if (!reader.roles.some((role) => says(term.roles, role))) return false
  if (!says(term.relationships, relationship)) return false
  if (!term.trainings.every((training) => says(reader.trainings, training))) return false
  const aboutHer = flags.some((flag) => flag === 'self' || flag === 'household')
  if (term.kind !== 'subject-rights' && aboutHer) return false
  // Articles 18(2) and 21(1) with K7: the front door and an emergency go on, and so does what a purpose may do all the same.
  const heldBack = flags.some((flag) => flag === 'restricted' || flag === 'stopped')
  const inDanger = relationship === 'emergency-access' || relationship === 'contact-in-hand' || relationship === 'open-contact'
  if (heldBack && !inDanger && !use.usesRestricted) return false
  return true
}

/**
 * The whole decision of one person a second time: of each kind of information of each service, whether it is allowed, may be asked of its owner, or (not in
 * the answer) is as if it were not there; and of a service as a whole, where its own people may know only that its use is limited. In plain loops, from
 * governance.md and practice K1, K2 and K5.
 */
export function referenceDecision(
  reader: Reader,
  use: Use,
  now: number,
  terms: readonly Term[],
  subject: SubjectFacts,
  datasets: ReadonlyMap<string, DatasetFacts>,
): Map<string, 'allow' | 'ask' | 'limited'> {
  const answers = new Map<string, 'allow' | 'ask' | 'limited'>()
  const held = new Set(subject.sources.map((source) => source.datasetId))
  for (const dataset of datasets.values()) {
    if (!held.has(dataset.id)) continue
    const [allowed, askable] = [new Set<string>(), new Set<string>()]
    const limits = (subject.limits?.get(dataset.id) ?? []).map((limit) => limit.kind)
    let ownPeople = false
    for (const term of terms)
      for (const cell of term.cells) {
        if (cell.dataset !== dataset.id || !mayLeaveItsOwner(term, dataset, cell.class, subject.protection)) continue
        const mayBe = (relationship: RelationshipKind) =>
          referenceAnswer(reader, use, now, term, relationship, [...subject.flags, ...limits])
        const wouldBe = (relationship: RelationshipKind) => referenceAnswer(reader, use, now, term, relationship, subject.flags)
        if (term.kind === 'own-service' && relationshipsThatCount(term, subject).some(wouldBe)) ownPeople = true
        if (relationshipsThatCount(term, subject).some(mayBe)) allowed.add(cell.class)
        const works = subject.relationships.some(
          ({ kind }) => kind === 'allocated-worker' || kind === 'team' || kind === 'team-around' || kind === 'contact-in-hand',
        )
        if (!works || !mayBe('asked')) continue
        if (subject.released?.has(`${dataset.id} ${cell.class}`)) allowed.add(cell.class)
        else askable.add(cell.class)
      }
    for (const one of allowed) answers.set(`${dataset.id} ${one}`, 'allow')
    // Nobody can ask about a service that she may not know of.
    if (allowed.size > 0) for (const one of askable) if (!allowed.has(one)) answers.set(`${dataset.id} ${one}`, 'ask')
    if (allowed.size === 0 && limits.length > 0 && ownPeople) answers.set(dataset.id, 'limited')
  }
  return answers
}

function relationshipsThatCount(term: Term, subject: SubjectFacts): RelationshipKind[] {
  const kinds: RelationshipKind[] = []
  for (const { kind, datasetId } of subject.relationships) {
    const forTheWholeOrganisation = [
      'contact-in-hand',
      'protected-review-in-hand',
      'request-in-hand',
      'rights-request-in-hand',
      'dispute-in-hand',
      'incident-in-hand',
    ].includes(kind)
    if (term.kind !== 'own-service' || forTheWholeOrganisation || term.cells.some((cell) => cell.dataset === datasetId))
      kinds.push(kind)
  }
  return kinds.length === 0 ? ['none'] : kinds
}

function mayLeaveItsOwner(term: Term, dataset: DatasetFacts, fieldClass: string, protection: Protection): boolean {
  const proxies = term.relationships.some((one) => one === 'proxy')
  if (proxies && fieldClass !== 'access-log') return false
  if (proxies && protection === 'held') return false
  // On her own page, which another may read with her: who looked; else who and where she is and who helps her, from services that hide from nobody.
  const herself = term.relationships.some((one) => one === 'self')
  if (herself && fieldClass !== 'access-log') {
    if (protection === 'held' || dataset.existence !== 'shown') return false
    if (!['identity', 'address', 'contact', 'involvement', 'plan'].includes(fieldClass)) return false
  }
  const ownWorkers = term.kind === 'own-service' && !term.relationships.includes('contact-in-hand')
  const keyHolders = protection === 'held' && term.relationships.includes('protected-review-in-hand')
  if (protection !== 'none' && ['address', 'contact', 'household'].includes(fieldClass) && !ownWorkers && !keyHolders)
    return false
  if (protection === 'held' && term.kind !== 'subject-rights' && !ownWorkers && !keyHolders) return false
  if (term.kind === 'sharing' && (dataset.existence === 'brokered' || dataset.existence === 'sealed')) return false
  if (term.kind === 'sharing' && fieldClass === 'brokered-involvement') return false
  return true
}
