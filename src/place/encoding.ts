/** How senders' systems turn text into bytes. */

export type Encoding = 'utf-8' | 'windows-1252'

/** The signs of Windows-1252 that stand elsewhere in Unicode. */
const moved: Readonly<Record<string, number>> = { '€': 0x80, '–': 0x96, '—': 0x97, '‘': 0x91, '’': 0x92, '“': 0x93, '”': 0x94 }

/** The text in the sender's encoding. A system without a sign writes a question mark, as they do: "Wiśniewski" becomes "Wi?niewski". */
export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text)
  const plain = text.replaceAll(/[^\p{ASCII}\u00a0-\u00ff]/gu, (sign) =>
    sign in moved ? String.fromCharCode(moved[sign]!) : '?',
  )
  return Buffer.from(plain, 'latin1')
}
