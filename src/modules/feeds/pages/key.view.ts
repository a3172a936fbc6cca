import { type Html, html } from '#platform/views/html'
import { factList, form, link, pageHeading, paragraph, submitButton } from '#platform/views/page-parts'

/** Asks whether a key is to be revoked, since that cannot be taken back. */
export const revokeView = (
  feed: { readonly id: string; readonly name: string },
  keyId: string,
  csrfToken: string,
): Html => html`${pageHeading('Revoke a key', feed.name)}
${factList([{ label: 'Key', value: keyId }])}
${paragraph('From that moment nothing signed with it is taken, and what it has sent that is not applied yet is refused. What was applied stays: reverse it by itself if you doubt it.')}
${paragraph('It cannot be taken back. The sender then needs a new key; tell them first, by a telephone number that you know.')}
${form({ action: `/feeds/${feed.id}/keys/${encodeURIComponent(keyId)}/revoke`, csrfToken }, submitButton('Revoke this key', 'warning'))}
${paragraph(link('Keep it', `/feeds/${feed.id}`))}`
