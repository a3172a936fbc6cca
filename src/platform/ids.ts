import { randomUUID } from 'node:crypto'
import { z } from 'zod'

/** A random UUID that names one kind of thing. Random, since a time-ordered id would show when someone's identity began. */
export type Id<Kind extends string> = string & { readonly __kind: Kind }

/** Makes ids. Injected, so that a test can say which. */
export type NewId = <Kind extends string>() => Id<Kind>

export const newId: NewId = <Kind extends string>() => randomUUID() as Id<Kind>

/** The schema of an id in a URL or a body. */
export const idSchema = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
