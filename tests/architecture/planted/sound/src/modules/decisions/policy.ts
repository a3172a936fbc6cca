export const policy = { 'decision.close': { roles: ['board-clerk'], says: 'close a vote' } }
