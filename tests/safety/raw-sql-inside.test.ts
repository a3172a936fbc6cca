// Somebody runs her own SQL inside a valid context, or beside it: she reads none of the product's bookkeeping, and changes nothing.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Arena, openArena } from './arena.ts'
import { stolen } from './attacker.ts'
import { attacksOnBookkeeping, tamperings } from './attacks.ts'
import { bookkeeping } from './loot.ts'

let arena: Arena
before(async () => {
  arena = await openArena()
})
after(() => arena.close())

for (const { name, as, attack } of attacksOnBookkeeping) {
  test(`none of the product’s bookkeeping by: ${name}`, async () => {
    for (const role of as)
      for (const [table, heard] of await arena.heardBy(role, attack, bookkeeping))
        assert.deepEqual(stolen(heard), [], `${role}, ${table}`)
  })
}

for (const { name, as, attack } of tamperings) {
  test(`nothing is changed by: ${name}`, async () => {
    for (const role of as) assert.deepEqual(await arena.changedBy(role, attack), [], role)
  })
}
