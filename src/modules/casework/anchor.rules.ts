import type { Explanation } from '#modules/information-governance'
import type { LinkedSubject } from '#modules/person-index'
import type { RecordOf } from './concerns/concern.repository.ts'

/**
 * The record on which something that is written here hangs: of those of which this reader may read the same kind, her own service's first; then the one that is
 * asked for; then in the order of datasets. Undefined where she may read it of none.
 */
export function anchorOf(
  subject: LinkedSubject,
  { datasets }: Pick<Explanation, 'datasets'>,
  fieldClass: 'concern' | 'plan',
  preferred?: string,
): RecordOf | undefined {
  const allowed = new Map(datasets.filter(({ classes }) => classes.includes(fieldClass)).map((one) => [one.datasetId, one]))
  const isOwn = (datasetId: string) => allowed.get(datasetId)!.by.some(({ own }) => own)
  const rank = (source: LinkedSubject['sources'][number]) =>
    source.sourcePersonId === preferred ? 0 : isOwn(source.datasetId) ? 1 : 2
  return subject.sources
    .filter(({ datasetId }) => allowed.has(datasetId))
    .toSorted(
      (a, b) => rank(a) - rank(b) || a.datasetId.localeCompare(b.datasetId) || a.sourcePersonId.localeCompare(b.sourcePersonId),
    )[0]
}
