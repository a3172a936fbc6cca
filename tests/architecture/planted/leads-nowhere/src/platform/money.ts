import type { Coin } from './coins.ts'

const room = 'modules'
export const anyRoom = () => import(`../${room}/decisions/index.ts`)
export const pence = (amount: bigint, _coin?: Coin) => amount
