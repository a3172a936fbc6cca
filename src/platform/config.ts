import { resolve } from 'node:path'
import { z } from 'zod'
import { receiverFrom } from './sealed-for.ts'

const port = z.coerce.number().int().min(0).max(65535)
const Settings = z.object({
  PORT: port.default(3000).describe('the port that the product listens on, for example 3000'),
  HOST: z.string().default('127.0.0.1').describe('the address that it listens on, for example 127.0.0.1'),
  PUBLIC_URL: z.url().optional().describe('the address that people type, for example https://commonweal.example.org'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional()
    .describe('a PostgreSQL server of your own, for example postgres://admin:secret@db.internal/commonweal'),
  DATA_DIR: z.string().default('var').describe('where the embedded database, keys and files are kept, for example var'),
  KEYS_DIR: z.string().optional().describe('where the root key is kept, for example /etc/commonweal/keys'),
  TOMBSTONES: z
    .string()
    .optional()
    .describe(
      'the file that says what was erased, kept apart from backups like the keys, for example /etc/commonweal/keys/tombstones',
    ),
  FILES_DIR: z.string().optional().describe('where received files are kept, encrypted, for example /srv/commonweal/files'),
  DROP_DIR: z.string().optional().describe('the folder that agencies drop files into, for example /srv/commonweal/drop'),
  OIDC_ISSUER: z.url().optional().describe('the identity provider of your organisations, for example https://login.example.org'),
  OIDC_CLIENT_ID: z.string().optional().describe('the client id that the provider knows this product by'),
  OIDC_CLIENT_SECRET: z.string().optional().describe('the secret that belongs to that client id'),
  PLACE_NAME: z.string().min(2).optional().describe('the name of your place, for example Westshire'),
  PLACE_NATION: z
    .enum(['england', 'wales', 'scotland', 'northern-ireland'])
    .default('england')
    .describe('the nation it is in, for example england'),
  RESIDENTS: z.coerce
    .number()
    .int()
    .min(300)
    .max(3_000_000)
    .default(3_000)
    .describe('how many residents a fictional place has, for example 3000'),
  SEED: z.coerce.number().int().default(1).describe('which fictional place to make, for example 1'),
  WITNESSES: z
    .string()
    .default('')
    .transform((text, context) =>
      text
        .split(/\s+/)
        .filter(Boolean)
        .map((one) => {
          const [, key = '', url = ''] = /^([^@\s]+)@(https?:\/\/\S+)$/.exec(one) ?? []
          if (!key) context.addIssue({ code: 'custom', message: `"${one}" is not KEY@ADDRESS` })
          return { key, url }
        }),
    )
    .describe('the log’s witnesses, for example police/log+1a2b3c4d+BEpT…=@https://log.police.example.org'),
  CONTINUITY_KEY: z
    .string()
    .optional()
    .superRefine((line, context) => {
      if (line === undefined) return
      try {
        receiverFrom(line)
      } catch (error) {
        context.addIssue({ code: 'custom', message: (error as Error).message })
      }
    })
    .describe(
      'the duty team’s public key, for which the continuity list is sealed, for example duty-team/continuity+1a2b3c4d+BEpT…=',
    ),
  CONTINUITY_DIR: z
    .string()
    .optional()
    .describe(
      'where the continuity list is written every two hours, on a disk that outlives the product, for example /mnt/duty-team',
    ),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn').describe('how much to log: warn or info'),
  COMMONWEAL_DATA: z.string().optional().describe('where the acceptance data is, for example ../shared/data'),
})
/** Every setting with what stands in its place when it is not given, and what it is: as docs/operating.md lists them. */
export const settings = Object.entries(Settings.shape).map(([name, rule]) => {
  const unset = rule.safeParse(undefined)
  return { name, without: (unset.success && unset.data !== undefined && String(unset.data)) || '–', is: rule.description ?? '' }
})
export type Config = Omit<z.output<typeof Settings>, 'KEYS_DIR' | 'TOMBSTONES' | 'FILES_DIR' | 'DROP_DIR' | 'CONTINUITY_DIR'> & {
  KEYS_DIR: string
  TOMBSTONES: string
  FILES_DIR: string
  DROP_DIR: string
  CONTINUITY_DIR: string
}

/** A setting that cannot be used: names it, says what was wrong, and shows a valid value. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/** Reads the settings from the environment. Throws a ConfigError that names every wrong one. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const result = Settings.safeParse(given)
  if (!result.success) {
    const lines = result.error.issues.map((issue) => {
      const name = String(issue.path[0]) as keyof typeof Settings.shape
      return `  ${name}: ${issue.message}. It is ${Settings.shape[name]?.description}.`
    })
    throw new ConfigError(`These settings cannot be used:\n${lines.join('\n')}`)
  }
  const { DATA_DIR, KEYS_DIR, TOMBSTONES, FILES_DIR, DROP_DIR, CONTINUITY_DIR, ...rest } = result.data
  const inside = (given: string | undefined, name: string) => resolve(given ?? `${DATA_DIR}/${name}`)
  return {
    ...rest,
    DATA_DIR: resolve(DATA_DIR),
    KEYS_DIR: inside(KEYS_DIR, 'keys'),
    TOMBSTONES: resolve(TOMBSTONES ?? `${inside(KEYS_DIR, 'keys')}/tombstones`),
    FILES_DIR: inside(FILES_DIR, 'files'),
    DROP_DIR: inside(DROP_DIR, 'drop'),
    CONTINUITY_DIR: inside(CONTINUITY_DIR, 'continuity'),
  }
}
