export const isQuorate = (present: number) => present / 2 >= 1 // more than one
