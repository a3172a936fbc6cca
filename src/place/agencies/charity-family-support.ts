/** A charity's spreadsheet, saved as CSV: title lines, blank lines between families, a total at the end. */
import { age, clock, dayAt, local, loose } from '../days.ts'
import type { TroubleKind } from '../world/people.ts'
import { type Agency, join, printRow, type Row, spoilCell } from './agency.ts'
import { byEar } from './mistakes.ts'
import type { Snapshot } from './record.ts'
import type { Sight } from './sight.ts'

const needs: Partial<Record<TroubleKind, string>> = {
  debt: 'money',
  'low-mood': 'someone to talk to',
  homeless: 'food',
  school: 'behaviour',
  abuse: 'safety',
}

const sight: Sight = {
  feed: 'charity-family-support',
  clerk: byEar,
  keys: {
    person: (n) => `L${n}`,
    household: (n) => String(n),
    work: (n) => `LW${n}`,
    event: (n) => `LE${n}`,
    marker: (n) => `LM${n}`,
  },
  needs,
  team: () => 'lantern-families',
  nextEvents: ['Home visit', 'Stay and play', 'Phone call'],
  kin: true,
}

export const headings = [
  ...'Our ref,Family no.,Name,Also known as,Born,M/F,Died,Keep address private?,Where they live,Post code,Tel,E-mail'.split(','),
  'Mum, dad, child?',
  ...'Child of,Helping since,Stopped,Who helps,Helper no.,Team,Team tel,Last saw them,Next,Next on,What they need,Since,Row changed'.split(
    ',',
  ),
]

const date = (day: number | null | undefined) => (day === null || day === undefined ? '' : loose(day))

function role(record: Snapshot): string {
  if (age(record.human.born, dayAt(record.stamp)) < 18) return 'child'
  if (record.links.some((link) => link.kind === 'parent')) return record.human.sex === 'F' ? 'mum' : 'dad'
  return record.links.some((link) => link.kind === 'grandparent') ? 'gran' : 'partner'
}

/** Typed without a space, a telephone number is a number to the spreadsheet, and loses its nought: so does one in six. */
const asNumber = (phone: string | null, index: number): string | null =>
  phone && index % 6 === 1 ? phone.replaceAll(' ', '').replace(/^0/, '') : phone

function rows(record: Snapshot): Row[] {
  const { spelt, home, works } = record
  const parents = record.links.filter((link) => link.kind === 'child')
  const work = works[0]
  const wall = local(record.stamp)
  return join([parents, record.needs], (i) => ({
    'Our ref': record.key,
    'Family no.': record.householdKey,
    Name: spelt.baby ? `Baby ${spelt.family}` : [spelt.given, spelt.family].filter(Boolean).join(' '),
    'Also known as': spelt.alias,
    Born: date(spelt.born),
    'M/F': spelt.sex?.toLowerCase(),
    Died: date(record.died),
    'Keep address private?': record.restricted ? 'yes' : '',
    'Where they live': home?.line,
    'Post code': home?.postcode,
    Tel: asNumber(record.mobile ?? record.landline, record.human.index),
    'E-mail': record.email,
    'Mum, dad, child?': role(record),
    'Child of': parents[i]?.key,
    'Helping since': date(work?.opened),
    Stopped: date(work?.closed),
    'Who helps': work?.post.name,
    'Helper no.': work?.post.staffRef,
    Team: work?.post.team.name,
    'Team tel': work?.post.team.phone,
    'Last saw them': date(work?.lastContact),
    Next: work?.next?.what,
    'Next on': date(work?.next?.day),
    'What they need': record.needs[i]?.code,
    Since: record.needs[i] && date(dayAt(record.needs[i].at)),
    'Row changed': `${loose(dayAt(wall))} ${clock(wall)}`,
  }))
}

const print = (row: Row) =>
  printRow(
    headings.map((heading) => row[heading] ?? ''),
    ',',
  )
const isMain = (record: Snapshot) => record.household.members[0] === record.human

export const charityFamilySupport: Agency = {
  sight,
  extension: 'csv',
  newline: '\r\n',
  encoding: 'utf-8',
  opening: (printedOn) =>
    [
      '\uFEFFLantern Family Support,,,',
      'People we are helping - for the partnership office,,,',
      `Printed ${printedOn},,,`,
      ',,,',
      printRow(headings, ','),
      '',
    ].join('\r\n'),
  closing: (count) => `,,,\r\nTotal people,${count}\r\n`,
  lines: (record) => [...(isMain(record) ? [''] : []), ...rows(record).map(print)],
  faults: [
    { what: 'a day that is not in the calendar', spoil: spoilCell(headings, 'Born', '31/9/1990', ',') },
    { what: 'no reference', spoil: spoilCell(headings, 'Our ref', '', ',') },
    { what: 'a date in words', spoil: spoilCell(headings, 'Helping since', 'last summer', ',') },
  ],
}
