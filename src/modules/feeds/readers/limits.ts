/** What a reader will take on. Sizes are in bytes of the unpacked file. */
export type ReadLimits = {
  readonly fileBytes: number
  /** How many times its packed size a file may grow, beyond its first megabyte. */
  readonly unpackingRatio: number
  readonly lineBytes: number
  /** A JSON document that is not one record a line has to fit in memory whole. */
  readonly documentBytes: number
  readonly rows: number
  readonly columns: number
  readonly jsonDepth: number
  /** The rows that the manifest states; the file must have as many. */
  readonly statedRows?: number
}

const megabyte = 1024 * 1024

export const usualLimits: ReadLimits = {
  fileBytes: 4096 * megabyte,
  unpackingRatio: 100,
  lineBytes: megabyte,
  documentBytes: 8 * megabyte,
  rows: 20_000_000,
  columns: 500,
  jsonDepth: 40,
}

/** "16 MB", "500 bytes". */
export const sizeInWords = (bytes: number): string =>
  bytes >= megabyte ? `${Math.round(bytes / megabyte).toLocaleString('en-GB')} MB` : `${bytes.toLocaleString('en-GB')} bytes`
