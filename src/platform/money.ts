/** Money is whole pence in a bigint, with its currency: £12.34 is { pence: 1234n, currency: 'GBP' }. No float ever holds money. */
export type Money = { readonly pence: bigint; readonly currency: 'GBP' }

export const pounds = (pence: bigint): Money => ({ pence, currency: 'GBP' })

/** "£1,234.50"; a whole number of pounds is written without pence. */
export function sayMoney({ pence }: Money): string {
  const size = pence < 0n ? -pence : pence
  const whole = String(size / 100n).replace(/\B(?=(\d{3})+$)/g, ',')
  const rest = size % 100n
  return `${pence < 0n ? '−' : ''}£${whole}${rest === 0n ? '' : `.${String(rest).padStart(2, '0')}`}`
}

/** What somebody typed as a sum of pounds: "40", "£1,250.50". Undefined where it is none, or not above nothing. */
export function readPounds(text: string): Money | undefined {
  const [, whole, pence = ''] = /^£?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{2}))?$/.exec(text.trim()) ?? []
  if (whole === undefined) return undefined
  const sum = BigInt(whole.replaceAll(',', '')) * 100n + BigInt(pence || '0')
  return sum > 0n ? pounds(sum) : undefined
}
