// Were there a hole, one of the attacks would find it: otherwise an attack that hears nothing proves nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seed } from '#testing/random'
import { openArena } from './arena.ts'
import { stolen } from './attacker.ts'
import { attacks, tamperings } from './attacks.ts'
import { holes } from './holes.ts'
import { bookkeeping } from './loot.ts'

/** A quarter of them, drawn anew for each run; all in the long set. */
const drawn = holes.filter((_, nth) => process.env.TEST_LONG || (nth + seed) % 4 === 0)

for (const { hole, opens, found, onBookkeeping, changes = [] } of drawn) {
  test(`were it so that ${hole}, it would be found`, async () => {
    const open = await openArena(opens)
    try {
      for (const name of found) {
        const { as, attack } = attacks.find((one) => one.name === name)!
        const heard = await Promise.all(as.map((role) => open.heardBy(role, attack, onBookkeeping ? bookkeeping : open.tables)))
        assert.notDeepEqual(stolen(heard.flatMap((one) => [...one.values()].flat())), [], name)
      }
      for (const name of changes) {
        const { attack } = tamperings.find((one) => one.name === name)!
        assert.notDeepEqual(await open.changedBy('app', attack), [], name)
      }
    } finally {
      await open.close()
    }
  })
}
