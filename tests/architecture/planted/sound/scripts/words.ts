export const word = 'carried'
