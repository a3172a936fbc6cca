/** Telephone numbers from the ranges reserved for drama. They are few, so unrelated people share one: here a phone is no evidence. */

const landlines = ['01632 960', '0113 496 0', '0114 496 0', '0116 496 0', '0117 496 0', '0118 496 0', '0121 496 0', '0161 496 0']

const three = (n: number) => String(n % 1000).padStart(3, '0')

/** A number between 0 and 2^32 that depends on the text alone. */
function spread(text: string): number {
  let hash = 2166136261
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619)
  return (hash ^ (hash >>> 15)) >>> 0
}

export const mobile = (n: number) => `07700 900${three(n)}`

export const landline = (n: number) => `${landlines[Math.floor(n / 1000) % landlines.length]}${three(n)}`

/** A free-to-call duty number for an organisation, the same for ever. */
export const duty = (organisation: string) => `0808 157 0${three(spread(organisation))}`

/** An office's own line, the same for ever. */
export const office = (team: string) => `01632 960${three(spread(team))}`

/** True when the number lies in a range that no one can be rung on. Spaces do not matter. */
export function isInvented(phone: string): boolean {
  return /^(01632960\d{3}|07700900\d{3}|02079460\d{3}|01(13|14|16|17|18|21|31|41|51|61)4960\d{3}|08081570\d{3})$/.test(
    phone.replaceAll(' ', ''),
  )
}
