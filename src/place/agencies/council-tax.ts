/** Council tax recovery: accounts in arrears, and who is liable. It knows no date of birth. */
import { clock, dayAt, dayFirst, local } from '../days.ts'
import type { Help, Household, Human } from '../world/people.ts'
import { join, type Row, tableAgency } from './agency.ts'
import { hurried } from './mistakes.ts'
import type { Noted, Snapshot } from './record.ts'
import type { Desk, Sight } from './sight.ts'

/** Recovery is the involvement: there is one from the first letter until nothing is owed. */
function recovery(human: Human, _household: Household, desk: Desk, events: Noted[]): Help {
  const letters = events.map((event) => dayAt(event.at)).sort((a, b) => a - b)
  const cleared = events.findLast((event) => event.code === 'CLR')
  const opened = letters[0] ?? desk.maker.asOf - 300 - desk.dice.below(300)
  const last = letters.at(-1)
  const closed = cleared && dayAt(cleared.at) === last ? last : null
  return {
    feed: 'council-tax',
    kind: 'recovery',
    who: [human],
    opened,
    closed,
    contacts: last === undefined ? [] : [last],
    next: [],
  }
}

const sight: Sight = {
  feed: 'council-tax',
  clerk: { ...hurried, noNhs: 1, noBirth: 1, noSex: 1, familiar: 0 },
  keys: {
    person: (n) => String(8_000_000 + n),
    household: (n) => String(7_000_000 + n),
    work: (n) => `CT${n}`,
    event: (n) => `S${String(n).padStart(6, '0')}`,
    marker: (n) => `CTM${n}`,
  },
  events: {
    'tax-reminder': 'REM',
    'tax-final': 'FIN',
    'tax-summons': 'SUM',
    'tax-order': 'LO',
    'tax-enforcement': 'ENF',
    'tax-arrangement': 'ARR',
    'tax-cleared': 'CLR',
  },
  eventsMakeRecords: true,
  // Both of a couple are liable.
  people: (cluster) =>
    cluster.happenings.filter((h) => h.kind === 'tax-summons' && h.who.partner && !h.who.script).map((h) => h.who.partner!),
  team: () => 'revenues',
  nextEvents: ['Arrangement review', 'Next letter', 'Court date'],
  works: recovery,
}

export const headings = (
  'Account No,Liable Party No,Liable Party,Deceased,Address Withheld,UPRN,Property Address,Postcode,Liable From,Liable To,Phone,Email,' +
  'Opened,Closed,Recovery Officer,Staff No,Team,Team Phone,Last Contact,Next Action,Next Action On,Stage Ref,Stage,Stage Date,Balance,Updated'
).split(',')

const date = (day: number | null | undefined) => (day === null || day === undefined ? '' : dayFirst(day, '-'))

/** "SURNAME TITLE FORENAME". */
function party({ spelt, human }: Snapshot): string {
  const title = human.sex === 'M' ? 'MR' : human.partner ? 'MRS' : 'MS'
  return [spelt.family, title, spelt.given].filter(Boolean).join(' ').toUpperCase()
}

function rows(record: Snapshot): Row[] {
  const { home, works, events } = record
  const work = works[0]
  const wall = local(record.stamp)
  const account: Row = {
    'Account No': record.householdKey,
    'Liable Party No': record.key,
    'Liable Party': party(record),
    Deceased: date(record.died),
    'Address Withheld': record.restricted ? 'Y' : '',
    UPRN: home?.uprn,
    'Property Address': home?.line.replace(',', '').toUpperCase(),
    Postcode: home?.postcode,
    'Liable From': date(record.homeFrom),
    Phone: record.mobile?.replaceAll(' ', ''),
    Email: record.email,
    Opened: date(work?.opened),
    Closed: date(work?.closed),
    'Recovery Officer': work?.post.name,
    'Staff No': work?.post.staffRef,
    Team: work?.post.team.name,
    'Team Phone': work?.post.team.phone,
    'Last Contact': date(work?.lastContact),
    'Next Action': work?.next?.what,
    'Next Action On': date(work?.next?.day),
    Updated: `${dayFirst(dayAt(wall), '-')} ${clock(wall)}:00`,
  }
  return join([events], (i) => {
    const event = events[i]
    if (!event) return account
    const balance = event.code === 'CLR' ? '0.00' : ((event.amount ?? 0) / 100).toFixed(2)
    return { ...account, 'Stage Ref': event.ref, Stage: event.code, 'Stage Date': date(dayAt(event.at)), Balance: balance }
  })
}

export const councilTax = tableAgency({
  sight,
  headings,
  rows,
  faults: [
    { column: 'Opened', value: '31-04-2025', what: 'a day that is not in the calendar' },
    { column: 'Liable Party No', value: '', what: 'no liable party' },
    { column: 'UPRN', value: '9.99E+11', what: 'a property number that a spreadsheet turned into powers of ten' },
    { column: 'Stage', value: 'WRITE', what: 'a stage that does not exist' },
  ],
})
