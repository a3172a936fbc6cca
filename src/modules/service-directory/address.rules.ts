/** Why an address is not read from, in words; undefined: it may be. */
export function faultOfAddress(address: string, mayBeThisMachine: boolean): string | undefined {
  if (!URL.canParse(address)) return 'it is no address, such as https://directory.example.org/api'
  const url = new URL(address)
  if (url.username || url.password) return 'it holds a name or a password'
  if (url.search || url.hash) return 'it goes on after a ? or #, where /services is to be added'
  const here = isThisMachine(hostOf(url))
  if (here && !mayBeThisMachine) return 'it is this machine'
  if (url.protocol !== 'https:' && !(here && url.protocol === 'http:')) return 'it does not begin with https://'
  const host = hostOf(url)
  if (isIpAddress(host) && !here && !isPublicAddress(host)) return 'it is inside a private network'
  return undefined
}

/** The host of a URL, an IPv6 address without its brackets. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

export const isThisMachine = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)

const isIpAddress = (host: string): boolean => /^[\d.]+$/.test(host) || host.includes(':')

// What does not lead out into the world (IANA special-purpose registries): first address and how many of its bits count.
const closedFour: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]

/** Whether an IP address leads out into the world: not into a private network, nor to this machine, nor to nobody. */
export function isPublicAddress(ip: string): boolean {
  if (!ip.includes(':')) {
    const number = fourOf(ip)
    return number !== undefined && !closedFour.some(([first, bits]) => number >>> (32 - bits) === fourOf(first)! >>> (32 - bits))
  }
  const parts = sixOf(ip)
  // Of IPv6 only global unicast leads out; what carries an IPv4 address within (6to4, Teredo) or is for documents does not.
  return (
    parts !== undefined &&
    parts[0]! >>> 13 === 1 &&
    parts[0] !== 0x2002 &&
    !(parts[0] === 0x2001 && (parts[1]! < 0x200 || parts[1] === 0xdb8))
  )
}

function fourOf(ip: string): number | undefined {
  const parts = ip.split('.').map(Number)
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return undefined
  return parts.reduce((number, part) => number * 256 + part, 0)
}

/** The eight parts of an IPv6 address; undefined where it carries an IPv4 address or cannot be read. */
function sixOf(ip: string): number[] | undefined {
  const [head = '', tail, more] = ip.split('%')[0]!.split('::')
  if (more !== undefined) return undefined
  const read = (text: string) =>
    text ? text.split(':').map((part) => (/^[0-9a-f]{1,4}$/i.test(part) ? Number.parseInt(part, 16) : Number.NaN)) : []
  const [first, last] = [read(head), tail === undefined ? [] : read(tail)]
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length
  const parts = [...first, ...Array<number>(Math.max(0, zeros)).fill(0), ...last]
  return parts.length === 8 && !parts.some(Number.isNaN) ? parts : undefined
}
