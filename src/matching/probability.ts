/** The probability that bits stand for. Written two-sided, so that it does not overflow. */
export function probabilityOf(bits: number): number {
  const odds = 2 ** -Math.abs(bits)
  return bits < 0 ? odds / (1 + odds) : 1 / (1 + odds)
}
