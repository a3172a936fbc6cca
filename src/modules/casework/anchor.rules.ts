import type { Explanation } from '#modules/information-governance'
import type { LinkedSubject } from '#modules/person-index'
import type { RecordOf } from './concerns/concern.repository.ts'

/**
 * The record on which something that is written here hangs: of those of which this reader may read the same kind, the one that is asked for; then one of a
 * dataset that comes first for this kind; then one of her own service; then in the order of datasets. Undefined where she may read it of none.
 *
 * @param first datasets whose records come first: for a plan, those of which its person reads plans on her own page
 */
export function anchorOf(
  subject: LinkedSubject,
  { datasets }: Pick<Explanation, 'datasets'>,
  fieldClass: 'concern' | 'plan' | 'referral',
  { preferred, first = new Set() }: { readonly preferred?: string | undefined; readonly first?: ReadonlySet<string> } = {},
): RecordOf | undefined {
  const allowed = new Map(datasets.filter(({ classes }) => classes.includes(fieldClass)).map((one) => [one.datasetId, one]))
  const isOwn = (datasetId: string) => allowed.get(datasetId)!.by.some(({ own }) => own)
  const rank = ({ sourcePersonId, datasetId }: LinkedSubject['sources'][number]) =>
    Number(sourcePersonId !== preferred) * 4 + Number(!first.has(datasetId)) * 2 + Number(!isOwn(datasetId))
  return subject.sources
    .filter(({ datasetId }) => allowed.has(datasetId))
    .toSorted(
      (a, b) => rank(a) - rank(b) || a.datasetId.localeCompare(b.datasetId) || a.sourcePersonId.localeCompare(b.sourcePersonId),
    )[0]
}
