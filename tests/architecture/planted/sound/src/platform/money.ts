export const pence = (amount: bigint) => amount
