import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Desk, openDesk } from './testing.ts'

let desk: Desk
before(async () => {
  desk = await openDesk()
})
after(() => desk.close())

test('a persona named in the link is signed in and lands on the page that she asked for', async () => {
  const page = await desk.browser().signInAs('amina-hussain')
  assert.equal(page.status, 200, page.body)
  assert.match(page.body, /Amina Hussain, tenancy-support, stepped up/)
})
