type Line = { readonly purpose: string; readonly gateway: string }
type Purpose = { readonly id: string; readonly gateway: string; readonly withheld: string | null }

/**
 * The first purpose whose log entries would start shown to the resident without standing on the reviewed list under the very
 * gateway that it is used under (practice K3): under another law the same words may be about something else.
 */
export function findNotReviewed<P extends Purpose>(purposes: readonly P[], reviewed: readonly Line[]): P | undefined {
  const isReviewed = (one: Purpose) => reviewed.some((line) => line.purpose === one.id && line.gateway === one.gateway)
  return purposes.find((one) => one.withheld === null && !isReviewed(one))
}
