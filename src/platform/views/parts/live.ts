import { type Html, html, type Part } from '../html.ts'

/** A topic that `GET /live` names. */
export type LiveName = 'contacts' | 'day' | 'referrals'

/** What is shown as it is now, while the page is open: it is read again when the topic changes. Without script it is as old as the page. */
export const keptCurrent = (topic: LiveName, content: Part): Html => html`<div data-live="${topic}">${content}</div>`

/** Where it is said that something has changed, on a page that is not read again by itself: what it shows is written into the log. */
export const saysWhatChanged = (...topics: readonly LiveName[]): Html =>
  html`<div data-live="${topics.join(' ')}" data-live-asks="yes"></div>`
