import { type HashKey, hashKey, sipHash } from '#matching/siphash'
import { open, type SealedPlace, seal, type Vault } from '#platform/vault'
import { type Comparable, type MatchRecord, matchSecret } from './matching.ts'

/**
 * Where a record is kept for matching. `protected`: its agency keeps its address from others (practice K1). There what it says is sealed
 * under another key of the vault, and its keys are made under another secret: whoever has the one can do nothing with the other.
 */
export type Compartment = 'open' | 'protected'
export const compartmentOf = ({ protected: its }: Comparable): Compartment => (its ? 'protected' : 'open')

/** A record as it stands in the database. Of a protected one the keys are sealed with what it says. */
export type SealedRecord = {
  readonly source: string
  readonly compartment: Compartment
  readonly sealed: Buffer
  readonly keys: readonly bigint[]
}
/** A key as it stands in either compartment. Both lead from one to the other only with the secret. */
export type KeyPair = { readonly open: bigint; readonly protected: bigint }

const tables = { open: 'person_index.match_record', protected: 'person_index.protected_record' } as const
const placeOf = (compartment: Compartment, source: string): SealedPlace => ({
  table: tables[compartment],
  column: 'sealed',
  row: source,
  version: 1,
})

/** The secrets of both compartments, which none but the matcher uses. */
export class MatchKeys {
  /** The secret under which open keys are made. */
  readonly secret: HashKey
  readonly #protectedSecret: HashKey
  readonly #sealing: Readonly<Record<Compartment, Buffer>>

  constructor(vault: Vault) {
    this.secret = matchSecret(vault)
    this.#protectedSecret = hashKey(vault.derive('protected match keys', 16))
    this.#sealing = { open: vault.derive('match records'), protected: vault.derive('protected match records') }
  }

  /** This key as it stands in both compartments. */
  pair(key: bigint): KeyPair {
    return { open: key, protected: sipHash(this.#protectedSecret, key.toString()) }
  }

  seal(source: string, { comparable, keys }: MatchRecord): Buffer {
    const compartment = compartmentOf(comparable)
    const said = compartment === 'open' ? comparable : { comparable, keys: keys.map(String) }
    return seal(this.#sealing[compartment], JSON.stringify(said), placeOf(compartment, source))
  }

  /** What a record says, and its open keys. Throws if it was altered, or moved. */
  open({ source, compartment, sealed, keys }: SealedRecord): Pick<MatchRecord, 'comparable' | 'keys'> {
    const said = JSON.parse(open(this.#sealing[compartment], sealed, placeOf(compartment, source))) as unknown
    if (compartment === 'open') return { comparable: said as Comparable, keys }
    const hers = said as { readonly comparable: Comparable; readonly keys: readonly string[] }
    return { comparable: hers.comparable, keys: hers.keys.map(BigInt) }
  }
}
