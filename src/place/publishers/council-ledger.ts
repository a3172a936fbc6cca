/**
 * The council's ledger of the pooled fund, as its finance system prints it: Windows-1252, CRLF, pounds with thousands commas,
 * credits in brackets. Mistakes of its own: a payment posted twice and taken back, one supplier under two names, and cells that a
 * spreadsheet spoilt on the way.
 */

import { printRow } from '../agencies/agency.ts'
import { civil, type Day, dayFirst, dayOf } from '../days.ts'
import { clearwater, community, council, haven, lantern } from '../organisations.ts'
import { Dice } from '../random.ts'

export const headings =
  'Transaction,Posting Date,Period,Cost Centre,Cost Centre Name,Subjective,Fund,Scheme,Partner,Supplier,Supplier No,Description,Type,Net £,VAT £,Gross £'.split(
    ',',
  )

/** A scheme of the fund: its number, name, supplier, and what it costs in a year for each resident, in pence. */
type Scheme = readonly [code: string, name: string, supplier: string, supplierNo: string, pence: number]

const schemes: readonly Scheme[] = [
  ['S01', 'Home from hospital', 'Aldermere Community and Mental Health NHS Trust', community, 2_450],
  ['S02', 'Reablement', 'Aldermere Council', council, 1_960],
  ['S03', 'Equipment at home', 'Vale Equipment Stores', 'GB-COH-Z9900011', 880],
  ['S04', 'Home adaptations', 'Aldermere Council', council, 1_120],
  ['S05', 'Carers', 'Aldermere Council', council, 410],
  ['S06', 'Care homes', 'Meadowside Care Homes', 'GB-COH-Z9900012', 3_900],
  ['S07', 'Home care', 'Kindly Hands Home Care', 'GB-COH-Z9900013', 3_150],
  ['S08', 'Family support', 'Lantern Family Support', lantern, 190],
  ['S09', 'Recovery', 'Clearwater Recovery', clearwater, 560],
  ['S10', 'Domestic abuse support', 'Haven Aldermere', haven, 240],
  ['S11', 'Care co-ordinators', 'Aldermere GP Federation', 'GB-NHS-YZG9', 520],
  ['S12', 'Fund management', 'Aldermere Council', council, 90],
]

/** Who pays in, and how large a part of each hundred pounds. */
const partners = [
  ['Vale Integrated Care Board', 62],
  ['Aldermere Council', 38],
] as const

/** One payment in so many is spoilt, from the fiftieth of each file. */
const brokenEach = 120
const firstBroken = 50
const faults = [
  { column: 'Posting Date', value: '46112', what: 'a date that a spreadsheet turned into a number' },
  { column: 'Net £', value: '1.25E+05', what: 'an amount that a spreadsheet turned into powers of ten' },
  { column: 'Cost Centre', value: '', what: 'no cost centre' },
] as const

export type LedgerRow = { cells: string[]; what: string | null }

/** All postings from the first day up to the day before the second; `what` says why a row is broken, where it is. */
export function* councilLedger(seed: number, residents: number, from: Day, to: Day): Generator<LedgerRow> {
  let [paid, broken] = [0, 0]
  for (let month = from; month < to; month = nextMonth(month)) {
    const dice = new Dice(seed, 'ledger', month)
    let number = month * 1000
    const post = (day: Day, line: Line) => row(++number, Math.min(day, to - 1), month, line)
    for (const [partner, share] of partners) {
      const pence = Math.round((schemes.reduce((sum, [, , , , each]) => sum + each, 0) * residents * share) / 1200)
      const words = { description: `Contribution, ${share} of each £100`, type: 'CONTRIB', scheme: null }
      yield post(month + 4, { ...words, partner, supplier: partner, supplierNo: '', pence: -pence })
    }
    for (const scheme of schemes) {
      for (const made of spending(scheme, residents, month, dice, post)) {
        yield made
        if (++paid % brokenEach === firstBroken) yield spoilt(made, faults[broken++ % faults.length]!)
      }
    }
  }
}

type Line = {
  partner: string
  supplier: string
  supplierNo: string
  description: string
  type: string
  scheme: Scheme | null
  pence: number
}

function* spending(
  scheme: Scheme,
  residents: number,
  month: Day,
  dice: Dice,
  post: (day: Day, line: Line) => LedgerRow,
): Generator<LedgerRow> {
  const [, name, supplier, supplierNo, each] = scheme
  const payments = dice.between(1, 4)
  for (let n = 0; n < payments; n++) {
    const pence = Math.round(((each * residents) / 12 / payments) * (0.92 + dice.next() * 0.2))
    // One name in eight is typed another way, as suppliers' own invoices have it.
    const typed = dice.chance(0.125) ? supplier.toUpperCase().slice(0, 18).trim() : supplier
    const line = {
      partner: 'Aldermere Council',
      supplier: typed,
      supplierNo,
      description: `${name}, invoice`,
      type: 'SPEND',
      scheme,
      pence,
    }
    const day = month + 6 + dice.below(20)
    yield post(day, line)
    if (dice.chance(0.02)) {
      yield post(day, { ...line, description: `${name}, invoice (same again)` })
      yield post(day + 3, { ...line, description: `${name}, invoice taken back`, type: 'JOURNAL', pence: -pence })
    }
  }
}

function row(number: number, day: Day, month: Day, line: Line): LedgerRow {
  const { scheme, pence } = line
  // Health and care is outside VAT here; only equipment and adaptations carry it.
  const vat = scheme && (scheme[0] === 'S03' || scheme[0] === 'S04') ? Math.round(pence / 5) : 0
  const cells = [
    `GL${number}`,
    dayFirst(day),
    dayFirst(month).slice(3),
    scheme ? `CC${scheme[0].slice(1)}00` : 'CC9900',
    scheme ? scheme[1] : 'Pooled fund income',
    scheme ? '41000' : '92000',
    'Aldermere pooled fund',
    scheme ? scheme[0] : '',
    line.partner,
    line.supplier,
    line.supplierNo,
    line.description,
    line.type,
    pounds(pence),
    pounds(vat),
    pounds(pence + vat),
  ]
  return { cells, what: null }
}

/** The same posting again, as a spreadsheet made it. */
function spoilt({ cells }: LedgerRow, { column, value, what }: (typeof faults)[number]): LedgerRow {
  const copy = [...cells]
  copy[headings.indexOf(column)] = value
  return { cells: copy, what }
}

/** 1,234.50; a credit stands in brackets. */
function pounds(pence: number): string {
  const text = (Math.abs(pence) / 100).toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return pence < 0 ? `(${text})` : text
}

/** The first day of the month after the one that begins on this day. */
function nextMonth(first: Day): Day {
  const { year, month } = civil(first)
  return month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1)
}

export const printLedger = (cells: readonly string[]): string => `${printRow(cells, ',')}\r\n`
