import { lookup } from 'node:dns'
import { request as askPlainly } from 'node:http'
import { request as askSealed } from 'node:https'
import type { LookupFunction } from 'node:net'
import { faultOfAddress, hostOf, isPublicAddress, isThisMachine } from './address.rules.ts'

/** Nothing could be read from an address, for a reason that its owner or ours can act on. */
export class NotFetched extends Error {
  override name = 'NotFetched'
}

export type FetchLimits = { readonly mayBeThisMachine: boolean; readonly milliseconds: number; readonly bytes: number }

/**
 * Looks a name up, and gives only addresses that lead out into the world. It is asked by the very connection that is then made, so
 * that a name cannot mean another machine a moment later.
 */
const lookupOutside: LookupFunction = (host, options, callback) =>
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, '', 0)
    const closed = found.find(({ address }) => !isPublicAddress(address))
    if (closed || found.length === 0) return callback(new NotFetched('its name leads into a private network'), '', 0)
    return options.all
      ? (callback as unknown as (e: null, all: typeof found) => void)(null, found)
      : callback(null, found[0]!.address, found[0]!.family)
  })

/** Reads JSON from an address, within its limits. Follows no redirect: an address that moved is changed by whoever gave it. */
export async function fetchJson(url: URL, { mayBeThisMachine, milliseconds, bytes }: FetchLimits): Promise<unknown> {
  const fault = faultOfAddress(url.origin + url.pathname, mayBeThisMachine)
  if (fault) throw new NotFetched(fault)
  const here = isThisMachine(hostOf(url))
  const text = await new Promise<string>((resolve, reject) => {
    const ask = url.protocol === 'https:' ? askSealed : askPlainly
    const asked = ask(
      url,
      {
        headers: { accept: 'application/json' },
        signal: AbortSignal.timeout(milliseconds),
        ...(here ? {} : { lookup: lookupOutside }),
      },
      (reply) => {
        const { statusCode = 0 } = reply
        const no = (why: string) => {
          asked.destroy()
          reject(new NotFetched(why))
        }
        if (statusCode >= 300 && statusCode < 400) return no('it leads on to another address: give that one')
        if (statusCode !== 200) return no(`it answered ${statusCode}`)
        const chunks: Buffer[] = []
        let length = 0
        reply.on('data', (chunk: Buffer) => {
          length += chunk.length
          if (length > bytes) return no(`its answer is longer than ${Math.round(bytes / 1024 ** 2)} megabytes`)
          return chunks.push(chunk)
        })
        reply.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
        reply.on('error', () => no('its answer was cut off'))
      },
    )
    asked.on('error', (error) => reject(error instanceof NotFetched ? error : new NotFetched(whyNot(error))))
    asked.end()
  })
  try {
    return JSON.parse(text)
  } catch {
    throw new NotFetched('its answer is not JSON')
  }
}

function whyNot(error: Error & { code?: string }): string {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'it did not answer in time'
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') return 'there is no machine of that name'
  if (error.code === 'ECONNREFUSED') return 'nothing answers there'
  if (error.code?.startsWith('CERT_') || error.code?.includes('CERT')) return 'its certificate is not good'
  return 'the connection failed'
}
