export const noon = 0
