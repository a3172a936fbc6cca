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
