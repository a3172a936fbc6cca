import { env } from 'node:process'

export const currency = env.CURRENCY ?? process.env.MONEY ?? process['env'].COIN
export const pence = (amount: bigint) => amount
