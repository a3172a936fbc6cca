import type { Feed, WorkerRole } from '../types.ts'

/** Somebody at work. The purpose is the one that she usually works under. */
export type WorkerPersona = {
  readonly id: string
  readonly name: string
  readonly staffRef: string
  readonly organisation: string
  readonly team: string
  readonly jobTitle: string
  readonly roles: WorkerRole[]
  readonly purpose: string
  readonly why: string
}

/** Somebody who lives here: a part in a story, and the feed by whose key her account is tied to her; without one it is not tied. */
export type ResidentPersona = {
  readonly id: string
  readonly name: string
  readonly story: string
  readonly part: string
  readonly bindFeed?: Feed
  /** The resident whom she chose to help her. */
  readonly helpedBy?: string
  /** In words. */
  readonly role: string
  readonly why: string
}
