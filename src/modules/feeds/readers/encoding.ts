import { isUtf8 } from 'node:buffer'
import { UnreadableFile } from './errors.ts'
import type { Encoding } from './formats.ts'

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])
/** The five bytes that stand for nothing in Windows-1252. */
const unusedInWindows1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d]

/**
 * The same text as UTF-8 bytes: without byte-order mark, every byte checked, whole characters in every chunk.
 * @throws UnreadableFile naming the first byte that is wrong
 */
export async function* checkedText(bytes: AsyncIterable<Buffer>, encoding: Encoding = 'utf-8'): AsyncGenerator<Buffer> {
  const check = encoding === 'utf-8' ? utf8 : windows1252
  let before = 0
  let kept: Buffer = Buffer.alloc(0)
  for await (const chunk of bytes) {
    const text: Buffer = kept.length > 0 ? Buffer.concat([kept, chunk]) : chunk
    if (before === 0) {
      refuseUtf16(text)
      // Fewer than three bytes may be the beginning of a byte-order mark.
      if (text.length < byteOrderMark.length) {
        kept = text
        continue
      }
    }
    refuseNul(text, before)
    const start = before === 0 && text.subarray(0, 3).equals(byteOrderMark) ? 3 : 0
    const { whole, rest } = check(text.subarray(start), before + start)
    before += text.length - rest.length
    kept = rest
    if (whole.length > 0) yield whole
  }
  if (kept.length > 0) yield* ending(kept, before, check)
}

type Check = (text: Buffer, before: number) => { whole: Buffer; rest: Buffer }

function* ending(kept: Buffer, before: number, check: Check): Generator<Buffer> {
  refuseNul(kept, before)
  const { whole, rest } = check(kept, before)
  if (rest.length > 0) throw new UnreadableFile('FILE_CUT_OFF', { where: 'a character', byte: before })
  yield whole
}

function utf8(text: Buffer, before: number): { whole: Buffer; rest: Buffer } {
  const length = wholeCharacters(text)
  const whole = text.subarray(0, length)
  if (!isUtf8(whole)) {
    const byte = firstInvalid(whole)
    // Windows writes “smart” quotation marks, dashes and accented letters as these bytes.
    const guess = text[byte]! >= 0x80 ? '; it may be Windows-1252' : ''
    throw new UnreadableFile('FILE_NOT_UTF8', { byte: before + byte, guess })
  }
  return { whole, rest: text.subarray(length) }
}

function windows1252(text: Buffer, before: number): { whole: Buffer; rest: Buffer } {
  const wrong = text.findIndex((byte) => unusedInWindows1252.includes(byte))
  if (wrong >= 0) throw new UnreadableFile('FILE_NOT_WINDOWS_1252', { byte: before + wrong })
  return { whole: Buffer.from(new TextDecoder('windows-1252').decode(text)), rest: Buffer.alloc(0) }
}

/** How many bytes of the text are whole characters: the last one may go on in the next chunk. */
function wholeCharacters(text: Buffer): number {
  for (let back = 1; back <= Math.min(3, text.length); back++) {
    const byte = text[text.length - back]!
    if (byte < 0x80) return text.length
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? text.length - back : text.length
  }
  return text.length
}

/** The first byte that does not belong: the longest valid beginning, found by halving. */
function firstInvalid(text: Buffer): number {
  let valid = 0
  let invalid = text.length
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1
    const cut = wholeCharacters(text.subarray(0, middle))
    if (isUtf8(text.subarray(0, cut))) valid = middle
    else invalid = middle
  }
  return wholeCharacters(text.subarray(0, valid))
}

function refuseUtf16(text: Buffer): void {
  const marked = (text[0] === 0xff && text[1] === 0xfe) || (text[0] === 0xfe && text[1] === 0xff)
  if (marked) throw new UnreadableFile('FILE_IS_UTF16', { byte: 0 })
}

function refuseNul(text: Buffer, before: number): void {
  const at = text.indexOf(0)
  if (at < 0) return
  // Without a mark, UTF-16 shows itself by a NUL at every other byte.
  const utf16 = before === 0 && at < 2 && text[at + 1] !== 0 && text[at + 2] === 0
  throw new UnreadableFile(utf16 ? 'FILE_IS_UTF16' : 'FILE_HAS_NUL', { byte: before + at })
}
