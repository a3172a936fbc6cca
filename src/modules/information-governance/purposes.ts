/** Purposes that the product's own work runs under. No agreement shares under them, and residents' logs do not list them. */
export const systemPurposes = { matching: 'person-matching', feeds: 'feed-operation', running: 'running-the-product' } as const
