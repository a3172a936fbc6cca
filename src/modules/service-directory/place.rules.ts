import { type ListedPlace, tidyPostcode } from './facts.rules.ts'

export type Point = { readonly latitude: number; readonly longitude: number }

/** What somebody typed to say where: a postcode, the first half of one, or words. */
export type Where =
  | { readonly kind: 'postcode'; readonly postcode: string; readonly district: string }
  | { readonly kind: 'district'; readonly district: string }
  | { readonly kind: 'words'; readonly words: string }

export function readWhere(typed: string): Where | undefined {
  const text = typed.trim()
  if (!text) return undefined
  const postcode = tidyPostcode(text)
  const [, district] = /^([A-Z]{1,2}\d[A-Z\d]?) \d[A-Z]{2}$/.exec(postcode) ?? []
  if (district) return { kind: 'postcode', postcode, district }
  if (/^[A-Z]{1,2}\d[A-Z\d]?$/i.test(text)) return { kind: 'district', district: text.toUpperCase() }
  return { kind: 'words', words: text.toLowerCase() }
}

/** Metres between two points, along the Earth. */
export function metresBetween(one: Point, other: Point): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const [lat, lon] = [radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)]
  const h = Math.sin(lat / 2) ** 2 + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * Math.sin(lon / 2) ** 2
  return 2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(h)))
}

const pointOf = ({ latitude, longitude }: Pick<ListedPlace, 'latitude' | 'longitude'>): Point | undefined =>
  latitude === null || longitude === null ? undefined : { latitude, longitude }

/** Metres from a point to the nearest of its places that say where they are. */
export function metresTo(from: Point | undefined, places: readonly Pick<ListedPlace, 'latitude' | 'longitude'>[]): number | null {
  const metres = from
    ? places.flatMap((place) => {
        const point = pointOf(place)
        return point ? [metresBetween(from, point)] : []
      })
    : []
  return metres.length > 0 ? Math.min(...metres) : null
}

/** So near is near by, whatever its postcode begins with. */
const nearBy = 8_000

export type Nearness = { readonly metres: number | null; readonly step: number }

/** How near a service is to where somebody said; undefined: not near. `step` orders those whose distance nobody knows: 0 is nearest. */
export function nearnessOf(
  where: Where,
  from: Point | undefined,
  { places, areas, name }: { readonly places: readonly ListedPlace[]; readonly areas: string; readonly name: string },
): Nearness | undefined {
  const metres = metresTo(from, places)
  if (where.kind === 'words') {
    const words = [name, areas, ...places.flatMap((place) => [place.name, place.line, place.city, place.postcode])]
    return words.some((text) => text?.toLowerCase().includes(where.words)) ? { metres, step: 0 } : undefined
  }
  const codes = places.flatMap(({ postcode }) => (postcode ? [postcode] : []))
  if (where.kind === 'postcode') {
    if (codes.includes(where.postcode)) return { metres, step: 0 }
    const sector = where.postcode.slice(0, -2)
    if (codes.some((code) => code.startsWith(sector))) return { metres, step: 1 }
  }
  if (codes.some((code) => code.startsWith(`${where.district} `))) return { metres, step: 2 }
  return metres !== null && metres <= nearBy ? { metres, step: 3 } : undefined
}

/** The nearer first: by distance where both are known, otherwise by how much of the postcode is the same. */
export function nearerFirst(one: Nearness, other: Nearness): number {
  if (one.metres !== null && other.metres !== null) return one.metres - other.metres
  return one.step - other.step || Number(one.metres === null) - Number(other.metres === null)
}
