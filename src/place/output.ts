/** Writes an agency's files as its records stream by. */
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Agency } from './agencies/agency.ts'
import { changes, type SourceRecord, snapshot } from './agencies/record.ts'
import { type Day, loose, minutesADay } from './days.ts'
import { ExtractFile, signFile } from './extract-file.ts'
import type { Dice } from './random.ts'
import { type FilePlan, fileName, filesOf } from './schedule.ts'
import { type SigningKey, signingKey } from './signing.ts'

/** What was spoilt, for truth/broken.ndjson. Lines and rows count from 1. */
export type Broken = { feed: string; file: string; line: number; row: number; what: string }

/** One row in so many is spoilt, from the hundred-and-fiftieth of each file. */
const brokenEach = 400
const firstBroken = 150
/** One change in a hundred is sent with the next file instead of its own; nobody's first record is. */
const sentLate = 0.01

/** All files of one feed. */
export class FeedFiles {
  readonly broken: Broken[] = []
  private readonly agency: Agency
  private readonly folder: string
  private readonly plans: FilePlan[]
  private readonly files: ExtractFile[]
  private readonly signing: SigningKey

  constructor(agency: Agency, out: string, seed: number, asOf: Day) {
    this.agency = agency
    this.folder = join(out, 'extracts', agency.sight.feed)
    this.signing = signingKey(seed, agency.sight.feed)
    this.plans = filesOf(agency.sight.feed, asOf)
    mkdirSync(this.folder, { recursive: true })
    this.files = this.plans.filter((plan) => !plan.repeats).map((plan) => this.open(plan))
  }

  /** Writes what each file says of this record: the state after the last change in the file's period. */
  add(record: SourceRecord, dice: Dice): void {
    const moments = changes(record)
    let next = 0
    let stated = false
    for (let i = 0; i < this.files.length; i++) {
      const end = this.files[i]!.plan.to * minutesADay
      let latest = -1
      while (next < moments.length && moments[next]! < end) latest = moments[next++]!
      if (latest < 0) continue
      const late = stated && record.human.script === null && i + 1 < this.files.length && dice.chance(sentLate)
      stated = true
      this.print(this.files[late ? i + 1 : i]!, record, latest)
    }
  }

  /** Closes and signs all files. Returns how many rows they hold. */
  finish(): number {
    for (const file of this.files) file.close(this.agency.closing(file.rows))
    let rows = 0
    let previous = this.files[0]!
    for (const plan of this.plans) {
      const file = plan.repeats ? previous : this.files.find((one) => one.plan === plan)!
      if (plan.repeats) copyFileSync(file.path, this.pathOf(plan))
      signFile(this.signing, this.agency.sight.feed, plan, file, this.pathOf(plan))
      rows += file.rows
      previous = file
    }
    return rows
  }

  private open(plan: FilePlan): ExtractFile {
    return new ExtractFile(this.pathOf(plan), plan, this.agency.opening(loose(plan.to)), this.agency.encoding)
  }

  private pathOf(plan: FilePlan): string {
    return join(this.folder, fileName(plan, this.agency.extension))
  }

  private print(file: ExtractFile, record: SourceRecord, moment: number): void {
    for (const line of this.agency.lines(snapshot(record, moment))) {
      if (line === '') {
        file.write(this.agency.newline)
        file.line++
        continue
      }
      file.row(line + this.agency.newline)
      if (file.rows % brokenEach === firstBroken && record.human.script === null) this.spoil(file, line)
    }
  }

  /** The same row once more, spoilt. */
  private spoil(file: ExtractFile, line: string): void {
    const { faults, sight } = this.agency
    const turn = this.broken.length
    const inTurn = faults.map((_, at) => faults[(turn + at) % faults.length]!)
    const fault = inTurn.find(({ spoil }) => spoil(line) !== line)
    if (!fault) return
    const spoilt = fault.spoil(line)
    this.broken.push({
      feed: sight.feed,
      file: fileName(file.plan, this.agency.extension),
      line: file.line,
      row: file.rows + 1,
      what: fault.what,
    })
    file.row(spoilt + this.agency.newline)
  }
}
