/** Whom one can sign in as in Aldermere: one for each role in the partnership, each with a reason to be there. Ids never change. */
import { approvers } from './approvers.ts'
import { offices } from './offices.ts'
import { practitioners } from './practitioners.ts'
import { residents } from './residents.ts'

/** In the order in which they are offered. */
export const workers = [...practitioners, ...offices, ...approvers]
export { approvers, residents }
