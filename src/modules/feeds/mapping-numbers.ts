/** Whether ten digits, spaces left out, are an NHS number: modulus 11 over the first nine, weights 10 to 2. */
export function isNhsNumber(text: string): boolean {
  const digits = text.replaceAll(' ', '')
  if (!/^\d{10}$/.test(digits)) return false
  let sum = 0
  for (let at = 0; at < 9; at++) sum += Number(digits[at]) * (10 - at)
  return (11 - (sum % 11)) % 11 === Number(digits[9])
}

const upnLetters = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/** Whether a text is a unique pupil number: a check letter, then twelve digits of which the last of a temporary one is a letter. */
export function isUpn(text: string): boolean {
  if (!/^[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]$/.test(text)) return false
  let sum = 0
  for (let at = 1; at < 13; at++) {
    const digit = text[at]!
    sum += (digit >= '0' && digit <= '9' ? Number(digit) : upnLetters.indexOf(digit)) * (at + 1)
  }
  return upnLetters[sum % 23] === text[0]
}

/** A UPRN without the noughts that some systems put before it; undefined when it is none. It is text: nobody counts with it. */
export function uprnOf(text: string): string | undefined {
  const digits = text.replace(/^0+(?=\d)/, '')
  return /^[1-9]\d{0,11}$/.test(digits) ? digits : undefined
}

/** A postcode in capitals with its space; a text that is none stays as written: it misleads nobody, and nothing matches it. */
export function postcodeOf(text: string): string {
  const parts = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/.exec(text.toUpperCase().replaceAll(' ', ''))
  return parts ? `${parts[1]} ${parts[2]}` : text
}
