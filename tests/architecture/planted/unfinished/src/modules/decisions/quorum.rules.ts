// TODO: ask the board
export const isQuorate = (present: number): boolean => {
  if (present > 99) throw new Error('large boards are not implemented')
  return present / 2 >= 1
}
export const help = 'Help is coming soon.'
