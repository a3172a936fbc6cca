/** One file that a sender hands over, and the signed manifest beside it. */
import { createHash, type Hash } from 'node:crypto'
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { iso, utc } from './days.ts'
import { type Encoding, encode } from './encoding.ts'
import { type FilePlan, madeAt } from './schedule.ts'
import { type SigningKey, signManifest } from './signing.ts'

const bufferSize = 1 << 18

/** One file of a sender, written in large pieces; its digest grows with it. */
export class ExtractFile {
  rows = 0
  /** The number of the line that is written next, from 1. */
  line = 1
  digest = ''
  readonly plan: FilePlan
  readonly path: string
  private readonly encoding: Encoding
  private readonly handle: number
  private readonly hash: Hash = createHash('sha256')
  private pieces: string[] = []
  private size = 0

  constructor(path: string, plan: FilePlan, opening: string, encoding: Encoding) {
    this.encoding = encoding
    this.plan = plan
    this.path = path
    this.handle = openSync(path, 'w')
    this.write(opening)
    this.line += opening.split('\n').length - 1
  }

  write(text: string): void {
    this.pieces.push(text)
    if ((this.size += text.length) >= bufferSize) this.flush()
  }

  /** Writes one row, which may not hold a line break. */
  row(text: string): void {
    this.write(text)
    this.rows++
    this.line++
  }

  close(closing: string): void {
    this.write(closing)
    this.flush()
    closeSync(this.handle)
    this.digest = this.hash.digest('hex')
  }

  private flush(): void {
    const bytes = encode(this.pieces.join(''), this.encoding)
    this.hash.update(bytes)
    writeSync(this.handle, bytes)
    this.pieces = []
    this.size = 0
  }
}

/** Signs what the file is, beside it; `path` where the same bytes were sent again under another name. */
export function signFile(signing: SigningKey, feed: string, plan: FilePlan, file: ExtractFile, path = file.path): void {
  const manifest = {
    feed,
    sequence: plan.sequence,
    sha256: file.digest,
    rowCount: file.rows,
    periodFrom: iso(plan.from),
    periodTo: iso(plan.to),
    madeAt: utc(madeAt(plan)),
    ...(plan.full ? { holds: 'everything' as const } : {}),
  }
  writeFileSync(`${path}.manifest.jws`, signManifest(signing, manifest))
}
