/** Where an agency believes somebody to live. */
import type { Home } from '../addresses.ts'
import { type Moment, moment } from '../days.ts'
import type { Dice } from '../random.ts'
import type { Human } from '../world/people.ts'
import type { SourceRecord } from './record.ts'
import type { Desk } from './sight.ts'

/** The home as this agency knows it: learned late after a move, or never; a child of two homes is written down at either. */
export function addresses(desk: Desk, human: Human, began: Moment): SourceRecord['homes'] {
  const { dice } = desk
  const other = human.otherHousehold
  const household = other && !human.script && dice.chance(0.3) ? other : human.household
  const stays = household.stays
  const homes: SourceRecord['homes'] = []
  const first = stays.findLastIndex((stay) => moment(stay.from, 0) <= began)
  const start = Math.max(0, first)
  homes.push({ home: stays[start]!.home, from: Math.max(stays[start]!.from, human.born), recorded: began })
  for (const stay of stays.slice(start + 1)) {
    const recorded = moment(stay.from + (human.script ? 3 : dice.below(200)), 640)
    if ((human.script || !dice.chance(0.15)) && recorded < desk.end && recorded > began)
      homes.push({ home: stay.home, from: stay.from, recorded })
  }
  if (!human.script && dice.chance(0.008)) homes[0] = { home: mispost(dice, homes[0]!.home), from: null, recorded: began }
  return homes
}

const mispost = (dice: Dice, home: Home): Home => ({ ...home, postcode: home.postcode.slice(0, -1) + 'ABDEFGHJ'[dice.below(8)]! })
