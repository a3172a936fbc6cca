import type { BallotCount } from '#modules/decisions'
export { buildApp } from '#app/build-app'
import '#place/main'

export const pence = (amount: bigint, _count?: BallotCount) => amount
